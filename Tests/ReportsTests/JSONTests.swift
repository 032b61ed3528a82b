import Language
import Reports
import Testing
import Wire

@Test func `JSON holds every figure exactly, and text as it is`() throws {
  let json = Samples.aid.json(in: .german)
  #expect(try JSONValue.parse(Array(json.text.utf8)) == json)
  #expect(json["title"] == "Internationale Hilfe aus kommunalen Partnerschaften")
  #expect(json["asOf"] == "2023-06-30")
  let sections = try #require(json["sections"]?.array)
  let first = try #require(sections[0]["rows"]?.array?.first)
  #expect(
    first
      == [
        "figure": "by-kind/1",
        "values": [
          "kind": "Generatoren", "pieces": 12, "value": "138060.5", "currency": "EUR",
          "share": "31.1",
        ],
      ])
  #expect(sections[0]["columns"]?.array?[2]["currency"] == ["column": "currency"])
  #expect(sections[1]["columns"]?.array?[1]["currency"] == "EUR")
  #expect(sections[1]["rows"]?.array?[1]["values"]?["food"] == .null)
  #expect(sections[0]["totals"]?.array?.count == 2)
  let names = sections[2]["rows"]?.array?.compactMap { $0["values"]?["recipient"]?.string }
  #expect(names?.prefix(Samples.hostile.count) == Samples.hostile[...])
  let values = sections[2]["rows"]?.array?.compactMap { $0["values"]?["value"]?.string }
  #expect(values?[3] == "-999999999999999999.99")
}

@Test func `equal reports give the same bytes in each format`() {
  for language in Language.allCases {
    let (one, other) = (Samples.aid, Samples.aid)
    #expect(one.text(in: language) == other.text(in: language))
    #expect(one.html(in: language) == other.html(in: language))
    #expect(one.json(in: language).text == other.json(in: language).text)
    for (section, again) in zip(one.sections, other.sections) {
      #expect(section.csv(in: language) == again.csv(in: language))
      #expect(section.hxl(in: language) == again.hxl(in: language))
    }
  }
}
