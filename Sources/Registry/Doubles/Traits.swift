import Merging
import Wire

/// What of a record is compared with others.
struct Traits {
  /// A number with its unit or currency.
  struct Amount: Hashable {
    let number: ExactDecimal
    let unit: String
  }

  let key: RecordKey
  /// Numbers of papers that name one thing, by field, made plain.
  var papers: [String: String] = [:]
  /// Days since 1970 by field; of a month or a year none.
  var days: [String: Int] = [:]
  /// Kind of aid, or form of partnership.
  var kind: String?
  var quantities: Set<Amount> = []
  var values: Set<Amount> = []
  var donor: String?
  var recipient: String?
  var parties: Set<String> = []
  /// The partnership, or of an item its aid entry; of those that are joined, the first.
  var owner: RecordID?
  /// Terms of the vocabulary of things.
  var things: Set<String> = []
  /// Other words, and terms of other vocabularies.
  var words: Set<String> = []
  /// Numbers in the title.
  var numbers: Set<String> = []
  /// Those, and the quantities without their units.
  var told: Set<String> = []
  /// Whether reasons are to have their texts.
  var isTelling = false
  var author: String?
  var office: String?

  /// Reads a record; `nil` for one of a type that is not compared.
  init?(_ view: RecordView, _ sameness: Sameness, _ lexicon: Lexicon, _ offices: [LogID: String]) {
    key = view.key
    guard let fields = Self.fields[key.type] else { return nil }
    for name in fields.papers {
      let value = view.value(name)
      let text = value?["number"]?.string ?? value?.string ?? ""
      let plain = Self.plain(text)
      if plain.utf8.count >= 3 { papers[name] = plain }
    }
    for name in fields.dates {
      let value = view.value(name)
      let date = value?["date"]?.string ?? value?.string
      days[name] = date.flatMap(CalendarDate.seconds).map { Int($0 / 86_400) }
    }
    kind = fields.kind.flatMap { view.value($0)?.string }
    quantities = Set(fields.quantities.compactMap { Self.amount(view.value($0), "unit", $0) })
    values = Set(fields.values.compactMap { Self.amount(view.value($0), "currency", $0) })
    donor = fields.donor.flatMap { view.value($0)?.string }
    recipient = view.value("recipient")?.string
    parties = Set(view.elements("parties").compactMap(\.string))
    let ownerType = key.type == "item" ? "aid" : "partnership"
    owner = view.reference(ownerType).map {
      sameness.representative(RecordKey(type: ownerType, id: $0))
    }
    read(fields.titles.compactMap { view.value($0)?.string }.joined(separator: " "), lexicon)
    told = numbers.union(quantities.map(\.number.description))
    let first = view.state.registers.values.flatMap(\.heads).min {
      ($0.stamp.lamport, $0.id) < ($1.stamp.lamport, $1.id)
    }
    author = first?.stamp.author
    office = first.flatMap { offices[$0.stamp.log] }
  }

  private mutating func read(_ title: String, _ lexicon: Lexicon) {
    let stems = Stem.all(in: title)
    for stem in stems {
      if stem.utf8.first.map({ (0x30...0x39).contains($0) }) == true {
        numbers.insert(stem)
      } else {
        words.insert(stem)
      }
    }
    for term in lexicon.terms(of: stems) {
      if term.hasPrefix("thing/") { things.insert(term) } else { words.insert(term) }
    }
  }

  /// The fields of a type, by what they say.
  private struct Fields {
    var papers: [String] = []
    var dates: [String] = []
    var kind: String?
    var quantities: [String] = []
    var values: [String] = []
    var donor: String?
    var titles = ["title"]
  }

  private static let fields: [String: Fields] = [
    "aid": Fields(
      papers: ["waybill", "declaration"], dates: ["offered", "agreed", "received"], kind: "kind",
      quantities: ["quantity"], values: ["value"], donor: "donor"),
    "consignment": Fields(
      papers: ["waybill", "declaration", "recognition"],
      dates: [
        "planned-departure", "planned-arrival", "departed", "at-border", "cleared", "arrived",
        "accepted",
      ], quantities: ["weight", "packages"], values: ["customs-value"], donor: "sender"),
    "item": Fields(
      papers: ["uktzed"], dates: ["expiry"], quantities: ["quantity", "weight"],
      values: ["unit-value"], titles: ["name", "name-uk", "name-de"]),
    "partnership": Fields(
      dates: ["council-decision-a", "council-decision-b", "signing"], kind: "form"),
  ]

  private static func amount(_ value: JSONValue?, _ second: String, _ field: String) -> Amount? {
    guard let text = value?["amount"]?.string ?? value?.string, let number = ExactDecimal(text)
    else { return nil }
    return Amount(number: number, unit: value?[second]?.string ?? field)
  }

  /// Letters that look alike, and the one that stands for them.
  private static let looks = Dictionary(
    zip("АВЕКМНОРСТУХІOI", "ABEKMH0PCTYX101"), uniquingKeysWith: { one, _ in one })

  /// A paper's number in Latin capitals and digits, letters that look alike being one.
  private static func plain(_ text: String) -> String {
    var plain = String(
      text.uppercased().compactMap { letter -> Character? in
        let letter = looks[letter] ?? letter
        return letter.isLetter || letter.isNumber ? letter : nil
      })
    if plain.hasPrefix("CMR") { plain.removeFirst(3) }
    return plain
  }
}
