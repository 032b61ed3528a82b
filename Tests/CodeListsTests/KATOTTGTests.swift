import CodeLists
import Language
import Testing

@Test func `a code falls into its parts`() throws {
  let code = try #require(KATOTTG("UA12060170010165850"))
  #expect(code.oblast == "12" && code.rayon == "06" && code.hromada == "017")
  #expect(code.settlement == "001" && code.district == "01" && code.unique == "65850")
  #expect(code.code == "UA12060170010165850")
}

@Test(
  arguments: [
    ("UA12000000000090473", KATOTTG.Level.oblast), ("UA80000000000093317", .oblast),
    ("UA05040000000050292", .rayon), ("UA12060170000091033", .hromada),
    ("UA05040230070020999", .settlement), ("UA80000000000875983", .district),
    ("UA80000000000126643", .district),
  ])
func `a code tells how far down its unit is, and the list knows it`(
  text: String, level: KATOTTG.Level
) throws {
  let code = try #require(KATOTTG(text))
  #expect(code.level == level)
  #expect(code.isKnown)
}

@Test(
  arguments: [
    "", "UA", "UA1206017000009103", "UA120601700000910333", "ua12060170000091033",
    "DE12060170000091033", "UA1206017000009103x", "UA12060170000091０", "УA1206017000009103",
  ])
func `what has not the form is no code`(text: String) {
  #expect(KATOTTG(text) == nil)
}

@Test(
  arguments: [
    "UA99000000000012345", "UA12000000000090474", "UA12990000000012345", "UA12069990000012345",
    "UA12060170000091034", "UA12069990010012345", "UA12000000010012345", "UA81000000000112345",
  ])
func `a code that begins like none in the list is not known`(text: String) throws {
  #expect(try #require(KATOTTG(text)).isKnown == false)
}

@Test func `a settlement's hromada is found, and a district's city`() {
  #expect(KATOTTG("UA12060170010065850")?.territory?.code == "UA12060170000091033")
  #expect(KATOTTG("UA80000000000126643")?.territory?.names.uk == "Київ")
  #expect(KATOTTG("UA12060170000091033")?.territory?.names.uk == "Криворізька")
  #expect(KATOTTG("UA12000000000090473")?.territory == nil)
}

@Test(
  arguments: [
    // The digits of the unit alone are wrong; one digit is; two neighbours have changed places.
    "UA12060170000012345", "UA12060170000091038", "UA12060270000091033", "UA12061070000091033",
    "UA12060170000090133", "ua12060170000091030", "UB12060170000091033",
  ])
func `the code that was meant is suggested`(text: String) {
  let codes = KATOTTG.suggestions(for: text).map(\.code)
  #expect(codes.contains("UA12060170000091033"), "\(codes)")
  #expect(codes.count < 4, "\(codes)")
}

@Test func `nothing is suggested for what is right or far off`() {
  #expect(KATOTTG.suggestions(for: "UA99999999999999999").isEmpty)
  #expect(KATOTTG.suggestions(for: "UA1206017000009103").isEmpty)
  #expect(KATOTTG.suggestions(for: "").isEmpty)
  #expect(KATOTTG.suggestions(for: "UA12060170000091033").isEmpty)
}
