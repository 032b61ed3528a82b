import Foundation
import TestSupport
import Testing
import Wire

/// Who finds a stick learns nothing of what was entered.
@Suite struct StolenStickTests {
  private let partners: Partners
  private var office: Office { partners.kryvyiRih }

  init() throws {
    partners = try Partners()
  }

  /// What is entered: names, places, amounts, dates, in two scripts.
  private static let texts = [
    "Нікополь і Вінниця", "вул. Зелена, 5", "Generator 5 kVA", "Olha Marchenko",
    "+380 67 123 45 67", "olha.marchenko@nikopol.example", "CMR 2023/774411", "7314.125",
    "98765.43", "2023-02-09", "SN-88-1204-X", "counted with care", "DE/Wesselburen",
  ]

  /// What stands in an attachment, and its name.
  private static let attachment = ["Дорогий друже, 40 генераторів", "Лист мера 17-04.txt"]

  private func enter() throws -> [String] {
    let text = Self.texts
    let partnership = try office.done(
      "new", "partnership", "title=\(text[0])", "parties=UA12060170000091033,DE/Duisburg")
    let contact = try office.done(
      "new", "contact", "partnership=\(partnership)", "name=\(text[3])", "phone=\(text[4])",
      "email=\(text[5])")
    let aid = try office.done(
      "new", "aid", "partnership=\(partnership)", "title=\(text[2])", "kind=equipment",
      "donor=\(text[12])", "waybill=\(text[6])", "received=\(text[9])")
    let item = try office.done(
      "new", "item", "aid=\(aid)", "name=\(text[2])", "quantity=\(text[7]) H87",
      "unit-value=\(text[8]) EUR", "serials=\(text[10])")
    try office.done(
      "new", "ledger", "item=\(item)", "kind=received", "quantity=\(text[7]) H87",
      "date=\(text[9])", "place=\(text[1])")
    let letter = Self.attachment.joined(separator: "\n")
    let file = try office.place.write(Array(letter.utf8), as: Self.attachment[1])
    try office.done(
      "new", "document", "partnership=\(partnership)", "title=\(text[0])", "kind=decision",
      "file=@\(file)")
    try office.done("void", contact, "--why", text[11])
    return [partnership, contact, aid, item]
  }

  @Test func `no text, number, place or name that was entered is in any byte of a stick`() throws {
    let records = try enter()
    let (stick, newcomer) = (
      partners.stick,
      try Office(
        "DE/Wesselburen", label: "Wesselburen, laptop 7", person: "Hinnerk Petersen",
        network: try partners.centre.network)
    )
    try partners.carryRound()
    // A laptop asks for admission on the stick, and gets its bundles there too.
    try newcomer.done("sync", stick.path)
    let request = stick.file(
      "pobratym-\(try newcomer.network)/\(try newcomer.device)/request.json")
    let digits = try #require(try newcomer.json("status")["fingerprint"]?.string)
    try partners.centre.done("admit", request, "--role", "clerk", "--fingerprint", digits)
    for _ in 0..<2 { for each in partners.all + [newcomer] { try each.done("sync", stick.path) } }
    try office.done("backup", stick.file("backup.sealed"))
    try office.done(
      "bundle", "write", stick.file("letter.sealed"), "--for", try partners.duisburg.device,
      "--all")

    let people = [
      "Ivan Shevchenko", "Greta Schmidt", "Olena Kovalenko", "Hinnerk Petersen",
      "Wesselburen, laptop 7", "Kryvyi Rih, registry", "UA12060170000091033", "DE/Duisburg",
    ]
    let traces = Traces(Self.texts + Self.attachment + people + records)
    let files = try stick.contents()
    #expect(files.keys.filter { $0.hasSuffix(".sealed") }.count >= 6)
    #expect(files.keys.contains { $0.hasSuffix(".blobs") }, "the attachment is there")
    traces.expectNone(in: files)
    // A contact's name, telephone and e-mail are in no bundle of segments.
    let kept = Self.texts.enumerated().filter { !(3...5).contains($0.offset) }.map(\.element)
    try expectFoundWhenOpened(traces, kept + records)
  }

  /// The search finds all that was entered in what the letters hold.
  private func expectFoundWhenOpened(_ traces: Traces, _ texts: [String]) throws {
    var found: Set<String> = []
    for letter in try partners.stick.bundles() where letter.contains("/letter") {
      let plain = office.place.file("plain-\(found.count).jsonl.gz")
      try office.done("bundle", "open", letter, plain)
      found.formUnion(traces.found(in: try Forger.lines(of: bytes(of: plain)).joined()))
      try FileManager.default.removeItem(atPath: plain)
    }
    #expect(Set(texts).subtracting(found).isEmpty)
    for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
      let data = try #require("x\(Self.texts[0])".data(using: encoding))
      #expect(traces.found(in: data) == [Self.texts[0]])
    }
    for shift in 0..<3 {
      let text = (Data(count: shift) + Data((Self.texts[0] + "x").utf8)).base64EncodedString()
      #expect(traces.found(in: text.utf8) == [Self.texts[0]])
    }
  }

  @Test func `of a locked home no key is in any byte, and its copy does nothing`() throws {
    let identity = try office.identity
    let secrets = try ["seed", "box"].map { name in
      let text = try #require(identity[name]?.string)
      let bytes = stride(from: 0, to: 64, by: 2).compactMap {
        UInt8(text.dropFirst($0).prefix(2), radix: 16)
      }
      return (name: name, bytes: bytes)
    }
    let traces = Traces([], bytes: secrets)
    #expect(traces.found(in: try bytes(of: office.home + "/identity.json")) == ["seed", "box"])
    let locked = try Program.pobratym.run(
      ["--home", office.home, "--passphrase-fd", "0", "passphrase", "--new-fd", "0"],
      input: Array("correct horse battery\n".utf8))
    #expect(locked.exitCode == 0, "\(locked.errors)")
    traces.expectNone(in: try office.place.contents())

    let digest = try partners.centre.digest
    let thief = try Office(copyOf: office)
    let before = try thief.contents()
    for words in [
      ["sync", partners.stick.path], ["bundle", "write", thief.place.file("x")], ["list"],
      ["new", "office", "code=DE/X", "name=X"], ["renew"], ["passphrase", "--remove"],
    ] {
      let outcome = try Program.pobratym.run(
        ["--home", thief.home, "--passphrase-fd", "0"] + words, input: Array("a guess\n".utf8))
      #expect(outcome.exitCode == 12 && outcome.isOneError, "\(words): \(outcome.errors)")
    }
    #expect(try thief.contents() == before)
    #expect(try partners.stick.contents().isEmpty)
    #expect(try partners.centre.digest == digest)
  }
}
