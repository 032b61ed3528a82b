public import Merging
public import Registry
public import Wire

/// The centre's table: every aid entry of every dossier, counted once or left out with a reason.
public struct Consolidation: Sendable {
  /// What a sum is for.
  public struct Group: Hashable, Comparable, Sendable {
    /// The office that receives; empty where nobody has entered it.
    public let office: String
    /// The partnership's title.
    public let partnership: String
    /// The kind of aid.
    public let kind: String
    /// The month, `YYYY-MM`, of receipt, else of agreement, else of the offer; `YYYY` or empty
    /// where no more is known.
    public let month: String
    /// Whether the aid was received, partly received or only promised.
    public let stage: AidStage

    private var order: [String] { [office, partnership, kind, month] }

    /// Orders by office, partnership, kind, month and stage.
    public static func < (left: Self, right: Self) -> Bool {
      left.order == right.order
        ? left.stage < right.stage : left.order.lexicographicallyPrecedes(right.order)
    }
  }

  /// One line of the table.
  public struct Row: Hashable, Sendable {
    /// What it is for.
    public let group: Group
    /// How many aid entries it counts.
    public var entries = 0
    /// How many of them have no value.
    public var unvalued = 0
    /// The sums per currency.
    public var sums: [String: ExactDecimal] = [:]
  }

  /// The books of one item.
  public struct Account: Hashable, Sendable {
    /// The item.
    public let item: RecordID
    /// The item's name.
    public let name: String
    /// The partnership's title.
    public let partnership: String
    /// The unit.
    public let unit: String
    /// The quantity of the item's own line in this unit, where it is not in conflict.
    public let expected: ExactDecimal?
    /// The sums of the ledger.
    public let balance: Ledger.Balance
  }

  /// An entry that is not counted, because people contradict each other on it.
  public struct LeftOut: Hashable, Sendable {
    /// The record.
    public let record: RecordID
    /// Its title.
    public let title: String
    /// The partnership's title.
    public let partnership: String
    /// The fields in conflict; `@void` for a disputed withdrawal.
    public let fields: [String]
  }

  /// How many partnerships there are, those withdrawn not counted.
  public private(set) var partnerships = 0
  /// How many relations of public registers there are.
  public private(set) var relations = 0
  /// The table, sorted.
  public private(set) var rows: [Row] = []
  /// The sums per currency of what was received.
  public private(set) var received: [String: ExactDecimal] = [:]
  /// The sums per currency of the whole of what was partly received.
  public private(set) var partlyReceived: [String: ExactDecimal] = [:]
  /// The sums per currency of what is promised and was not received.
  public private(set) var promised: [String: ExactDecimal] = [:]
  /// The books of the items, sorted by partnership, name and unit.
  public private(set) var accounts: [Account] = []
  /// What is not counted, sorted by partnership and title.
  public private(set) var leftOut: [LeftOut] = []
  /// The rules that the records break.
  public private(set) var violations: [Violation] = []

  /// Consolidates records.
  public init(_ all: [RecordView], _ circumstances: Circumstances = Circumstances()) {
    let isAid = { (view: RecordView) in view.key.type == Inspection.last }
    var making = Making(all.filter { !isAid($0) }, Sameness(all), circumstances)
    for view in all where isAid(view) { making.take(view) }
    self = making.finished()
  }

  fileprivate init() {}
}

extension Consolidation {
  /// The making of a consolidation: aid entries, which are most of the records, come last and one
  /// at a time.
  struct Making {
    private var made = Consolidation()
    private var inspection: Inspection
    private let sameness: Sameness
    private let titles: [RecordID: String]
    private let items: [RecordView]
    private let lines: [RecordID: [RecordView]]
    private let receipts: Receipts
    /// The partnerships of the aid entries that have lines.
    private var partnerships: [RecordID: RecordID?] = [:]
    /// Entries that people have joined with others.
    private var joined: [RecordView] = []
    private var table: [Group: Row] = [:]

