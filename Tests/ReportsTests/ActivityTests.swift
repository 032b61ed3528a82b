import Language
import Reports
import TestSupport
import Testing
import Wire

private typealias Narrative = IATI.Narrative

private func said(_ text: String, uk: String? = nil) -> Narrative {
  Narrative([.init("en", text)] + (uk.map { [.init("uk", $0)] } ?? []))
}

private func euros(_ text: String) throws -> IATI.Money {
  .init(try #require(ExactDecimal(text)), "EUR", valueDate: "2023-02-21")
}

private func activity(_ number: Int = 1, title: String = "Generators") throws -> IATI.Activity {
  let centre = IATI.Organisation(
    ref: "UA-EDR-04052092", type: "11", name: said("Kryvyi Rih", uk: "Кривий Ріг"))
  let donor = IATI.Organisation(type: "11", name: said("Duisburg"))
  var activity = IATI.Activity(
    identifier: "UA-EDR-04052092-\(number)", reporting: centre,
    title: said(title, uk: "Генератори"), descriptions: [said("Twelve generators")],
    participants: [.init(donor, role: .funding), .init(centre, role: .implementing)],
    status: .implementation,
    dates: [.init(.actualStart, "2023-02-09"), .init(.plannedEnd, "2024-02-29")],
    recipientCountry: "UA")
  var place = IATI.Location(ref: "UA12060170000091033", name: said("Kryvyi Rih"))
  place.codes = [.init(vocabulary: "G1", code: "703845")]
  place.point = .init(
    latitude: try #require(ExactDecimal("47.9105")),
    longitude: try #require(ExactDecimal("33.3918")))
  activity.locations = [place]
  activity.sectors = [
    .init(vocabulary: "1", code: "72010", percentage: ExactDecimal(100)),
    .init(vocabulary: "99", code: "energy", name: said("Energy")),
  ]
  activity.budgets = [
    .init(
      start: "2023-01-01", end: "2023-12-31", value: try euros("20000"), isCommitted: true)
  ]
  activity.transactions = [
    .init(
      ref: "act-1", type: .incomingFunds, date: "2023-02-21", value: try euros("13806.5"),
      description: said(title), provider: donor, receiver: centre),
    .init(
      type: .disbursement, date: "2023-03-01", value: try euros("999999999999999999.99")),
  ]
  activity.isHumanitarian = true
  return activity
}

@Test func `the published schema accepts activities`() throws {
  let bytes = try IATI.document([try activity(1), try activity(2)])
  let outcome = try Checkers.iati(bytes)
  #expect(outcome.exitCode == 0, "\(outcome.errors)")
  let text = String(decoding: bytes, as: UTF8.self)
  #expect(text.contains(#"<value currency="EUR" value-date="2023-02-21">13806.5</value>"#))
  #expect(text.contains(#"<narrative xml:lang="uk">Генератори</narrative>"#))
  #expect(text.contains("<pos>47.9105 33.3918</pos>"))
  #expect(try IATI.document([try activity(1), try activity(2)]) == bytes)
  let dated = try IATI.document([try activity()], generated: "2023-06-30T12:00:00Z")
  #expect(try Checkers.iati(dated).exitCode == 0)
}

@Test func `the published schema accepts hostile texts`() throws {
  for text in Samples.hostile {
    let outcome = try Checkers.iati(try IATI.document([try activity(title: text)]))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }
}

@Test func `the published schema accepts an activity with nothing but what it demands`() throws {
  var least = try activity()
  (least.locations, least.budgets, least.transactions) = ([], [], [])
  (least.recipientCountry, least.isHumanitarian) = (nil, false)
  #expect(try Checkers.iati(try IATI.document([least])).exitCode == 0)
}

@Test func `the published schema refuses broken files`() throws {
  let text = String(decoding: try IATI.document([try activity()]), as: UTF8.self)
  let status = "    <activity-status code=\"2\"/>\n"
  for broken in [
    text.replacing(status, with: ""),
    text.replacing(status, with: "").replacing("    <budget", with: status + "    <budget"),
    text.replacing(" value-date=\"2023-02-21\"", with: ""),
    text.replacing("2024-02-29", with: "2023-02-29"),
    text.replacing(">13806.5<", with: ">13 806,50<"),
    text.replacing("</transaction>", with: ""),
  ] {
    #expect(broken != text)
    #expect(try Checkers.iati(Array(broken.utf8)).exitCode != 0)
  }
}

@Test func `what the schema or the standard would refuse is refused before, with its place`()
  throws
{
  func problem(_ change: (inout IATI.Activity) throws -> Void) throws -> ReportsError? {
    var changed = try activity()
    try change(&changed)
    do throws(ReportsError) { _ = try IATI.document([changed]) } catch { return error }
    return nil
  }
  let id = "UA-EDR-04052092-1"
  #expect(try problem { _ in } == nil)
  for day in ["2023-02-29", "2023-02", "2023-2-09", "０023-02-09", "", "2023-02-09Z", "0000-01-01"] {
    #expect(
      try problem { $0.dates[0].day = day }
        == .malformed(activity: id, what: "date", text: day))
    #expect(try problem { $0.transactions[0].value.valueDate = day } != nil)
  }
  for text in ["", "a b", "a/b", "a|b", "a\nb"] {
    #expect(try problem { $0.identifier = text } != nil)
    #expect(
      try problem { $0.participants[1].organisation.ref = text }
        == .malformed(activity: id, what: "identifier", text: text))
  }
  #expect(
    try problem { $0.transactions[0].value.currency = "eur" }
      == .malformed(activity: id, what: "currency", text: "eur"))
  #expect(
    try problem { $0.dates.removeFirst() }
      == .missing(activity: id, what: "planned or actual start"))
  #expect(try problem { $0.sectors = [] } == .missing(activity: id, what: "sector"))
  #expect(try problem { $0.title.texts = [] } == .missing(activity: id, what: "title"))
  #expect(try problem { $0.descriptions = [] } == .missing(activity: id, what: "description"))
  #expect(try problem { $0.participants = [] } != nil)
  #expect(try problem { $0.reporting.ref = nil } != nil)
  #expect(throws: ReportsError.noActivities) { try IATI.document([]) }
  #expect(throws: ReportsError.sameIdentifier(id)) {
    try IATI.document([try activity(), try activity()])
  }
}
