import Foundation
import TestSupport
import Testing
import Wire

/// The documented JSON is what the commands print: every member, and no other.
@Suite struct CommandsDocumentTests {
  private let partners: Partners
  private let item: String
  private var joined = ""
  private var office: Office { partners.kryvyiRih }

  init() throws {
    partners = try Partners()
    item = try partners.enterAid()
    let office = partners.kryvyiRih
    try office.done("set", "Kryvyi Rih – Duisburg", "status=signed")
    for kind in ["received", "handed-out"] {
      try office.done(
        "new", "ledger", "item=\(item)", "kind=\(kind)", "quantity=2 H87", "date=2023-03-01")
    }
    try office.done("add", "Generators", "tags=winter")
    try office.done(
      "new", "aid", "partnership=Kryvyi Rih – Duisburg", "title=Blankets", "kind=goods",
      "value=1 EUR")
    try office.done(
      "new", "aid", "partnership=Kryvyi Rih – Duisburg", "title=Stoves", "kind=goods",
      "value=2 EUR", "received=2023-03")
    let scan = try office.place.write([1, 2, 3], as: "scan.pdf")
    try office.done(
      "new", "document", "partnership=Kryvyi Rih – Duisburg", "title=Decision", "file=@\(scan)")
    try enterTwice()
    try partners.carryRound()
    try contradict()
  }

  /// Enters two things twice; one of them is joined.
  private mutating func enterTwice() throws {
    for (title, number) in [("Blankets", "4711"), ("Ковдри", "4711"), ("Stoves", "4712")] {
      let entry = [
        "new", "aid", "partnership=Kryvyi Rih – Duisburg", "title=Warm \(title)", "kind=goods",
        "waybill=\(number)", "received=2023-05-01", "quantity=5 pcs",
      ]
      for _ in 0..<(title == "Stoves" ? 1 : 2) { try office.done(entry) }
    }
    let ids = try office.json("list", "aid", "--where", "title=Warm Blankets")["records"]?.array
    let pair = try #require(ids?.compactMap { $0["id"]?.string })
    try office.done("same", pair[0], pair[1], "--why", "one convoy")
    joined = pair[0]
  }

  /// Makes a conflict of values, one of decisions, and a disputed withdrawal.
  private func contradict() throws {
    let duisburg = partners.duisburg
    try office.done("set", "Blankets", "waybill=CMR 3")
    try duisburg.done("set", "Blankets", "waybill=CMR 4")
    try partners.carryRound()
    for (office, number) in [(office, "1"), (duisburg, "2")] {
      try office.done("resolve", "Blankets", "waybill", "--take", number, "--why", "counted")
    }
    try office.done("set", "Generators", "value=1200.50 EUR")
    try duisburg.done("set", "Generators", "value=1300 EUR")
    try office.done("void", item, "--why", "entered twice")
    try duisburg.done("set", item, "quantity=9 H87")
  }

  /// Runs a reading command, whose standard output must be one JSON value, and tells its shape.
  private func shape(_ words: [String], allowed: Set<Int32> = [0]) throws -> JSONShape {
    let outcome = try office.run(words + ["--json"])
    #expect(allowed.contains(outcome.exitCode), "\(words): \(outcome.errors)")
    let json = try JSONValue.parse(Array(outcome.output.utf8), limits: Office.limits)
    return JSONShape([json])
  }

