import Language
import Merging
import Wire

/// A look at records for the rules that they break.
///
/// Aid entries, which are most of the records, come last and one at a time, so that they need not
/// all be in memory.
public struct Inspection {
  /// The type of the records that come last.
  public static let last = "aid"

  /// The books of the items.
  public let books: Ledger
  private let circumstances: Circumstances
  private let sameness: Sameness
  private let documents: [RecordID: RecordView]
  private let documentsOfPartnerships: [RecordID: [RecordView]]
  /// The books of the items of each aid entry, sorted.
  private let accounts: [RecordID: [Ledger.Account]]
  /// The records that are here, aid entries apart.
  private let others: Set<RecordKey>
  private var aid: Set<RecordID> = []
  /// References to aid entries, which come later.
  private var awaited: [Reference] = []
  private var joined: [RecordView] = []
  private var breaches = Breaches()
  private var found: [Violation] = []

  private struct Reference {
    let subject: RecordID
    let field: String
    let target: RecordKey
  }

  /// Looks at all records but aid entries, those that are withdrawn included.
  public init(_ all: [RecordView], _ sameness: Sameness, _ circumstances: Circumstances) {
    var circumstances = circumstances
    circumstances.settings = Settings(all)
    self.circumstances = circumstances
    self.sameness = sameness
    let views = all.filter { !$0.isWithdrawn }
    let papers = views.filter { $0.key.type == "document" }
    documents = Dictionary(papers.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    documentsOfPartnerships = Dictionary(
      papers.compactMap { paper in paper.reference("partnership").map { ($0, [paper]) } },
      uniquingKeysWith: +)
    others = Set(views.map(\.key))
    books = Ledger(views, sameness)
    accounts = Self.accounts(of: views, books, sameness)
    for view in views {
      lookAlone(at: view)
      found += Violation.overdue(view, circumstances) + Violation.outdated(view)
    }
    found += books.violations + MoneyBooks(views, sameness).violations
    found += Violation.repeatedEntries(books.entries)
    found += Violation.sentOtherwise(views, books, sameness, circumstances)
  }

  private static func accounts(
    of views: [RecordView], _ books: Ledger, _ sameness: Sameness
  ) -> [RecordID: [Ledger.Account]] {
    let ofItems = Dictionary(grouping: books.balances.keys, by: \.item)
    var accounts: [RecordID: [Ledger.Account]] = [:]
    for item in views where item.key.type == "item" {
      guard let own = ofItems[item.id], let aid = item.reference("aid") else { continue }
      accounts[sameness.representative(RecordKey(type: last, id: aid)), default: []] += own
    }
    return accounts.mapValues { $0.sorted() }
  }

  /// Looks at an aid entry.
  public mutating func look(at view: RecordView) {
    guard !view.isWithdrawn else { return }
    aid.insert(view.id)
    lookAlone(at: view)
    if let lines = accounts[view.id], sameness.representative(view.key) == view.id,
      let violation = Violation.contradiction(view, lines, books)
    {
      found.append(violation)
    }
  }

  /// Returns the rules that are broken, in an order that is the same on every device: at the end,
  /// once.
  public mutating func violations() -> [Violation] {
    for reference in awaited where !aid.contains(reference.target.id) { add(reference) }
    found += sameness.differences(joined)
    found.sort(by: Violation.precedes)
    return found
  }

  /// Looks for rules that a record breaks by itself, and for what it refers to.
  private mutating func lookAlone(at view: RecordView) {
    if sameness.members(view.key).count > 1 { joined.append(view) }
    lookForUnfitting(view)
    guard let type = view.type, !type.isLedger else { return }
    for field in type.lacking({ view.field($0) != nil }) {
      found.append(Violation(view.id, breaches.missing(field, of: type)))
    }
    lookForStrays(view, type)
    found += Violation.lifecycle(view, circumstances) {
      let named = view.elements("documents").compactMap {
        $0.string.flatMap(RecordID.init(hex:)).flatMap { documents[$0] }
      }
      return (documentsOfPartnerships[view.id] ?? []) + named
    }
  }

  private mutating func lookForUnfitting(_ view: RecordView) {
    for shown in view.understoodFields {
      guard let field = shown.field else { continue }
      for value in shown.values {
        if let misfit = breaches.misfit(value, in: field, of: view.key.type) {
          found.append(Violation(view.id, misfit))
        }
      }
    }
    if let problem = view.settingProblem {
      found.append(
        Violation(
          rule: "field-unfitting", subject: view.id, detail: "official-value", message: problem))
    }
  }

  /// A ledger entry's references have rules of their own.
  private mutating func lookForStrays(_ view: RecordView, _ type: RecordType) {
    for field in type.fields {
      guard case .reference(let target) = field.kind else { continue }
      let values =
        field.rule == .set ? view.elements(field.name) : [view.value(field.name)].compactMap { $0 }
      for id in values.compactMap({ $0.string.flatMap(RecordID.init(hex:)) }) {
        let reference = Reference(
          subject: view.id, field: field.name, target: RecordKey(type: target, id: id))
        if target == Self.last {
          awaited.append(reference)
        } else if !others.contains(reference.target) {
          add(reference)
        }
      }
    }
  }

  private mutating func add(_ stray: Reference) {
    let (type, id) = (stray.target.type, stray.target.id.hex)
    found.append(
      Violation(
        rule: "reference-missing", subject: stray.subject, detail: "\(stray.field) \(id)",
        message: Phrase("\(stray.field): no '\(type)' with the id \(id) is here")))
  }
}

/// What is wrong with many records, made once.
private struct Breaches {
  private struct Misfit: Hashable {
    let type: String
    let field: String
    let value: CanonicalJSON
  }

  private var missing: [String: [String: Breach]] = [:]
  private var misfits: [Misfit: Breach?] = [:]

  /// Returns that a record of a type lacks a field.
  mutating func missing(_ field: Field, of type: RecordType) -> Breach {
    if let known = missing[type.name]?[field.name] { return known }
    let breach = Breach(
      rule: "field-missing", detail: field.name,
      message: Phrase("a record of type '\(type.name)' has no '\(field.name)'"))
    missing[type.name, default: [:]][field.name] = breach
    return breach
  }

  /// Returns what is wrong with a value of a field; nil where it fits.
  mutating func misfit(_ value: CanonicalJSON, in field: Field, of type: String) -> Breach? {
    guard field.kind.isRepeated else { return Self.misfit(value, in: field) }
    let misfit = Misfit(type: type, field: field.name, value: value)
    if let known = misfits[misfit] { return known }
    let breach = Self.misfit(value, in: field)
    misfits[misfit] = .some(breach)
    return breach
  }

  private static func misfit(_ value: CanonicalJSON, in field: Field) -> Breach? {
    field.problem(with: value.value).map {
      Breach(rule: "field-unfitting", detail: field.name, message: $0)
    }
  }
}

extension FieldKind {
  /// Whether many records have the same value, by a list of such.
  fileprivate var isRepeated: Bool {
    switch self {
    case .choice, .code, .office, .flag: true
    default: false
    }
  }
}
