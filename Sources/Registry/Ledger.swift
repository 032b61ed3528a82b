public import Merging
public import Wire

/// The books of items: sums of immutable entries, and the rules that they break.
public struct Ledger: Sendable {
  /// The sums of one item in one unit.
  public struct Balance: Hashable, Sendable {
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

  /// The sums of every account that an entry has touched.
  public private(set) var balances: [Account: Balance] = [:]
  /// The rules that are broken, sorted by rule and records.
  public private(set) var violations: [Violation] = []

  /// Computes the books from items with their units, where known, and entries by id.
  public init(items: [RecordID: String?], entries: [RecordID: JSONValue]) {
    var used: [Account: [RecordID]] = [:]
    let reversed = reversals(entries)
    for (id, entry) in entries.sorted(by: { $0.key < $1.key }) where entry["kind"] != "reversal" {
      guard let item = entry["item"]?.string.flatMap(RecordID.init(hex:)), items[item] != nil else {
        add("ledger-unknown-item", [id], "a ledger entry names an item that is not here")
        continue
      }
      guard !reversed.contains(id) else { continue }
      guard let amount = entry["quantity"]?["amount"]?.string.flatMap({ ExactDecimal($0) }),
        let unit = entry["quantity"]?["unit"]?.string, amount > .zero
      else {
        add("ledger-quantity", [id], "a ledger entry has no quantity above zero")
        continue
      }
      let account = Account(item: item, unit: unit)
      count(entry["kind"]?.string, amount, account)
      used[account, default: []].append(id)
    }
    check(items, used)
    violations.sort {
      ($0.rule, $0.records.first?.hex ?? "") < ($1.rule, $1.records.first?.hex ?? "")
    }
  }

  private mutating func add(_ rule: String, _ records: [RecordID], _ message: String) {
    violations.append(Violation(rule: rule, records: records, message: message))
  }

  private mutating func count(_ kind: String?, _ amount: ExactDecimal, _ account: Account) {
    switch kind {
    case "received": balances[account, default: Balance()].received += amount
    case "handed-out": balances[account, default: Balance()].handedOut += amount
    case "returned": balances[account, default: Balance()].returned += amount
    case "written-off": balances[account, default: Balance()].writtenOff += amount
    default: break
    }
  }

  /// Returns the entries that are taken back, and notes reversals that take back nothing.
  private mutating func reversals(_ entries: [RecordID: JSONValue]) -> Set<RecordID> {
    var reversed: Set<RecordID> = []
    for (id, entry) in entries.sorted(by: { $0.key < $1.key }) where entry["kind"] == "reversal" {
      guard let target = entry["reverses"]?.string.flatMap(RecordID.init(hex:)),
        let kind = entries[target]?["kind"], kind != "reversal"
      else {
        add("ledger-unknown-reversal", [id], "a reversal names an entry that is not here")
        continue
      }
      reversed.insert(target)
    }
    return reversed
  }

  private mutating func check(_ items: [RecordID: String?], _ used: [Account: [RecordID]]) {
    for (account, balance) in balances.sorted(by: { $0.key < $1.key }) {
      let records = [account.item] + (used[account] ?? [])
      if balance.stock.isNegative {
        let out = balance.handedOut + balance.writtenOff
        let into = balance.received + balance.returned
        add(
          "ledger-more-out-than-in", records,
          "\(out) \(account.unit) handed out or written off, but only \(into) received")
      }
      if let unit = items[account.item] ?? nil, unit != account.unit {
        add(
          "ledger-units", records,
          "the item is counted in \(unit), but ledger entries are in \(account.unit)")
      }
    }
  }
}