  @Test func `of every command`() throws {
    var shapes: [String: JSONShape] = [:]
    func note(_ command: String, _ words: String..., allowed: Set<Int32> = [0]) throws {
      shapes[command, default: JSONShape()].formUnion(try shape(words, allowed: allowed))
    }
    let (stick, mail) = (partners.stick, partners.stick.file("mail.sealed"))
    try partners.duisburg.done("bundle", "write", mail)
    let late = try retireLaptop()
    try partners.centre.done("sync", stick.path)
    try spoil(stick)
    try note("sync", "sync", stick.path, allowed: [10])
    try note("bundle read", "bundle", "read", mail)
    try note("bundle read", "bundle", "read", late, allowed: [10])
    try note("bundle write", "bundle", "write", stick.file("own.jsonl.gz"))
    try note("bundle inspect", "bundle", "inspect", stick.file("own.jsonl.gz"))
    try note("bundle verify", "bundle", "verify", mail)
    try note("admit request", "admit", "request", stick.file("request.json"))
    try note("admit", "admit", stick.file("request.json"))
    try note("quarantine list", "quarantine", "list")
    let broken = try office.json("violations")["violations"]?.array?.first
    let token = try #require(broken?["token"]?.string)
    try office.done("accept", token, "--why", "a relation of 1994")
    for command in [
      "members", "list", "conflicts", "violations", "consolidate", "status", "digest",
      "attachments", "duplicates",
    ] {
      try note(command, command)
    }
    try note("rebuild", "rebuild")
    try note("doctor", "doctor", allowed: [0, 11])
    for record in ["Generators", "Kryvyi Rih – Duisburg", item, joined] {
      try note("show", "show", record)
    }
    try office.done("checklist", "Kryvyi Rih – Duisburg", "--add")
    try office.done(
      "set", "draft the text", "done=2023-02-12; O. Koval", "who=O. Koval", "due=2023-02-15")
    try note("checklist", "checklist", "Kryvyi Rih – Duisburg")
    try note("history", "history", "Generators")
    try note("find", "find", "generator")
    for record in ["Kryvyi Rih – Duisburg", joined] { try note("story", "story", record) }
    try note(
      "import", "import", try table(), "--type", "office", "--accept",
      "--set", "kind=municipality", allowed: [10])
    try note("import", "import", try badTable(), "--type", "office", allowed: [3])
    try note("export", "export", "aid", stick.file("aid.csv"), allowed: [10])
    try note("backup", "backup", stick.file("backup.sealed"))
    try note("restore", "restore", stick.file("backup.sealed"), allowed: [10])
    try Data("rubbish".utf8).write(to: URL(fileURLWithPath: office.home + "/store.sqlite"))
    try note("restore", "restore", stick.file("backup.sealed"), allowed: [10])
    try note("renew", "renew")
    try expectDocumented(shapes)
  }

  /// A laptop writes on after it was retired, and another one asks to be admitted.
  ///
  /// Returns the path of what it wrote.
  private func retireLaptop() throws -> String {
    let (centre, stick) = (partners.centre, partners.stick)
    let laptop = try Office(
      "DE/Duisburg", label: "Duisburg 2", person: "Kurt", network: try centre.network)
    try centre.admit(laptop)
    try centre.tell(laptop)
    try laptop.done("new", "office", "code=DE/Kurt", "name=x")
    let late = stick.file("late.jsonl.gz")
    try laptop.done("bundle", "write", late, "--plain")
    try centre.done("retire", try laptop.device, "--why", "stolen")
    try centre.tell(office)
    let other = try Office(
      "DE/Essen", label: "Essen", person: "Uwe", network: try centre.network)
    try other.done("sync", stick.path)
    return late
  }

  /// Leaves a damaged bundle and a stranger's file on the stick.
  private func spoil(_ stick: TemporaryFolder) throws {
    try partners.duisburg.done("sync", stick.path)
    let path = try #require(try stick.bundles(of: partners.centre.device).last)
    try Data(try bytes(of: path).dropLast(9)).write(to: URL(fileURLWithPath: path))
    try stick.write([1], as: "pobratym-\(try partners.centre.network)/notes.txt")
  }

  private func table() throws -> String {
    try office.place.write(Array("code,name\nDE/A,A\nDE/B,B\nDE/A,A\n".utf8), as: "offices.csv")
  }

  private func badTable() throws -> String {
    try office.place.write(Array("code,name\nnowhere,A\n".utf8), as: "bad.csv")
  }

  /// Where one command prints what is documented with another.
  private static let shared = [
    ("list", ".records[]", "show", ""), ("find", ".records[]", "show", ""),
    ("story", ".record", "show", ""), ("story", ".conflicts[]", "conflicts", ".conflicts[]"),
    ("story", ".history[].origin", "history", ".history[].origin"),
    ("story", ".violations[]", "violations", ".violations[]"),
    ("story", ".duplicates[]", "duplicates", ".duplicates[]"),
    ("sync", ".read[]", "bundle read", ""),
    ("restore", ".read[]", "bundle read", ""),
    ("sync", ".requests[].request", "admit request", ""),
    ("quarantine list", ".segments[].bundle", "history", ".history[].origin.bundle"),
    ("consolidate", ".violations[]", "violations", ".violations[]"),
    ("conflicts", ".conflicts[].editsApart[]", "conflicts", ".conflicts[].values[].heads[]"),
    ("conflicts", ".conflicts[].values[].heads[].origin", "history", ".history[].origin"),
  ]

  private func expectDocumented(_ actual: [String: JSONShape]) throws {
    var actual = actual
    for (command, path, other, otherPath) in Self.shared {
      let taken = actual[command]?.take(path, as: otherPath)
      actual[other]?.formUnion(try #require(taken))
    }
    let documented = try CommandsDocument.shapes()
    #expect(Set(documented.keys) == Set(actual.keys))
    for (command, shape) in actual {
      let paths = documented[command]?.paths ?? []
      #expect(shape.paths.subtracting(paths).isEmpty, "'\(command)' prints what is not documented")
      #expect(paths.subtracting(shape.paths).isEmpty, "'\(command)' does not print all of it")
    }
  }
}
