import Files
import LocalStore
import Merging
import Registry
import Sodium
import Wire

/// How a table's columns become a type's fields.
public struct ImportPlan: Hashable, Sendable {
  /// The type's name.
  public var type: String
  /// Field to column; empty means that every column is named like its field.
  public var columns: [(field: String, column: String)]
  /// Texts that every row gets, beside its columns.
  public var constants: [Entry]
  /// The fields that tell two rows apart; nil means those that the type names, else all.
  public var key: [String]?
  /// Whether a row that differs from its record changes the record.
  public var updates: Bool

  /// Creates a plan.
  public init(
    type: String, columns: [(field: String, column: String)] = [], constants: [Entry] = [],
    key: [String]? = nil, updates: Bool = false
  ) {
    self.type = type
    self.columns = columns
    self.constants = constants
    self.key = key
    self.updates = updates
  }

  /// Compares all that is in them.
  public static func == (left: Self, right: Self) -> Bool {
    left.type == right.type && left.constants == right.constants && left.key == right.key
      && left.updates == right.updates && left.columns.elementsEqual(right.columns, by: ==)
  }

  /// Hashes the type.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(type)
  }
}

/// What an import did.
public struct ImportReport: Hashable, Sendable {
  /// How many rows the file has below its headings.
  public var rows = 0
  /// How many records are new.
  public var created = 0
  /// How many records got fields that were empty, or were changed.
  public var changed = 0
  /// How many rows say what their record shows already.
  public var unchanged = 0
  /// Lines whose row differs from its record, or whose record is withdrawn: it was left as it is.
  public var differing: [Int] = []
  /// Lines that repeat an earlier row's key.
  public var repeated: [Int] = []
}

extension Engine {
  /// Records the rows of a table, all of them or, when one does not fit, none.
  ///
  /// A row's record has an id that follows from type and key, so that importing a table twice, or
  /// on two laptops, adds nothing. Empty fields are filled; a field that shows something else is
  /// left as it is unless the plan says to change it.
  public func importTable(_ path: String, _ plan: ImportPlan) throws(EngineError) -> ImportReport {
    let type = try recordType(plan.type)
    let table = try table(path)
    var importer = try TableImporter(self, type, plan, headings: table[0].cells)
    for (index, row) in table.dropFirst().enumerated() {
      if index % 1_000 == 0 { progress("importing", index, table.count) }
      try importer.add(row)
    }
    let drafts = importer.drafts()
    try checkPermission(drafts.flatMap(\.draft.operations))
    try engine { () throws(StoreError) in try store.append(drafts) }
    return importer.report
  }

  private func table(_ path: String) throws(EngineError) -> [CSV.Row] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try File.read(path, maximumBytes: CSV.maximumBytes) } catch {
      throw .file(error)
    }
    let separator: UInt8 = path.hasSuffix(".tsv") ? 0x09 : 0x2C
    do throws(CSVError) { return try CSV.rows(bytes, separator: separator) } catch {
      throw .table(error)
    }
  }
}

/// Turns rows into operations, gathered by dossier.
private struct TableImporter {
  private(set) var report = ImportReport()
  private let engine: Engine
  private let type: RecordType
  private let plan: ImportPlan
  private let columns: [(field: String, index: Int)]
  private let key: [String]
  private let existing: [RecordID: FoundRecord]
  private var seen: Set<RecordID> = []
  private var operations: [(dossier: DossierID, operations: [Operation])] = []

