import Foundation
import TestSupport
import Testing
import Wire

/// What a clerk mistypes is answered in one line, with what to do, and records nothing.
@Suite struct MistakeTests {
  private let partners: Partners
  private let item: String
  private var office: Office { partners.kryvyiRih }

  init() throws {
    partners = try Partners()
    item = try partners.enterAid()
  }

  /// Expects one error that contains these words, and an unchanged home.
  private func expect(
    _ code: Int32, _ parts: [String], _ words: String...,
    source: SourceLocation = #_sourceLocation
  ) throws {
    let before = try office.contents()
    let outcome = try office.run(words)
    let note = "\(words): \(outcome.exitCode) \(outcome.output)\(outcome.errors)"
    #expect(outcome.exitCode == code, "\(note)", sourceLocation: source)
    #expect(outcome.isOneError, "\(note)", sourceLocation: source)
    for part in parts {
      #expect(outcome.errors.contains(part), "\(note)", sourceLocation: source)
    }
    #expect(try office.contents() == before, "\(note)", sourceLocation: source)
  }

  @Test func `commands and options`() throws {
    try expect(2, ["no command 'lst'", "did you mean 'list'?", "--help"], "lst")
    try expect(2, ["needs another word", "'bundle read'"], "bundle")
    try expect(2, ["did you mean 'bundle read'?"], "bundle", "raed", "x")
    try expect(2, ["no option --jsn", "did you mean '--json'?"], "list", "--jsn")
    try expect(2, ["--limit needs a value"], "list", "--limit")
    try expect(2, ["--limit takes a number"], "list", "--limit", "ten")
    try expect(2, ["--json takes no value"], "list", "--json=yes")
    try expect(2, ["the form is: pobratym show RECORD"], "show")
    try expect(2, ["the form is: pobratym show RECORD"], "show", item, item)
    try expect(2, ["--home comes before the command"], "list", "--home", "x")
    try expect(2, ["--why is missing"], "void", item)
    try expect(2, ["one of --take or --value"], "resolve", item, "quantity", "--why", "x")
    try expect(2, ["is not FIELD=VALUE"], "set", item, "quantity")
    try expect(2, ["bash and zsh"], "completion", "fish")
  }

  @Test func `types, fields and values`() throws {
    try expect(3, ["type 'aidd'", "did you mean 'aid'?"], "new", "aidd", "title=x")
    try expect(3, ["no field 'quantty'", "did you mean 'quantity'?"], "set", item, "quantty=1 H87")
    try expect(3, ["no field 'kin'", "did you mean 'kind'?"], "list", "aid", "--where", "kin=x")
    try expect(3, ["no type has a field 'kin'", "did you mean 'kind'?"], "list", "--sort", "kin")
    try expect(3, ["needs the field 'partnership'"], "new", "aid", "title=x")
    try expect(3, ["unit is missing", "12 H87"], "set", item, "quantity=12")
    try expect(3, ["quantity", "12 H87"], "set", item, "quantity=a dozen boxes")
    try expect(3, ["can be read in two ways", "1234.50"], "set", item, "quantity=1,234 H87")
    try expect(3, ["'EURX'", "did you mean 'EUR'?"], "set", item, "unit-value=12 EURX")
    try expect(3, ["not a date", "2023-02-09"], "set", item, "expiry=2024-02-30")
    try expect(3, ["not a date", "2023-02-09"], "set", item, "expiry=09.02.2024")
    try expect(3, ["did you mean 'received'?"], "set", "Generators", "status=recieved")
    try expect(3, ["one value, not a set", "pobratym set"], "add", item, "name=x")
    try expect(3, ["reason is needed", "--why"], "void", item, "--why", " ")
    try expect(3, ["too long"], "set", item, "name=" + String(repeating: "x", count: 20_000))
  }

