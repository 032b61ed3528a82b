import Language
import Merging
import Wire

extension Violation {
  /// Items of which more or less was received than the donor's side has entered as sent.
  ///
  /// What was sent is compared once some of the item was received on that day or later, or once the
  /// days that it may be on its way are over. What a consignment that it names still carries waits,
  /// and so does what the rule `not-received` tells of.
  static func sentOtherwise(
    _ views: [RecordView], _ books: Ledger, _ sameness: Sameness, _ circumstances: Circumstances
  ) -> [Violation] {
    let transit = Transit(views, sameness, circumstances)
    let entries = Dictionary(grouping: books.entries, by: \.account.item)
    return sameness.counted(views).compactMap { item -> Violation? in
      guard item.key.type == "item", let entries = entries[item.id] else { return nil }
      let received = entries.filter { $0.kind == "received" }
      let sent = entries.filter { $0.kind == "sent" }
      let due = sent.filter { transit.isOver($0, of: item, received) }
      let (came, least, most) = (sums(received), sums(due), sums(sent))
      let isMore = came.contains { unit, sum in sum > most[unit] ?? .zero }
      let isLess = least.contains { unit, sum in came[unit] ?? .zero < sum }
      guard !due.isEmpty, isMore || isLess else { return nil }
      let (one, other) = (figures(isMore ? sent : due), figures(received))
      return Violation(
        rule: "sent-other-than-received", subject: item.id, causes: (sent + received).map(\.id),
        message: received.isEmpty
          ? Phrase(
            """
            \(one) sent, and nothing received within \
            \(count: circumstances.settings.transitDays, "day", "days")
            """)
          : Phrase("\(one) sent, but \(other) received"))
    }
  }

  private static func sums(_ entries: [Ledger.Entry]) -> [String: ExactDecimal] {
    entries.reduce(into: [:]) { $0[$1.account.unit, default: .zero] += $1.amount }
  }

  /// The sums in every unit, and the acts or, of entries without one, the dates.
  private static func figures(_ entries: [Ledger.Entry]) -> Phrase {
    let amounts = sums(entries).sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    var seen: Set<String> = []
    let acts = entries.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
      .map { $0.act.isEmpty ? $0.date : $0.act }.filter { seen.insert($0).inserted }
    return Phrase("\(list: amounts) (\(list: acts))")
  }
}

/// What is known of the way that things take.
private struct Transit {
  private let circumstances: Circumstances
  private let sameness: Sameness
  /// The consignments that are still on their way.
  private let open: Set<RecordID>
  /// The aid of those that are too long on it.
  private let overdueAid: Set<RecordID>

  init(_ views: [RecordView], _ sameness: Sameness, _ circumstances: Circumstances) {
    let open = sameness.counted(views).filter {
      $0.key.type == "consignment" && !$0.hasArrived
    }
    self.circumstances = circumstances
    self.sameness = sameness
    self.open = Set(open.map(\.id))
    let aid = open.filter { $0.isOverdue(circumstances) }.flatMap { $0.elements("aid") }
    overdueAid = Set(aid.compactMap { $0.string.flatMap(RecordID.init(hex:)) })
  }

  /// Whether what was sent must have come.
  func isOver(_ sent: Ledger.Entry, of item: RecordView, _ received: [Ledger.Entry]) -> Bool {
    if let consignment = sent.consignment, open.contains(consignment) {
      return received.contains { $0.consignment == consignment }
    }
    let hasCome = received.contains { receipt in
      let count = min(receipt.date.utf8.count, sent.date.utf8.count)
      return receipt.date.prefix(count) >= sent.date.prefix(count)
    }
    guard !hasCome else { return true }
    let isTold = item.reference("aid").map(overdueAid.contains) ?? false
    return !isTold && circumstances.isOverdue(since: sent.date)
  }
}
