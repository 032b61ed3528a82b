import Language
public import Merging
public import Wire

/// The books of items: sums of immutable entries, and the rules that they break.
public struct Ledger: Sendable {
  /// The sums of one item in one unit.
  public struct Balance: Hashable, Sendable {
    /// Sent, as the donor's side has entered it; in nobody's stock.
    public var sent = ExactDecimal.zero
    /// Received.
    public var received = ExactDecimal.zero
    /// Handed out.
    public var handedOut = ExactDecimal.zero
    /// Handed out before and given back.
    public var returned = ExactDecimal.zero
    /// Written off.
    public var writtenOff = ExactDecimal.zero
    /// What must be there: received and given back, less handed out and written off.
    public var stock: ExactDecimal { received + returned - handedOut - writtenOff }
  }

  /// An item and its unit.
  public struct Account: Hashable, Comparable, Sendable {
    /// The item.
    public let item: RecordID
    /// The unit.
    public let unit: String

    /// Creates an account.
    public init(item: RecordID, unit: String) {
      self.item = item
      self.unit = unit
    }

    /// Orders by item, then unit.
    public static func < (left: Self, right: Self) -> Bool {
      left.item == right.item ? left.unit < right.unit : left.item < right.item
    }
  }

  /// One entry that counts.
  public struct Entry: Hashable, Sendable {
    /// The record.
    public let id: RecordID
    /// The account.
    public let account: Account
    /// What happened.
    public let kind: String
    /// How much, above zero.
    public let amount: ExactDecimal
    /// Where, as entered; empty where nobody has said.
    public let place: String
    /// Where to, of what was moved.
    public let destination: String
    /// The day, month or year.
    public let date: String
    /// The number of the act, or empty.
    public let act: String
    /// Who gave or received, or empty.
    public let counterparty: String
    /// The consignment that brought it, where one is named.
    public let consignment: RecordID?
  }

  /// The entries that count, sorted by id: those that are sound and not taken back.
  public private(set) var entries: [Entry] = []
  /// The sums of every account that an entry has touched.
  public private(set) var balances: [Account: Balance] = [:]
  /// What must be in every place of every account; the place that nobody named is empty.
  public private(set) var stocks: [Account: [String: ExactDecimal]] = [:]
  /// The rules that are broken.
  public private(set) var violations: [Violation] = []

  /// An entry as somebody has entered it, sound or not.
  private struct Draft {
    let hasKind: Bool
    let isReversal: Bool
    let reverses: RecordID?
    let item: RecordID?
    let entry: Entry?

    init(_ id: RecordID, _ json: JSONValue) {
      let reference = { (name: String) in json[name]?.string.flatMap(RecordID.init(hex:)) }
      hasKind = json["kind"] != nil
      isReversal = json["kind"] == "reversal"
      reverses = reference("reverses")
      item = reference("item")
      entry = item.flatMap { Entry(id, $0, json) }
    }
  }

  /// Computes the books from items with their quantities, where known, and entries by id.
  public init(items: [RecordID: JSONValue?], entries: [RecordID: JSONValue]) {
    self.init(
      items, Dictionary(uniqueKeysWithValues: entries.map { ($0, Draft($0, $1)) }))
  }

  private init(_ items: [RecordID: JSONValue?], _ drafts: [RecordID: Draft]) {
    let reversed = reversals(drafts)
    for (id, draft) in drafts.sorted(by: { $0.key < $1.key }) where !draft.isReversal {
      guard let item = draft.item, items[item] != nil else {
        add(
          "ledger-unknown-item", id,
          message: Phrase("a ledger entry names an item that is not here"))
        continue
      }
      guard !reversed.contains(id) else { continue }
      guard let entry = draft.entry else {
        add("ledger-quantity", id, message: Phrase("a ledger entry has no quantity above zero"))
        continue
      }
      count(entry)
    }
    check(items)
    violations.sort(by: Violation.precedes)
  }

  private mutating func add(
    _ rule: String, _ subject: RecordID, _ detail: String = "", _ causes: [RecordID] = [],
    message: Phrase
  ) {
    violations.append(
      Violation(rule: rule, subject: subject, detail: detail, causes: causes, message: message))
  }