    /// Begins with all records but aid entries.
    init(_ all: [RecordView], _ sameness: Sameness, _ circumstances: Circumstances) {
      inspection = Inspection(all, sameness, circumstances)
      self.sameness = sameness
      let views = all.filter { !$0.isWithdrawn }
      let partnerships = views.filter { $0.key.type == "partnership" }
      titles = Self.titles(of: partnerships, sameness)
      items = views.filter { $0.key.type == "item" }
      lines = Self.lines(items)
      receipts = Receipts(inspection.books, sameness)
      made.relations = views.count { $0.key.type == "relation" }
      made.partnerships = sameness.counted(partnerships).count
    }

    /// Takes an aid entry.
    mutating func take(_ entry: RecordView) {
      inspection.look(at: entry)
      guard !entry.isWithdrawn else { return }
      if lines[entry.id] != nil, partnerships[entry.id] == nil {
        partnerships[entry.id] = .some(entry.reference("partnership"))
      }
      if sameness.members(entry.key).count > 1 {
        joined.append(entry)
      } else {
        count(entry, same: [])
      }
    }

    /// Returns what has been made.
    mutating func finished() -> Consolidation {
      let byID = Dictionary(joined.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
      for entry in sameness.counted(joined) {
        let same = sameness.members(entry.key).filter { $0 != entry.id }
        count(entry, same: same.compactMap { byID[$0] })
      }
      made.rows = table.values.sorted { $0.group < $1.group }
      made.sumUp()
      made.leftOut.sort {
        ($0.partnership, $0.title, $0.record) < ($1.partnership, $1.title, $1.record)
      }
      made.accounts = accounts
      made.violations = inspection.violations()
      return made
    }
  }

  private mutating func sumUp() {
    for row in rows {
      switch row.group.stage {
      case .received: received.merge(row.sums, uniquingKeysWith: +)
      case .partlyReceived: partlyReceived.merge(row.sums, uniquingKeysWith: +)
      case .promised: promised.merge(row.sums, uniquingKeysWith: +)
      }
    }
  }
}

extension Consolidation.Making {
  /// The titles of partnerships; of those that are joined, that of the first.
  fileprivate static func titles(
    of partnerships: [RecordView], _ sameness: Sameness
  ) -> [RecordID: String] {
    let own = Dictionary(
      partnerships.map { ($0.id, $0.title) }, uniquingKeysWith: { one, _ in one })
    return Dictionary(
      partnerships.map {
        ($0.id, own[sameness.representative($0.key)] ?? $0.title)
      }, uniquingKeysWith: { one, _ in one })
  }

  /// The fields that decide where, and with how much, an aid entry counts.
  private static let decisive: Set<String> = [
    "partnership", "recipient", "kind", "received", "agreed", "offered", "value", "status",
    Operation.voidRegister,
  ]

  /// Counts an entry, beside which others are the same, or leaves it out.
  fileprivate mutating func count(_ entry: RecordView, same: [RecordView]) {
    let partnership = entry.reference("partnership").flatMap { titles[$0] } ?? ""
    // Of entries that are the same, the first that has a value or lines with one.
    let values = ([entry] + same).lazy.map { [lines, sameness] entry in
      AidValue(entry, lines: Self.once(lines[entry.id] ?? [], sameness))
    }
    let value = values.first { !$0.isEmpty } ?? AidValue(entry, lines: [])
    let fields = entry.conflicts.map(\.register).filter(Self.decisive.contains) + value.conflicts
    guard fields.isEmpty else {
      made.leftOut.append(
        Consolidation.LeftOut(
          record: entry.id, title: entry.title, partnership: partnership, fields: fields))
      return
    }
    let isShort = receipts.areShort(of: ([entry] + same).flatMap { lines[$0.id] ?? [] })
    let group = Self.group(entry, partnership, isShort: isShort)
    var row = table[group] ?? Consolidation.Row(group: group)
    row.entries += 1
    row.unvalued += value.sums.isEmpty ? 1 : 0
    row.sums.merge(value.sums, uniquingKeysWith: +)
    table[group] = row
  }