  @Test func `records, values and devices that are not there`() throws {
    try expect(4, ["no record ffff", "pobratym list"], "show", "ffff")
    try expect(4, ["no 'partnership' Nowhere"], "new", "aid", "partnership=Nowhere", "title=x")
    try expect(4, ["not in conflict"], "resolve", item, "quantity", "--take", "1", "--why", "x")
    try expect(4, ["does not hold 'x'"], "remove", item, "serials=x")
    try expect(4, ["not withdrawn"], "reinstate", item, "--why", "x")
    let bundle = partners.stick.file("b")
    try expect(
      4, ["known as 'abcd'", "pobratym status"], "bundle", "write", bundle, "--for", "abcd")
    try expect(5, ["cannot open /nowhere"], "bundle", "read", "/nowhere")
    let digest = try office.digest
    let unwritten = try office.run("bundle", "write", "/nowhere/b")
    #expect(unwritten.exitCode == 5 && unwritten.isOneError)
    #expect(unwritten.errors.contains("cannot create /nowhere/b.part"))
    #expect(try office.digest == digest)
    try expect(5, ["is not a folder"], "sync", office.home + "/identity.json")
    try expect(5, ["not a regular file"], "bundle", "read", office.home)
  }

  @Test func `a title or the beginning of an id that can be two records`() throws {
    try office.done("new", "office", "code=DE/A", "name=Twin")
    try office.done("new", "office", "code=DE/B", "name=Twin")
    try expect(4, ["Twin can be 2 records", "more digits"], "show", "Twin")
    // Ids that begin alike: those of imported rows follow from the rows, so look for two.
    let rows = (0..<1_200).map { "Q\($0),Q\($0 + 5_000)\n" }.joined()
    let table = try office.place.write(Array(("a,b\n" + rows).utf8), as: "r.csv")
    try office.done("import", table, "--type", "relation", "--accept")
    let ids = try office.json("list", "relation")["records"]?.array?.compactMap { $0["id"]?.string }
    let alike = Dictionary(grouping: ids ?? []) { $0.prefix(4) }.first { $0.value.count > 1 }
    let (beginning, found) = try #require(alike)
    try expect(4, ["can be \(found.count) records", found[0]], "show", String(beginning))
    try office.done("show", found[0])
  }

  @Test func `an import that does not fit records nothing and names the line`() throws {
    let table = try office.place.write(
      Array("code,name\nDE/A,A\nDE/B,B\nnonsense,C\n".utf8), as: "offices.csv")
    try expect(3, ["row 4"], "import", table, "--type", "office", "--accept")
    try expect(
      3, ["no column 'nam'", "did you mean 'name'?"],
      "import", table, "--type", "office", "--accept", "--map",
      "code=code,name=nam")
    let broken = try office.place.write(Array("code,name\n\"DE/A,A\n".utf8), as: "broken.csv")
    try expect(3, ["pobratym: hint:"], "import", broken, "--type", "office", "--accept")
    try expect(5, ["cannot open"], "import", "/nowhere.csv", "--type", "office", "--accept")
    #expect(try office.done("list", "office").isEmpty)
  }

  @Test func `a home is made once, and from what is known`() throws {
    func initialise(_ words: String...) throws -> Outcome {
      let home = office.place.file("other")
      let person = ["--label", "x", "--person", "y"]
      let outcome = try Program.pobratym.run(["--home", home, "init"] + words + person)
      #expect(!FileManager.default.fileExists(atPath: home + "/identity.json"))
      #expect(outcome.isOneError, "\(outcome.errors)")
      return outcome
    }
    #expect(try initialise("--centre", "--office", "Duisburg").exitCode == 3)
    #expect(try initialise("--office", "DE/X").exitCode == 2)
    #expect(try initialise("--network", "1234", "--office", "DE/X").exitCode == 2)
    #expect(try initialise("--join", partners.stick.path, "--office", "DE/X").exitCode == 4)
    #expect(try initialise("--join", "/nowhere", "--office", "DE/X").exitCode == 5)
  }
}
