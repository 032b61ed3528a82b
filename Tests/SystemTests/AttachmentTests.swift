import Foundation
import TestSupport
import Testing
import Wire

/// Attachments and personal data, by real processes: a centre, two partners, and an office that
/// is none.
@Suite struct AttachmentTests {
  private let stick: TemporaryFolder
  private let centre: Office
  private let duisburg: Office
  private let kryvyiRih: Office
  private let lyon: Office
  private let content: [UInt8]
  private var all: [Office] { [centre, duisburg, kryvyiRih, lyon] }

  init() throws {
    stick = try TemporaryFolder()
    centre = try Office("UA80000000000093317", label: "Centre", person: "Olena")
    let network = try centre.network
    duisburg = try Office("DE/Duisburg", label: "Duisburg", person: "Greta", network: network)
    kryvyiRih = try Office(
      "UA12060170000091033", label: "Kryvyi Rih", person: "Ivan", network: network)
    lyon = try Office("FR/Lyon", label: "Lyon", person: "Anne", network: network)
    var generator = SeededGenerator(seed: 4)
    content = (0..<900_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    try centre.admit(duisburg)
    try centre.admit(kryvyiRih, as: "clerk")
    try centre.admit(lyon)
    try carryRound()
  }

  private func carryRound(_ times: Int = 1) throws {
    for _ in 0..<times { for office in all { try office.done("sync", stick.path) } }
  }

  /// Enters a partnership and a document with the scan; returns the document's id.
  private func enterDocument() throws -> String {
    let partnership = try duisburg.done(
      "new", "partnership", "title=Twins", "parties=DE/Duisburg,UA12060170000091033")
    let scan = try duisburg.place.write(content, as: "Рішення 7.pdf")
    return try duisburg.done(
      "new", "document", "partnership=\(partnership)", "title=Decision 7", "kind=decision",
      "file=@\(scan)")
  }

  private func state(_ office: Office, _ record: String) throws -> [String?] {
    let list = try office.json("attachments", record)["attachments"]?.array ?? []
    return list.map { $0["state"]?.string }
  }

  private func traces(in folder: TemporaryFolder) throws -> Int {
    let files = try folder.contents().filter { !$0.key.hasSuffix("7.pdf") }.map { Data($0.value) }
    return stride(from: 0, to: content.count, by: 9_973).count { start in
      let piece = Data(content[start..<min(start + 32, content.count)])
      return files.contains { $0.range(of: piece) != nil }
    }
  }

  @Test func `a scan goes to the partners, is saved, and is erased everywhere`() throws {
    let id = try enterDocument()
    try carryRound(2)
    for office in [centre, duisburg, kryvyiRih] {
      #expect(try state(office, id) == ["here"])
      #expect(try traces(in: office.place) > 80)
    }
    #expect(try lyon.run("show", id).exitCode == 4)
    #expect(try lyon.done("attachments") == "")
    #expect(try traces(in: lyon.place) == 0 && traces(in: stick) == 0)
    let one = try #require(try kryvyiRih.json("attachments")["attachments"]?.array?.first)
    #expect(one["name"] == "Рішення 7.pdf" && one["media"] == "application/pdf")
    #expect(one["size"] == 900_000 && one["field"] == "file" && one["record"] == .string(id))
    let blob = try #require(one["id"]?.string)
    let copy = kryvyiRih.place.file("copy 7.pdf")
    try kryvyiRih.done("attachment", "save", String(blob.prefix(8)), copy)
    #expect(try bytes(of: copy) == content)
    let twice = try kryvyiRih.run("attachment", "save", blob, copy)
    #expect(twice.exitCode == 5 && twice.isOneError)
    try FileManager.default.removeItem(atPath: copy)

    let clerk = try kryvyiRih.run("erase", blob, "--why", "I want to")
    #expect(clerk.exitCode == 12 && clerk.isOneError)
    #expect(try duisburg.run("erase", blob).exitCode == 2, "a reason is needed")
    try duisburg.done("erase", blob, "--why", "a child is in it")
    #expect(try traces(in: duisburg.place) == 0)
    try carryRound(2)
    for office in all {
      #expect(try traces(in: office.place) == 0)
      try office.expectSound()
    }
    #expect(try kryvyiRih.done("history", id).contains("because a child is in it"))
    #expect(try state(kryvyiRih, id) == ["erased"])
    #expect(try kryvyiRih.run("attachment", "save", blob, copy).exitCode == 4)
    let digests = try [centre, duisburg, kryvyiRih].map { try $0.digest }
    #expect(Set(digests).count == 1, "\(digests)")
    #expect(try stick.blobs().isEmpty)
  }

  @Test func `the limit, a damaged bundle and a stick that has gone lose nothing`() throws {
    let id = try enterDocument()
    let none = try duisburg.done("sync", stick.path, "--blob-limit", "0")
    #expect(none.contains("left 1 attachment for the next time"))
    #expect(try duisburg.run("sync", stick.path, "--blob-limit", "x").exitCode == 2)
    #expect(try kryvyiRih.done("sync", stick.path).contains("still waiting for 1 attachment"))
    #expect(try kryvyiRih.done("show", id).contains("Decision 7"))
    #expect(try state(kryvyiRih, id) == ["wanted"])
    #expect(try kryvyiRih.run("attachment", "save", "Decision 7", "x").exitCode == 4)
    #expect(try duisburg.run("sync", "/nowhere").exitCode == 5)
    #expect(try duisburg.done("sync", stick.path, "--blob-limit", "1").contains("wrote 1 att"))

    let path = try #require(try stick.blobs().first)
    for other in [lyon, centre] {
      try FileManager.default.copyItem(atPath: path, toPath: other.place.file("x.blobs"))
    }
    #expect(try lyon.run("bundle", "read", lyon.place.file("x.blobs")).exitCode == 12)
    let early = try centre.done("bundle", "read", centre.place.file("x.blobs"))
    #expect(early == "nothing in it is wanted here")
    let whole = try bytes(of: path)
    try Data(whole.dropLast(1_000)).write(to: URL(fileURLWithPath: path))
    let cut = try kryvyiRih.run("sync", stick.path)
    #expect(cut.exitCode == 10 && cut.errors.contains("cut short"))
    #expect(try state(kryvyiRih, id) == ["wanted"])
    #expect(try duisburg.run("sync", stick.path).output.contains("wrote 1 attachment"))
    let report = try kryvyiRih.json("sync", stick.path)["attachments"]
    #expect(report == ["taken": 1, "written": 0, "bytes": 0, "left": 0, "wanted": 0])
    #expect(try state(kryvyiRih, id) == ["here"])
    // The centre is sent the file by e-mail.
    for path in try stick.blobs() { try FileManager.default.removeItem(atPath: path) }
    try centre.done("sync", stick.path)
    #expect(try state(centre, id) == ["wanted"])
    let mailed = try centre.json("bundle", "read", centre.place.file("x.blobs"))["attachments"]
    #expect(mailed?["taken"] == 1 && mailed?["wanted"] == 0)
    #expect(try state(centre, id) == ["here"])
  }

  @Test func `a contact is entered and shown as ever, and its person can be forgotten`() throws {
    try duisburg.done(
      "new", "partnership", "title=Twins", "parties=DE/Duisburg,UA12060170000091033")
    let id = try duisburg.done(
      "new", "contact", "partnership=Twins", "name=Olha Unforgettable", "phone=+380 56 1")
    try carryRound(2)
    let shown = try kryvyiRih.done("show", id)
    #expect(shown.contains("Olha Unforgettable") && shown.contains("+380 56 1"))
    try kryvyiRih.done("set", "Olha Unforgettable", "phone=+380 56 2")
    try carryRound(2)
    #expect(try duisburg.done("show", id).contains("+380 56 2"))
    try duisburg.done("erase", id, "--why", "she asked for it")
    try carryRound(2)
    for office in all {
      for (name, bytes) in try office.place.contents() {
        #expect(Data(bytes).range(of: Data("Unforgettable".utf8)) == nil, "\(name)")
      }
    }
    #expect(try kryvyiRih.run("set", id, "role=archive").exitCode == 0)
  }

  @Test func `what is no file, or too large, is refused in one line`() throws {
    try duisburg.done("new", "partnership", "title=Twins")
    func attach(_ file: String) throws -> Outcome {
      try duisburg.run("new", "document", "partnership=Twins", "title=X", "file=\(file)")
    }
    let large = duisburg.place.file("large")
    _ = FileManager.default.createFile(atPath: large, contents: nil)
    #expect(truncate(large, 16_777_217) == 0)
    for (file, code) in [("scan.pdf", 3), ("@/nowhere.pdf", 5), ("@\(large)", 3)] {
      let outcome = try attach(file)
      #expect(outcome.exitCode == Int32(code) && outcome.isOneError, "\(outcome.errors)")
    }
    #expect(try duisburg.json("list", "document")["count"] == 0)
  }
}

extension TemporaryFolder {
  /// The bundles of blobs below the folder, sorted by path.
  fileprivate func blobs() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(".blobs") }
      .sorted().map(file)
  }
}