  private mutating func count(_ entry: Entry) {
    let (account, amount) = (entry.account, entry.amount)
    entries.append(entry)
    var balance = balances[account] ?? Balance()
    switch entry.kind {
    case "sent":
      balance.sent += amount
      balances[account] = balance
      return
    case "received": balance.received += amount
    case "handed-out": balance.handedOut += amount
    case "returned": balance.returned += amount
    case "written-off": balance.writtenOff += amount
    case "moved": stocks[account, default: [:]][entry.destination, default: .zero] += amount
    default: return
    }
    balances[account] = balance
    let isIncoming = entry.kind == "received" || entry.kind == "returned"
    stocks[account, default: [:]][entry.place, default: .zero] += isIncoming ? amount : -amount
  }

  /// Returns the entries that are taken back, and notes reversals that take back nothing.
  private mutating func reversals(_ drafts: [RecordID: Draft]) -> Set<RecordID> {
    var reversed: Set<RecordID> = []
    for (id, draft) in drafts.sorted(by: { $0.key < $1.key }) where draft.isReversal {
      guard let target = draft.reverses, let taken = drafts[target], taken.hasKind,
        !taken.isReversal
      else {
        add(
          "ledger-unknown-reversal", id,
          message: Phrase("a reversal names an entry that is not here"))
        continue
      }
      reversed.insert(target)
    }
    return reversed
  }

  private mutating func check(_ items: [RecordID: JSONValue?]) {
    let used = Dictionary(grouping: entries, by: \.account).mapValues { $0.map(\.id) }
    for (account, balance) in balances.sorted(by: { $0.key < $1.key }) {
      let causes = used[account] ?? []
      if balance.stock.isNegative {
        let out = balance.handedOut + balance.writtenOff
        let into = balance.received + balance.returned
        add(
          "ledger-more-out-than-in", account.item, account.unit, causes,
          message: Phrase(
            """
            \(out.description) \(account.unit) handed out or written off, but only \
            \(into.description) received
            """))
      } else {
        checkPlaces(of: account, causes)
      }
      let expected = items[account.item] ?? nil
      if let unit = expected?["unit"]?.string, unit != account.unit {
        add(
          "ledger-units", account.item, account.unit, causes,
          message: Phrase(
            "the item is counted in \(unit), but ledger entries are in \(account.unit)"))
      } else if let amount = expected?["amount"]?.string.flatMap({ ExactDecimal($0) }),
        balance.received > amount
      {
        add(
          "ledger-more-than-expected", account.item, account.unit, causes,
          message: Phrase(
            """
            \(balance.received.description) \(account.unit) received, but the item is of \
            \(amount.description)
            """))
      }
    }
  }

  /// Places from which more went than came, although there is enough in all.
  private mutating func checkPlaces(of account: Account, _ causes: [RecordID]) {
    for (place, stock) in (stocks[account] ?? [:]).sorted(by: { $0.key < $1.key })
    where stock.isNegative {
      let name = place.isEmpty ? "a place that is not named" : "'\(place)'"
      add(
        "ledger-place", account.item, "\(account.unit) \(place)", causes,
        message: Phrase(
          "\((-stock).description) \(account.unit) more went out of \(name) than came in"))
    }
  }
}

extension Ledger.Entry {
  /// Reads an entry; nil where it has no quantity above zero.
  fileprivate init?(_ id: RecordID, _ item: RecordID, _ entry: JSONValue) {
    guard let amount = entry["quantity"]?["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let unit = entry["quantity"]?["unit"]?.string, amount > .zero
    else { return nil }
    let text = { (name: String) in entry[name]?.string ?? "" }
    self.init(
      id: id, account: Ledger.Account(item: item, unit: unit), kind: text("kind"), amount: amount,
      place: text("place"), destination: text("to-place"), date: text("date"), act: text("act"),
      counterparty: text("counterparty"),
      consignment: RecordID(hex: text("consignment")))
  }
}

extension Ledger {
  /// Computes the books from views; records of other types are left alone.
  ///
  /// Items that are joined have one account, and entries that are joined count once.
  public init(_ views: [RecordView], _ sameness: Sameness) {
    var items: [RecordID: JSONValue?] = [:]
    var drafts: [RecordID: Draft] = [:]
    for view in sameness.counted(views) where !view.isWithdrawn {
      switch view.key.type {
      case "item": items[view.id] = .some(view.value("quantity"))
      case "ledger":
        guard var entry = view.entry.object else { continue }
        let references = [
          ("item", "item"), ("reverses", "ledger"), ("consignment", "consignment"),
        ]
        for (name, type) in references {
          guard let id = entry[name]?.string.flatMap(RecordID.init(hex:)) else { continue }
          entry[name] = .string(sameness.representative(RecordKey(type: type, id: id)).hex)
        }
        drafts[view.id] = Draft(view.id, .object(entry))
      default: break
      }
    }
    self.init(items, drafts)
  }
}
