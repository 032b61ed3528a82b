import TestSupport
import Testing
import Wire

/// The usual steps of a partnership, on real laptops.
@Suite struct ChecklistTests {
  private let partners: Partners
  private static let partnership = "Kryvyi Rih – Duisburg"

  init() throws {
    partners = try Partners()
    try partners.enterAid()
    try partners.carryRound()
  }

  private func steps(_ office: Office, _ words: String...) throws -> [JSONValue] {
    let json = try office.json(["checklist", Self.partnership] + words)
    return try #require(json["steps"]?.array)
  }

  private func open(_ office: Office) throws -> [String] {
    try steps(office).filter { $0["done"] == false }.compactMap { $0["step"]?.string }
  }

  @Test func `what is done is told from the partnership and from its tasks`() throws {
    let office = partners.kryvyiRih
    let all = try open(office)
    #expect(all.first == "appeal" && all.contains("signing") && all.last == "review")
    try office.done(
      "set", Self.partnership, "council-decision-a=2023-02-09; approved; City Council of Duisburg")
    try office.done("checklist", Self.partnership, "--add")
    let draft = try #require(
      try steps(office).first { $0["step"] == "draft" }?["task"]?.string)
    try office.done("set", draft, "done=2023-02-12; O. Koval", "who=O. Koval", "due=2023-02-15")
    #expect(try open(office) == all.filter { !["council-decision-a", "draft"].contains($0) })
    let told = try #require(try steps(office).first { $0["step"] == "draft" })
    #expect(told["date"] == "2023-02-12" && told["who"] == "O. Koval")
    #expect(told["due"] == "2023-02-15")
    let decided = try #require(try steps(office).first { $0["step"] == "council-decision-a" })
    #expect(decided["date"] == "2023-02-09" && decided["task"] == .null)
  }

  @Test func `added on two laptops apart, in two languages, it is there once and undisputed`()
    throws
  {
    for (office, language) in [(partners.kryvyiRih, "uk"), (partners.duisburg, "de")] {
      try office.done("--lang", language, "checklist", Self.partnership, "--add")
    }
    try partners.carryRound()
    for office in partners.all {
      #expect(try office.json("list", "task")["count"] == .integer(12))
      #expect(try office.conflicts().isEmpty)
    }
    let listed = try partners.kryvyiRih.done("--lang", "uk", "list", "task")
    #expect(listed.contains("підписати"))
    #expect(try partners.duisburg.done("--lang", "de", "list", "task").contains("unterzeichnen"))
    let again = try partners.kryvyiRih.done("checklist", Self.partnership, "--add")
    #expect(!again.contains("made"))
  }

  @Test func `a step that somebody withdrew is not added again, and one of the centre is`() throws {
    let office = partners.kryvyiRih
    try office.done("checklist", Self.partnership, "--add")
    let search = try #require(
      try steps(office).first { $0["step"] == "search" }?["task"]?.string)
    try office.done("void", search, "--why", "the partner is known since 1994")
    try partners.centre.done(
      "new", "term", "official-vocabulary=step", "official-code=press",
      "official-en=tell the press", "official-uk=повідомити пресу",
      "official-de=Presse informieren")
    try partners.carryRound()
    #expect(try office.done("checklist", Self.partnership, "--add").contains("made 1 task"))
    let after = try steps(office)
    #expect(after.first { $0["step"] == "search" }?["task"] == .null)
    #expect(after.last?["step"] == "press" && after.last?["task"]?.string != nil)
  }

  @Test func `the third council decides where there are three partners`() throws {
    let office = partners.kryvyiRih
    #expect(try !open(office).contains("council-decision-c"))
    try office.done("add", Self.partnership, "parties=PL/Gliwice")
    #expect(try open(office).contains("council-decision-c"))
  }

  @Test func `a task of somebody's list that is called like a step is another`() throws {
    let office = partners.kryvyiRih
    let list = try office.place.write(Array("title\nsearch\n".utf8), as: "tasks.csv")
    try office.done(
      "import", list, "--type", "task", "--set", "partnership=\(Self.partnership)", "--accept")
    try office.done("checklist", Self.partnership, "--add")
    #expect(try office.json("list", "task")["count"] == .integer(13))
  }

  @Test func `a task needs a title or a step`() throws {
    let office = partners.kryvyiRih
    let bare = try office.run("new", "task", "partnership=\(Self.partnership)")
    #expect(bare.exitCode == 3 && bare.errors.contains("title"), "\(bare.errors)")
    let task = try office.done("new", "task", "partnership=\(Self.partnership)", "step=signing")
    #expect(try office.done("show", task).contains("sign"))
  }
}
