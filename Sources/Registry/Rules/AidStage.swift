import Merging
import Wire

/// How far aid has come, as the sums of reports are told apart.
public enum AidStage: String, CaseIterable, Hashable, Comparable, Sendable {
  /// All of it was received.
  case received
  /// Something of it was received, and it has one value: nobody can say what that part is worth.
  case partlyReceived = "partly-received"
  /// Nothing of it was received yet.
  case promised

  /// Tells the stage of an entry that has a day of receipt or not, has a status, and of whose lines
  /// the books may have received less than they say.
  public init(isDated: Bool, status: String, isShort: Bool) {
    let isDone = isDated || ["received", "handed-out", "reported"].contains(status)
    let isPart = status == "partly-received" || (status == "partly-handed-out" && !isDone)
    self = isPart || (isDone && isShort) ? .partlyReceived : isDone ? .received : .promised
  }

  /// Orders received before partly received before promised.
  public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  private var place: Int {
    switch self {
    case .received: 0
    case .partlyReceived: 1
    case .promised: 2
    }
  }
}

/// What the books say was received of each item, to be compared with what its line says.
public struct Receipts: Sendable {
  private var sums: [RecordID: [String: ExactDecimal]] = [:]
  private let sameness: Sameness

  /// Reads the books.
  public init(_ books: Ledger, _ sameness: Sameness) {
    for (account, balance) in books.balances where !balance.received.isZero {
      sums[account.item, default: [:]][account.unit] = balance.received
    }
    self.sameness = sameness
  }

  /// Tells whether of some of the lines of an aid entry less was received than the line says.
  ///
  /// Where the books have no receipt of any line, nobody keeps them, and the entry is believed.
  /// A line whose quantity is disputed, or that was received in other units only, says nothing.
  public func areShort(of lines: [RecordView]) -> Bool {
    let received = lines.map { line in
      sums[sameness.representative(line.key)] ?? [:]
    }
    guard received.contains(where: { !$0.isEmpty }) else { return false }
    return zip(lines, received).contains { line, sums in
      guard let quantity = line.value("quantity"), let unit = quantity["unit"]?.string,
        let amount = quantity["amount"]?.string.flatMap({ ExactDecimal($0) }),
        sums.isEmpty || sums[unit] != nil
      else { return false }
      return sums[unit] ?? .zero < amount
    }
  }
}
