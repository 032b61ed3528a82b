import Foundation
import TestSupport
import Testing
import Wire

/// Sticks and disks that are full, read-only or not there lose nothing.
@Suite struct DiskTests {
  /// A small file system of its own, which only root can mount.
  private final class Mount {
    let place: TemporaryFolder
    var path: String { place.file("mount") }

    init?(size: String) throws {
      place = try TemporaryFolder()
      try FileManager.default.createDirectory(
        atPath: place.file("mount"), withIntermediateDirectories: true)
      let outcome = try Program(path: "/usr/bin/mount").run(
        ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", place.file("mount")])
      guard outcome.exitCode == 0 else {
        print("skipped: mounting needs root here: \(outcome.errors)")
        return nil
      }
    }

    func remount(_ option: String) throws {
      let outcome = try Program(path: "/usr/bin/mount").run(["-o", "remount,\(option)", path])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    /// Fills what is left but for so many bytes.
    func fill(leaving rest: Int) throws {
      let free = try FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize]
      let size = (try #require(free as? NSNumber)).intValue - rest
      try Data(count: size).write(to: URL(fileURLWithPath: path + "/filler"))
    }

    deinit {
      _ = try? Program(path: "/usr/bin/umount").run([path])
    }
  }

  private func addNotes(_ count: Int, to office: Office) throws {
    var random = SeededGenerator(seed: 5)
    let lines = (0..<count).map { row in
      let noise = (0..<2).map { _ in String(random.next(), radix: 36) }.joined()
      return "Q\(row),\(noise),Q\(row + 9_000)\n"
    }
    let path = try office.place.write(
      Array(("a,name-a,b\n" + lines.joined()).utf8), as: "notes.csv")
    try office.done("import", path, "--type", "relation", "--accept")
  }

  @Test func `a stick that is not there`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    let before = try office.contents()
    for words in [["sync", "/media/nobody/stick"], ["sync", "/media/nobody/stick", "--dry-run"]] {
      let outcome = try office.run(words)
      #expect(outcome.exitCode == 5)
      #expect(outcome.isOneError && outcome.errors.contains("plug the stick in"))
    }
    #expect(try office.contents() == before)
  }

  @Test func `a stick that can only be read`() throws {
    guard let stick = try Mount(size: "1m") else { return }
    let partners = try Partners()
    try partners.enterAid()
    try partners.kryvyiRih.done("sync", stick.path)
    try partners.duisburg.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    try stick.remount("ro")
    let outcome = try partners.duisburg.run("sync", stick.path)
    #expect(outcome.exitCode == 5)
    #expect(outcome.isOneError && outcome.errors.contains("cannot be written to"))
    #expect(try partners.duisburg.done("list").contains("Generators"), "what was there is read")
    try stick.remount("rw")
    try partners.duisburg.done("sync", stick.path)
    try partners.kryvyiRih.done("sync", stick.path)
    #expect(try partners.kryvyiRih.digest == partners.duisburg.digest)
  }

  @Test func `a stick that is full`() throws {
    guard let stick = try Mount(size: "64k") else { return }
    let partners = try Partners()
    try addNotes(3_000, to: partners.kryvyiRih)
    let digest = try partners.kryvyiRih.digest
    for _ in 0..<2 {
      let outcome = try partners.kryvyiRih.run("sync", stick.path)
      #expect(outcome.exitCode == 5)
      #expect(outcome.isOneError, "\(outcome.errors)")
      #expect(outcome.errors.contains("has no space left"), "\(outcome.errors)")
      let left = try FileManager.default.subpathsOfDirectory(atPath: stick.path)
      #expect(!left.contains { $0.contains(".sealed") }, "\(left)")
    }
    #expect(try partners.kryvyiRih.digest == digest)
    let status = try partners.kryvyiRih.json("status")
    #expect(status["bundles"] == [], "what was not written is not said to be")
    try stick.remount("size=4m")
    try partners.kryvyiRih.done("sync", stick.path)
    try partners.duisburg.done("sync", stick.path)
    #expect(try partners.duisburg.digest == digest)
  }

  @Test func `a stick that has no room for a scan takes the record all the same`() throws {
    guard let stick = try Mount(size: "300k") else { return }
    let partners = try Partners()
    let (writer, reader) = (partners.kryvyiRih, partners.duisburg)
    var random = SeededGenerator(seed: 5)
    let scan = (0..<400_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let path = try writer.place.write(scan, as: "scan.pdf")
    try partners.enterAid()
    let id = try writer.done(
      "new", "document", "partnership=Kryvyi Rih – Duisburg", "title=Decision", "file=@\(path)")
    for office in [partners.centre, writer] { _ = try office.run("sync", stick.path) }
    let outcome = try writer.run("sync", stick.path)
    #expect(outcome.exitCode == 5 && outcome.isOneError, "\(outcome.errors)")
    #expect(outcome.errors.contains("has no space left"), "\(outcome.errors)")
    let left = try FileManager.default.subpathsOfDirectory(atPath: stick.path)
    #expect(!left.contains { $0.contains(".blobs") }, "\(left)")
    #expect(try reader.done("sync", stick.path).contains("still waiting for 1 attachment"))
    #expect(try reader.done("show", id).contains("Decision"))
    try stick.remount("size=4m")
    for office in [writer, reader] { try office.done("sync", stick.path) }
    try reader.done("attachment", "save", "\(blob(of: id, at: reader))", reader.place.file("x"))
    #expect(try bytes(of: reader.place.file("x")) == scan)
  }

  private func blob(of id: String, at office: Office) throws -> String {
    let list = try office.json("attachments", id)["attachments"]?.array
    return try #require(list?.first?["id"]?.string)
  }

  @Test func `a home whose disk is full`() throws {
    guard let disk = try Mount(size: "2m") else { return }
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    try office.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    let home = disk.path + "/home"
    try FileManager.default.copyItem(atPath: office.home, toPath: home)
    func run(_ words: String...) throws -> Outcome {
      try Program.pobratym.run(["--home", home] + words)
    }
    let digest = try run("digest").output
    for rest in [0, 40_000, 60_000] {
      try disk.fill(leaving: rest)
      let long = String(repeating: "x", count: 16_000)
      let fields = ["name-uk", "name-de", "oblast", "website"].map { "\($0)=\(long)" }
      let outcome = try Program.pobratym.run(
        ["--home", home, "new", "office", "code=DE/Full \(rest)", "name=x"] + fields)
      #expect(outcome.exitCode == 9, "\(rest): \(outcome.errors)")
      #expect(outcome.isOneError && outcome.errors.contains("make room"), "\(outcome.errors)")
      try FileManager.default.removeItem(atPath: disk.path + "/filler")
      #expect(try run("digest").output == digest)
      #expect(try run("doctor").exitCode == 0)
    }
    #expect(try run("new", "office", "code=DE/Room", "name=Room").exitCode == 0)
    #expect(try run("list").output.contains("Room"))
  }

  @Test func `a disk that is full where a table is printed`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    let outcome = try Program(path: "/bin/bash").run([
      "-c", "\"$0\" --home \"$1\" consolidate --csv >/dev/full", Program.pobratym.path, office.home,
    ])
    #expect(outcome.exitCode == 5)
    #expect(outcome.isOneError && outcome.errors.contains("standard output"))
  }
}