  /// The lines of each aid entry; one whose entry is in conflict is a line of every entry named.
  fileprivate static func lines(_ items: [RecordView]) -> [RecordID: [RecordView]] {
    var lines: [RecordID: [RecordView]] = [:]
    for item in items {
      let named = (item.register("aid")?.alternatives ?? []).compactMap { $0.value.value.string }
      for id in named.compactMap(RecordID.init(hex:)) { lines[id, default: []].append(item) }
    }
    return lines
  }

  /// The lines without those that are the same as another of them.
  private static func once(_ lines: [RecordView], _ sameness: Sameness) -> [RecordView] {
    var seen: Set<RecordID> = []
    return lines.filter { seen.insert(sameness.representative($0.key)).inserted }
  }

  private static func group(
    _ entry: RecordView, _ partnership: String, isShort: Bool
  ) -> Consolidation.Group {
    let text = { (name: String) in entry.value(name)?.string ?? "" }
    let date = ["received", "agreed", "offered"].map(text).first { !$0.isEmpty } ?? ""
    let stage = AidStage(
      isDated: !text("received").isEmpty, status: text("status"), isShort: isShort)
    return Consolidation.Group(
      office: text("recipient"), partnership: partnership, kind: text("kind"),
      month: String(date.prefix(7)), stage: stage)
  }

  fileprivate var accounts: [Consolidation.Account] {
    let byID = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    return inspection.books.balances.compactMap { account, balance -> Consolidation.Account? in
      guard let item = byID[account.item] else { return nil }
      let quantity = item.value("quantity")
      let isSameUnit = quantity?["unit"]?.string == account.unit
      let expected = isSameUnit ? quantity?["amount"]?.string.flatMap { ExactDecimal($0) } : nil
      let partnership = item.reference("aid").flatMap { partnerships[$0] ?? nil }
      return Consolidation.Account(
        item: account.item, name: item.title,
        partnership: partnership.flatMap { titles[$0] } ?? "", unit: account.unit,
        expected: expected, balance: balance)
    }.sorted {
      ($0.partnership, $0.name, $0.unit, $0.item) < ($1.partnership, $1.name, $1.unit, $1.item)
    }
  }
}

/// What one aid entry is worth: its own value or, where it has none, the sum of its lines.
private struct AidValue {
  var sums: [String: ExactDecimal] = [:]
  var conflicts: [String] = []
  var isEmpty: Bool { sums.isEmpty && conflicts.isEmpty }

  init(_ entry: RecordView, lines: [RecordView]) {
    if let (amount, currency) = Self.money(entry.value("value")) {
      sums[currency] = amount
      return
    }
    for line in lines {
      let fields = line.conflicts.map(\.register)
      conflicts += fields.filter {
        ["quantity", "unit-value", "aid", Operation.voidRegister].contains($0)
      }
      guard let (price, currency) = Self.money(line.value("unit-value")),
        let count = line.value("quantity")?["amount"]?.string.flatMap({ ExactDecimal($0) }),
        let product = price.multiplied(by: count)
      else { continue }
      sums[currency, default: .zero] += product
    }
  }

  private static func money(_ value: JSONValue?) -> (ExactDecimal, String)? {
    guard let amount = value?["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let currency = value?["currency"]?.string
    else { return nil }
    return (amount, currency)
  }
}

extension Engine {
  /// Consolidates everything that this device holds.
  public func consolidate() throws(EngineError) -> Consolidation {
    let (others, sameness) = try allButLast()
    var making = Consolidation.Making(others, sameness, try circumstances())
    try forEachRecord(type: Inspection.last) { making.take($0.view) }
    return making.finished()
  }
}
