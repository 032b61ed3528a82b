import TestSupport
import Testing
import Wire

/// What a centre and a laptop do and read on one day, with the real program in one language.
struct SpokenDay {
  /// The language, as `--lang` takes it.
  let language: String
  /// Commands that went well, with what they said.
  private(set) var said: [(words: [String], outcome: Outcome)] = []
  /// Commands that were refused, with what they said.
  private(set) var refused: [(words: [String], outcome: Outcome)] = []
  private let centre: TemporaryFolder
  private let laptop: TemporaryFolder
  private let stick: TemporaryFolder

  init(in language: String) throws {
    self.language = language
    (centre, laptop, stick) = (
      try TemporaryFolder(inMemory: true), try TemporaryFolder(inMemory: true),
      try TemporaryFolder(inMemory: true)
    )
    try begin()
    let item = try enter()
    try contradict(item)
    try look(item)
    try err(item)
  }

  private func run(_ place: TemporaryFolder, _ words: [String]) throws -> Outcome {
    try Program.pobratym.run(
      ["--home", place.file("home")] + words, environment: ["LC_ALL": language])
  }

  /// Runs a command that must go well, perhaps with a warning.
  @discardableResult
  private mutating func done(
    _ place: TemporaryFolder, _ word: String, _ rest: [String]
  ) throws -> Outcome {
    let words = [word] + rest
    let outcome = try run(place, words)
    #expect([0, 10].contains(outcome.exitCode), "\(words): \(outcome.errors)")
    said.append((words, outcome))
    return outcome
  }

  @discardableResult
  private mutating func done(
    _ place: TemporaryFolder, _ word: String, _ rest: String...
  ) throws -> Outcome { try done(place, word, rest) }

  private mutating func made(_ place: TemporaryFolder, _ words: String...) throws -> String {
    let outcome = try run(place, ["new"] + words)
    #expect(outcome.exitCode == 0, "\(words): \(outcome.errors)")
    return String(outcome.output.dropLast())
  }

  private mutating func begin() throws {
    try done(
      centre, "init", "--centre", "--office", "UA80000000000093317", "--label", "Центр", "--person",
      "Олена")
    let status = try JSONValue.parse(Array(run(centre, ["status", "--json"]).output.utf8))
    let network = try #require(status["network"]?.string)
    try done(
      laptop, "init", "--network", network, "--office", "DE/Duisburg", "--label", "Duisburg",
      "--person", "Greta")
    try done(laptop, "status")
    try done(laptop, "sync", stick.path)
    try done(centre, "sync", stick.path)
    let path = laptop.file("request.json")
    let request = try JSONValue.parse(
      Array(run(laptop, ["admit", "request", path, "--json"]).output.utf8))
    let digits = try #require(request["fingerprint"]?.string)
    try done(laptop, "admit", "request", laptop.file("again.json"))
    try done(centre, "admit", path)
    try done(centre, "admit", path, "--role", "officer", "--fingerprint", digits)
    try done(centre, "sync", stick.path)
    try done(laptop, "sync", stick.path)
  }

  private mutating func enter() throws -> String {
    let partnership = try made(
      laptop, "partnership", "title=Duisburg – Кривий Ріг",
      "parties=DE/Duisburg,UA12060170000091033", "status=signed")
    let aid = try made(
      laptop, "aid", "partnership=\(partnership)", "title=Генератори", "kind=equipment",
      "value=1200.50 EUR", "received=2023-02-09", "recipient=UA12060170000091033")
    let item = try made(laptop, "item", "aid=\(aid)", "name=Генератор", "quantity=1234 H87")
    _ = try made(
      laptop, "ledger", "item=\(item)", "kind=handed-out", "quantity=3 H87",
      "date=2023-03-01")
    try done(laptop, "set", item, "quantity=1234 H87")
    try done(laptop, "sync", stick.path, "--dry-run")
    try done(laptop, "sync", stick.path)
    try done(centre, "sync", stick.path)
    return item
  }

  private mutating func contradict(_ item: String) throws {
    for (place, quantity) in [(laptop, "12 H87"), (centre, "13 H87")] {
      try done(place, "set", item, "quantity=\(quantity)")
    }
    try done(laptop, "sync", stick.path)
    try done(centre, "sync", stick.path)
    try done(centre, "conflicts")
    try done(centre, "show", item)
    try done(centre, "list")
    try done(centre, "set", item, "quantity=14 H87")
    try done(centre, "resolve", item, "quantity", "--value", "15 H87", "--why", "…")
    try done(centre, "conflicts")
  }

  private mutating func look(_ item: String) throws {
    try done(centre, "history", item)
    try done(centre, "show", item)
    try done(centre, "list", "aid", "--limit", "0")
    for command in ["violations", "members", "consolidate", "status", "doctor", "rebuild"] {
      try done(centre, command)
    }
    for words in [
      ["quarantine", "list"], ["find", "генератор"], ["find", "xyzzy"], ["duplicates"],
    ] {
      said.append((words, try run(centre, words)))
    }
    try done(centre, "story", "Генератори")
    try done(centre, "export", "aid", centre.file("aid.csv"))
    try done(centre, "report", "totals")
    try importTable()
    try done(centre, "attachments")
    try done(centre, "void", item, "--why", "…")
    try done(centre, "show", item)
    let letter = centre.file("letter")
    try done(centre, "bundle", "write", letter, "--plain", "--all")
    try done(centre, "bundle", "inspect", letter)
    try done(centre, "bundle", "verify", letter)
    try done(laptop, "bundle", "read", letter)
    try done(laptop, "bundle", "read", letter)
    try done(centre, "backup", centre.file("backup"))
    try done(laptop, "renew")
  }

  private mutating func importTable() throws {
    let text = "Назва;Вид;Вартість\nКовдри;goods;1.200,50 EUR\nЛіки;xyzzy;5\n"
    let path = try centre.write(Array(text.utf8), as: "table.csv")
    let words = ["import", path, "--type", "aid", "--set", "partnership=Duisburg – Кривий Ріг"]
    said.append((words, try run(centre, words)))
    try done(centre, words[0], Array(words.dropFirst()) + ["--accept", "--skip-errors"])
  }

  private mutating func err(_ item: String) throws {
    let commands = [
      ["lst"], ["list", "--limit", "x"], ["show", "ffff"], ["set", item, "quantity=1"],
      ["new", "aid", "title=x"], ["new", "ade"], ["new", "office", "code=x", "name=x"],
      ["new", "office", "code=DE/X", "name=X", "kind=xyzzy"], ["resolve", "x", "y", "--take", "1"],
      ["sync", "/nowhere"], ["bundle", "read", "/nowhere/x"], ["bundle", "read", "/etc/hostname"],
      ["import", "/nowhere.csv", "--type", "aid"], ["admit", "request", "/nowhere/x"],
      ["init", "--centre", "--office", "x", "--label", "x", "--person", "x"], ["retire", "ffff"],
      ["quarantine", "drop", "ffff", "--why", "x"], ["erase", "ffff", "--why", "x"],
      ["set", item, "quantity=1.234,5 H87"], ["accept", "ffffffff", "--why", "x"],
    ]
    for words in commands {
      let outcome = try run(laptop, words)
      #expect(outcome.exitCode != 0 && outcome.output.isEmpty, "\(words)")
      refused.append((words, outcome))
    }
  }
}
