import Language
import Merging
import Wire

extension Violation {
  /// Aid whose status says something else than the books of its items, which are sorted.
  static func contradiction(
    _ aid: RecordView, _ lines: [Ledger.Account], _ books: Ledger
  ) -> Violation? {
    guard !lines.isEmpty, let status = aid.value("status")?.string,
      let problem = contradiction(status, lines.compactMap { books.balances[$0] })
    else { return nil }
    return Violation(
      rule: "status-contradicts-ledger", subject: aid.id, causes: lines.map(\.item),
      message: Phrase("the status is '\(status)', but \(problem)"))
  }

  private static func contradiction(_ status: String, _ balances: [Ledger.Balance]) -> Phrase? {
    guard !balances.isEmpty else { return nil }
    let isReceived = balances.contains { !$0.received.isZero }
    let isHandedOut = balances.contains { !$0.handedOut.isZero }
    let isLeft = balances.contains { $0.stock > .zero }
    switch status {
    case "offered", "agreed", "on-the-way":
      return isReceived || isHandedOut ? Phrase("the books have receipts or hand-outs") : nil
    case "partly-received", "received":
      return isHandedOut ? Phrase("the books have hand-outs") : nil
    case "partly-handed-out": return isHandedOut ? nil : Phrase("the books have no hand-out")
    case "handed-out", "reported":
      return isLeft ? Phrase("the books still have some of it in stock") : nil
    default: return nil
    }
  }

  /// Hand-outs of the same item, quantity, day and act, or recipient: probably entered twice.
  static func repeatedEntries(_ entries: [Ledger.Entry]) -> [Violation] {
    struct HandOut: Hashable {
      let account: Ledger.Account
      let amount: ExactDecimal
      let date: String
      let act: String
      let counterparty: String
    }
    let handOuts = entries.filter {
      $0.kind == "handed-out" && !($0.act.isEmpty && $0.counterparty.isEmpty)
    }
    let groups = Dictionary(grouping: handOuts) {
      HandOut(
        account: $0.account, amount: $0.amount, date: $0.date, act: $0.act,
        counterparty: $0.act.isEmpty ? $0.counterparty : "")
    }
    return groups.filter { $0.value.count > 1 }.map { handOut, entries in
      Violation(
        rule: "handed-out-twice", subject: handOut.account.item,
        detail: "\(handOut.date) \(handOut.act) \(handOut.counterparty) \(handOut.amount)",
        causes: entries.map(\.id),
        message: Phrase(
          """
          \(entries.count) hand-outs of \(handOut.amount.description) \(handOut.account.unit) on \
          \(handOut.date) have the same act or recipient
          """))
    }
  }
}
