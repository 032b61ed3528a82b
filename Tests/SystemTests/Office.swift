import Foundation
import TestSupport
import Testing
import Wire

/// One office's laptop: a home of its own, and the real program to work on it.
final class Office: Sendable {
  let place: TemporaryFolder
  var home: String { place.file("home") }

  /// Makes a home of a network or, without one, of the centre of a new one.
  init(_ code: String, label: String, person: String, network: String? = nil) throws {
    place = try TemporaryFolder(inMemory: true)
    let network = network.map { ["--network", $0] } ?? ["--centre"]
    try done(["init"] + network + ["--office", code, "--label", label, "--person", person])
  }

  /// Makes a home that is a copy of another's files.
  init(copyOf other: Office) throws {
    place = try TemporaryFolder(inMemory: true)
    try FileManager.default.copyItem(atPath: other.home, toPath: home)
  }

  /// Makes a home of files that lie somewhere.
  init(filesAt path: String) throws {
    place = try TemporaryFolder(inMemory: true)
    try FileManager.default.copyItem(atPath: path, toPath: home)
  }

  /// Admits another office's laptop, as a centre's person does.
  func admit(_ other: Office, as role: String = "officer") throws {
    let path = other.place.file("request-\(UInt64.random(in: 0...UInt64.max)).json")
    let request = try JSONValue.parse(Array(other.done("admit", "request", path, "--json").utf8))
    let digits = try #require(request["fingerprint"]?.string)
    try done("admit", path, "--role", role, "--fingerprint", digits)
  }

  /// Brings another office's laptop a letter with all that it may read.
  func tell(_ other: Office) throws {
    let letter = other.place.file("letter-\(UInt64.random(in: 0...UInt64.max)).sealed")
    try done("bundle", "write", letter, "--for", try other.device, "--all")
    try other.done("bundle", "read", letter)
    try FileManager.default.removeItem(atPath: letter)
  }

  /// The network's id.
  var network: String {
    get throws { try text("network", of: identity) }
  }

  /// The device's id.
  var device: String {
    get throws { try text("device", of: json(["status"])) }
  }

  /// The identity's file, with the secrets a forger needs.
  var identity: JSONValue {
    get throws { try JSONValue.parse(bytes(of: home + "/identity.json")) }
  }

  @discardableResult
  func run(_ words: [String]) throws -> Outcome {
    try Program.pobratym.run(["--home", home] + words)
  }

  @discardableResult
  func run(_ words: String...) throws -> Outcome { try run(words) }

  /// Runs a command that must succeed and returns what it printed, without the last line feed.
  @discardableResult
  func done(_ words: [String], source: SourceLocation = #_sourceLocation) throws -> String {
    let outcome = try run(words)
    #expect(
      outcome.exitCode == 0, "\(words): \(outcome.output)\(outcome.errors)", sourceLocation: source)
    return outcome.output.trimmingCharacters(in: .newlines)
  }

  @discardableResult
  func done(_ words: String..., source: SourceLocation = #_sourceLocation) throws -> String {
    try done(words, source: source)
  }

  /// Runs a command with `--json` and returns what it printed, read by a strict parser.
  func json(_ words: [String]) throws -> JSONValue {
    try JSONValue.parse(Array(run(words + ["--json"]).output.utf8), limits: Office.limits)
  }

  func json(_ words: String...) throws -> JSONValue { try json(words) }

  static let limits = JSONLimits(
    maximumBytes: 64 << 20, maximumDepth: 64, maximumStringBytes: 1 << 20,
    maximumItems: 10_000_000)

  var digest: String {
    get throws { try done("digest") }
  }

  /// Every byte of the home but SQLite's `-wal` and `-shm`.
  func contents() throws -> [String: [UInt8]] {
    try place.contents().filter { !$0.key.hasSuffix("-wal") && !$0.key.hasSuffix("-shm") }
  }

  /// Expects a sound store.
  func expectSound(_ note: String = "", source: SourceLocation = #_sourceLocation) throws {
    let outcome = try run("doctor")
    #expect(
      outcome.exitCode == 0, "\(note) \(outcome.output)\(outcome.errors)", sourceLocation: source)
  }

  /// Expects a sound store in which segments may be set aside.
  func expectSoundButForQuarantine(source: SourceLocation = #_sourceLocation) throws {
    let checks = try json("doctor")["checks"]?.array ?? []
    #expect(!checks.isEmpty, sourceLocation: source)
    for check in checks where check["check"]?.string != "segments set aside" {
      #expect(check["problems"] == [], sourceLocation: source)
    }
  }

  /// Who takes part, and how: device, roles, level, whether retired; without what is held of them.
  func standings() throws -> [[JSONValue?]] {
    let members = try #require(try json("members")["members"]?.array)
    return members.map { member in
      ["device", "office", "label", "roles", "level", "retired"].map { member[$0] }
    }
  }

  private func text(_ member: String, of json: JSONValue) throws -> String {
    try #require(json[member]?.string, "no '\(member)' in \(json.text)")
  }
}

