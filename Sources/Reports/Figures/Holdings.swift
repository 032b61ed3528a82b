import Language
public import Merging
public import Registry
import Wire

/// What is reported: the records of a network as they stand, and what is known of its offices.
///
/// Everything here is a function of the segments that are held and of the day; nothing depends on
/// the order in which bundles came, or on when they came.
public struct Holdings: Sendable {
  /// What an office has shown of itself.
  public struct Office: Hashable, Sendable {
    /// Its code.
    public let code: String
    /// How many laptops it has.
    public let laptops: Int
    /// The latest time that one of them claims for an entry that still stands, in seconds since
    /// 1970, UTC; nil where none does.
    public let lastSeconds: Int64?

    /// Creates one.
    public init(code: String, laptops: Int, lastSeconds: Int64?) {
      self.code = code
      self.laptops = laptops
      self.lastSeconds = lastSeconds
    }
  }

  /// The name of the network.
  public let network: String
  /// The last day whose records count, `YYYY-MM-DD`.
  public let day: String
  /// The currency into which sums are converted too, where rates are known; nil converts nothing.
  public let target: String?
  /// The violations, as they are accepted or not.
  public let violations: [Violation]
  /// The violations that an officer has accepted as they are.
  public let accepted: Set<Violation>
  /// The offices that have laptops.
  public let offices: [Office]
  /// The vocabularies, with the centre's own terms.
  let codes: Codes
  /// The offices of the devices that write the logs.
  let authors: [LogID: String]
  let views: [RecordView]
  /// What the centre has set.
  let settings: Settings
  /// The books by the day.
  let books: Ledger
  /// What they say was received.
  let receipts: Receipts
  /// Which records are the same thing, entered twice.
  let sameness: Sameness
  /// The records that count: of those that are the same, one.
  let byType: [String: [RecordView]]
  private let byID: [RecordID: RecordView]
  private let names: [String: RecordView]

  /// Creates holdings; withdrawn records are left out.
  public init(
    network: String, day: String, target: String?, views: [RecordView], violations: [Violation],
    accepted: Set<Violation>, offices: [Office], authors: [LogID: String], codes: Codes
  ) {
    self.network = network
    self.day = day
    self.target = target
    self.violations = violations
    self.accepted = accepted
    self.offices = offices.sorted { $0.code < $1.code }
    self.authors = authors
    self.codes = codes
    self.views = views.filter { !$0.isWithdrawn }.sorted { $0.id < $1.id }
    sameness = Sameness(views)
    settings = Settings(views)
    byType = Dictionary(grouping: sameness.counted(self.views)) { $0.key.type }
    byID = Dictionary(self.views.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    names = Dictionary(
      (byType["office"] ?? []).compactMap { view in
        view.value("code")?.string.map { ($0, view) }
      }, uniquingKeysWith: { one, _ in one })
    books = Ledger(
      self.views.filter { view in
        view.key.type != "ledger" || Self.hasBegun(view.text("date"), by: day)
      }, sameness)
    receipts = Receipts(books, sameness)
  }

  func records(_ type: String) -> [RecordView] { byType[type] ?? [] }

  /// The partnership to which a record belongs; of those that are the same, the one that counts.
  func partnership(of view: RecordView) -> RecordID? {
    view.reference("partnership").map {
      sameness.representative(RecordKey(type: "partnership", id: $0))
    }
  }

  func record(_ id: RecordID?) -> RecordView? { id.flatMap { byID[$0] } }

  /// The name of an office, or its code.
  func name(ofOffice code: String) -> String {
    names[code]?.value("name")?.string ?? code
  }

  /// The oblast or region of an office, where it is recorded.
  func oblast(ofOffice code: String) -> String {
    names[code]?.value("oblast")?.string ?? ""
  }

  /// The country of an office, ISO 3166-1 alpha-2; empty where none is named.
  func country(ofOffice code: String) -> String {
    code.utf8.count < 2 ? "" : String(code.prefix(2))
  }

  /// Tells whether a day, month or year has begun by the day of the report.
  func hasBegun(_ date: String) -> Bool { Self.hasBegun(date, by: day) }

  private static func hasBegun(_ date: String, by day: String) -> Bool {
    // A month or year counts from its first day.
    date <= String(day.prefix(date.utf8.count))
  }
}