  init(
    _ engine: Engine, _ type: RecordType, _ plan: ImportPlan, headings: [String]
  ) throws(EngineError) {
    self.engine = engine
    self.type = type
    self.plan = plan
    var columns: [(field: String, index: Int)] = []
    let mapped =
      plan.columns.isEmpty ? headings.map { (field: $0, column: $0) } : plan.columns
    for (field, column) in mapped {
      _ = try entering { () throws(RegistryError) in try type.known(field) }
      guard let index = headings.firstIndex(of: column) else {
        throw .noColumn(column, suggestion: Suggestion.nearest(to: column, in: headings))
      }
      columns.append((field, index))
    }
    self.columns = columns
    let fields = columns.map(\.field) + plan.constants.map(\.field)
    key = plan.key ?? (type.key.isEmpty ? fields : type.key)
    for field in key {
      _ = try entering { () throws(RegistryError) in try type.known(field) }
    }
    existing = Dictionary(
      try engine.records(type: type.name).map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
  }

  mutating func add(_ row: CSV.Row) throws(EngineError) {
    report.rows += 1
    let entries = columns.map { Entry($0.field, row.cells[$0.index]) } + plan.constants
    do throws(EngineError) { try add(entries, line: row.line) } catch {
      if case .entry(let reason) = error { throw .line(row.line, reason) }
      throw error
    }
  }

  private mutating func add(_ entries: [Entry], line: Int) throws(EngineError) {
    let entries = try engine.resolvingReferences(entries, of: type)
    let edits = try entering { () throws(RegistryError) in
      try type.edits(entries.map { ($0.field, $0.text) }, isNew: true)
    }
    let id = recordID(edits)
    guard seen.insert(id).inserted else {
      report.repeated.append(line)
      return
    }
    if let record = existing[id] {
      try merge(edits, into: record, line: line)
    } else {
      let dossier = try engine.dossier(of: type, id: id, edits)
      let key = RecordKey(type: type.name, id: id)
      operations.append((dossier, edits.map { Engine.first($0, key) }))
      report.created += 1
    }
  }

  /// The id that follows from the type and the row's key.
  private func recordID(_ edits: [RegisterEdit]) -> RecordID {
    var values: [JSONValue] = [.string(type.name)]
    let fields = type.isLedger ? edits.first?.value : nil
    for name in key {
      let value = fields.map { $0[name] } ?? edits.first { $0.register == name }?.value
      values.append(value ?? .null)
    }
    let text = Array("pobratym import 1\n".utf8) + JSONValue.array(values).canonicalBytes
    guard let id = RecordID(bytes: BLAKE2b.hash(text).prefix(16)) else {
      preconditionFailure("a hash has 32 bytes")
    }
    return id
  }

  private mutating func merge(
    _ edits: [RegisterEdit], into record: FoundRecord, line: Int
  ) throws(EngineError) {
    guard !record.view.isWithdrawn else {
      // An import must not look like an edit made apart from the withdrawal.
      report.differing.append(line)
      return
    }
    var changes: [Operation] = []
    var differs = false
    for edit in edits where edit.rule != .ledger {
      if edit.rule == .set {
        guard !record.view.elements(edit.register).contains(edit.value) else { continue }
        changes.append(Engine.first(edit, record.view.state.key))
      } else {
        let change = engine.replacing(edit, in: record)
        let isEmpty = record.view.field(edit.register) == nil
        if plan.updates || isEmpty { changes += change } else if !change.isEmpty { differs = true }
      }
    }
    if differs { report.differing.append(line) }
    if changes.isEmpty {
      report.unchanged += differs ? 0 : 1
    } else {
      report.changed += 1
      operations.append((record.dossier, changes))
    }
  }

  /// How many operations one commit of an import gathers.
  private static let commitOperations = 256
  /// How many bytes of values one commit gathers, with room to spare in the limit of a line.
  private static let commitBytes = Limits.lineBytes / 4

  /// The operations as steps of this device's person, many records in one.
  func drafts() -> [(log: OwnLog, draft: Draft)] {
    var drafts: [(log: OwnLog, draft: Draft)] = []
    for (dossier, list) in Dictionary(grouping: operations, by: \.dossier)
      .sorted(by: { $0.key < $1.key })
    {
      var gathered: [Operation] = []
      var size = 0
      func close() {
        guard !gathered.isEmpty else { return }
        drafts.append((engine.ownLog(in: dossier), engine.draft(gathered, why: nil)))
        gathered = []
        size = 0
      }
      for (_, operations) in list {
        let bytes = operations.reduce(0) { $0 + $1.value.bytes.count + 160 }
        if gathered.count + operations.count > Self.commitOperations
          || size + bytes > Self.commitBytes
        {
          close()
        }
        gathered += operations
        size += bytes
      }
      close()
    }
    return drafts
  }
}
