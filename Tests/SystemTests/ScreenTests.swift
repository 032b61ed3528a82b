import Foundation
import Merging
import TestSupport
import Testing
import Wire

/// What reaches the two streams, a terminal and a pipe.
@Suite struct ScreenTests {
  private func shell(_ script: String, _ arguments: [String] = []) throws -> Outcome {
    try Program(path: "/bin/bash").run(["-c", script, Program.pobratym.path] + arguments)
  }

  @Test func `long work shows how far it is on a terminal, and nothing when piped`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    let lines = (0..<17_000).map { "Q\($0)\tTown \($0)\tQ\($0 + 100_000)\n" }
    let table = try office.place.write(
      Array(("a\tname-a\tb\n" + lines.joined()).utf8), as: "t.tsv")
    // Stopped for a while in the middle, so that the work is long on every machine.
    let work = """
      "\(Program.pobratym.path)" --home "\(office.home)" import "\(table)" \
        --type relation --accept \
        >"\(table).out" &
      sleep 0.15; kill -STOP $!; sleep 1.2; kill -CONT $!; wait $!
      """
    let script = try office.place.write(Array(work.utf8), as: "work.sh")
    let twin = try Office(copyOf: office)
    // That it is a copy is told once, here.
    try twin.done("list")
    let piped = try twin.run("import", table, "--type", "relation", "--accept")
    #expect(piped.errors.isEmpty)
    #expect(piped.output.hasPrefix("17,000 rows"))
    let shown = try Program(path: "/usr/bin/script").run(
      ["-qec", "bash \(script)", "/dev/null"], environment: ["SHELL": "/bin/bash"])
    #expect(shown.exitCode == 0)
    #expect(shown.output.contains(/(importing|keeping) \d+ %/), "\(shown.output)")
    #expect(shown.output.hasSuffix("\r\u{1B}[K"), "the line is cleared at the end")
    let output = String(decoding: try bytes(of: table + ".out"), as: UTF8.self)
    #expect(output == piped.output, "results alone go to standard output")
  }

  @Test func `a reader that has seen enough is no error`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    try office.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    let script = "\"$0\" --home \"$1\" %@ | head -1; exit ${PIPESTATUS[0]}"
    for words in ["list", "list --json", "status", "history Duisburg", "--help", "doctor"] {
      let outcome = try shell(script.replacing("%@", with: words), [office.home])
      #expect(outcome.exitCode == 0, "\(words): \(outcome.errors)")
      #expect(outcome.errors.isEmpty)
      #expect(outcome.output.split(separator: "\n").count == 1)
    }
  }

  @Test func `closed streams are never mistaken for a file of the home`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    try office.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    let before = try office.contents()
    for closed in ["<&- >&- 2>&-", ">&-", "<&- 2>&-"] {
      let outcome = try shell("\"$0\" --home \"$1\" list \(closed)", [office.home])
      #expect(outcome.exitCode == (closed.contains(" >&-") || closed == ">&-" ? 5 : 0), "\(closed)")
      #expect(try office.contents() == before, "\(closed)")
    }
  }

  /// Texts that would clear a screen, name a window, turn a line around or break out of it.
  private static let tricks = "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m\r\u{202E}\u{7F}\u{2028}"

  @Test func `texts of another device never drive the terminal`() throws {
    let partners = try Partners()
    let (office, stick) = (partners.kryvyiRih, partners.stick)
    try plant(partners, in: stick)
    var outputs = [
      try office.run("sync", stick.path, "--dry-run"), try office.run("sync", stick.path),
    ]
    let id = try #require(
      try office.json("list", "office")["records"]?.array?.first?["id"]?.string)
    for words in [
      ["list"], ["show", id], ["history", id], ["conflicts"], ["violations"], ["status"],
      ["consolidate"], ["doctor"], ["sync", stick.path],
      ["bundle", "inspect"] + (try stick.bundles()),
      ["show", Self.tricks], ["bundle", "read", "/" + Self.tricks],
      ["set", id, "x\(Self.tricks)=1"],
    ] {
      outputs.append(try office.run(words))
      if [["show", id], ["history", id], ["status"]].contains(words) {
        let json = try office.run(words + ["--json"])
        #expect(json.output.contains("\\u001b[2J"), "\(words) keep what was written")
        outputs.append(json)
      }
    }
    for outcome in outputs { expectTame(outcome) }
  }

  private func expectTame(_ outcome: Outcome) {
    for scalar in (outcome.output + outcome.errors).unicodeScalars where scalar != "\n" {
      let category = scalar.properties.generalCategory
      #expect(
        ![.control, .format, .lineSeparator].contains(category),
        "U+\(String(scalar.value, radix: 16)) in \(outcome.output)\(outcome.errors)")
    }
  }

  /// Leaves a rightly signed bundle full of tricks, and files with tricks in their names.
  private func plant(_ partners: Partners, in stick: TemporaryFolder) throws {
    try partners.duisburg.done("sync", stick.path)
    let forger = try Forger(partners.duisburg)
    let record = RecordKey(type: "office", id: RecordID(high: 1, low: 1))
    let values = ["name": "Town", "code": "DE/", "kind": "", "website": "https://"]
    let operations = values.sorted { $0.key < $1.key }.map { name, start in
      Merging.Operation(
        .set, record: record, register: name,
        value: CanonicalJSON(.string(start + Self.tricks)))
    }
    let segment = try forger.segment(
      operations, author: "Greta" + Self.tricks, reason: Self.tricks,
      office: "DE/" + Self.tricks)
    let file = try forger.bundle(
      of: [segment], office: "../../" + Self.tricks, label: "../../etc/passwd" + Self.tricks)
    let folder = "pobratym-\(forger.network.hex)/\(forger.device.hex)/"
    let own = try #require(try stick.bundles().first)
    try FileManager.default.removeItem(atPath: own)
    try stick.write(file, as: folder + BundleNames.name(of: file))
    try stick.write([1], as: folder + "\u{1B}[2J\n.jsonl.gz")
    try stick.write([1], as: "pobratym-\(forger.network.hex)/..\u{1B}[2J")
  }
}