/// A centre and two offices of one network, and a stick.
struct Partners {
  let centre: Office
  let kryvyiRih: Office
  let duisburg: Office
  let stick: TemporaryFolder

  init() throws {
    stick = try TemporaryFolder(inMemory: true)
    centre = try Office("UA80000000000093317", label: "Centre", person: "Olena Kovalenko")
    let network = try centre.network
    kryvyiRih = try Office(
      "UA12060170000091033", label: "Kryvyi Rih, registry", person: "Ivan Shevchenko",
      network: network)
    duisburg = try Office(
      "DE/Duisburg", label: "Duisburg, town hall", person: "Greta Schmidt", network: network)
    try admitOffices()
  }

  /// Admits the two offices, by requests in files and fingerprints.
  private func admitOffices() throws {
    for office in [kryvyiRih, duisburg] { try centre.admit(office) }
    for office in [kryvyiRih, duisburg] { try centre.tell(office) }
  }

  var all: [Office] { [centre, kryvyiRih, duisburg] }

  /// Enters a partnership with an aid entry and one item at Kryvyi Rih; returns the item's id.
  @discardableResult
  func enterAid(quantity: String = "10 H87") throws -> String {
    let partnership = try kryvyiRih.done(
      "new", "partnership", "title=Kryvyi Rih – Duisburg",
      "parties=UA12060170000091033,DE/Duisburg")
    let aid = try kryvyiRih.done(
      "new", "aid", "partnership=\(partnership)", "title=Generators", "kind=equipment",
      "recipient=UA12060170000091033", "received=2023-02-09")
    return try kryvyiRih.done(
      "new", "item", "aid=\(aid)", "name=Generator 5 kW", "quantity=\(quantity)",
      "unit-value=1200.50 EUR")
  }

  /// Carries the stick round, past everybody.
  func carryRound(_ times: Int = 2) throws {
    for _ in 0..<times { for office in all { try office.done("sync", stick.path) } }
  }
}

extension TemporaryFolder {
  /// The bundles below the folder, sorted by path.
  func bundles() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".jsonl.gz") || $0.hasSuffix(".sealed") }.sorted().map(file)
  }

  /// The bundles that a device has left.
  func bundles(of device: String) throws -> [String] {
    try bundles().filter { $0.contains("/\(device)/") }
  }

  /// Writes a file of a name in the folder and returns its path.
  @discardableResult
  func write(_ bytes: [UInt8], as name: String) throws -> String {
    let path = file(name)
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }
}

func bytes(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}

extension Outcome {
  /// The lines on standard error.
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

  /// Whether standard error is one error and at most one hint, and standard output is empty.
  var isOneError: Bool {
    let lines = errorLines
    return output.isEmpty && (1...2).contains(lines.count)
      && lines[0].hasPrefix("pobratym: error: ")
      && lines.dropFirst().allSatisfy { $0.hasPrefix("pobratym: hint: ") }
  }
}
