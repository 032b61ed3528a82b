import Foundation
import TestSupport
import Testing
import Wire

/// A process that is killed while it exchanges or erases attachments.
@Suite(.serialized) struct KilledErasureTests {
  private let partners: Partners
  private let content: [UInt8]
  private let id: String
  private var random = SeededGenerator(seed: 20_230_209)

  init() throws {
    partners = try Partners()
    try partners.carryRound()
    var random = SeededGenerator(seed: 3)
    content = (0..<1_500_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let scan = try partners.stick.write(content, as: "scan.pdf")
    try partners.kryvyiRih.done(
      "new", "partnership", "title=Twins", "parties=UA12060170000091033,DE/Duisburg")
    id = try partners.kryvyiRih.done(
      "new", "document", "partnership=Twins", "title=Decision", "file=@\(scan)")
    try FileManager.default.removeItem(atPath: scan)
  }

  private func state(_ office: Office) throws -> String? {
    try office.json("attachments")["attachments"]?.array?.first?["state"]?.string
  }

  private func traces(of office: Office) throws -> Int {
    let files = try office.place.contents().map { Data($0.value) }
    return stride(from: 0, to: content.count, by: 9_973).count { start in
      let piece = Data(content[start..<(start + 32)])
      return files.contains { $0.range(of: piece) != nil }
    }
  }

  @Test mutating func `all of an attachment is there, or nothing, and what is erased is gone`()
    throws
  {
    let (writer, reader, stick) = (partners.kryvyiRih, partners.duisburg, partners.stick.path)
    let twin = try Office(copyOf: writer)
    let usual = try microseconds { try twin.done("sync", twin.place.file("")) }
    for _ in 0..<5 {
      try writer.kill(["sync", stick], afterMicroseconds: .random(in: 0...usual, using: &random))
      try writer.expectSound("\(random)")
      #expect(try state(writer) == "here")
    }
    try writer.done("sync", stick)
    for _ in 0..<5 {
      try reader.kill(["sync", stick], afterMicroseconds: .random(in: 0...usual, using: &random))
      try reader.expectSound("\(random)")
      #expect([nil, "wanted", "here"].contains(try state(reader)), "\(random)")
    }
    try reader.done("sync", stick)
    #expect(try state(reader) == "here" && traces(of: reader) > 100)
    let erase = ["erase", id, "--why", "a child is in it"]
    for _ in 0..<5 {
      try reader.kill(erase, afterMicroseconds: .random(in: 0...(usual / 2), using: &random))
      try reader.expectSound("\(random)")
      if try state(reader) == "erased" {
        #expect(try traces(of: reader) == 0, "the next command has done the rest, \(random)")
      }
    }
    try reader.done(erase)
    #expect(try traces(of: reader) == 0)
    for office in [reader, writer, reader] { try office.done("sync", stick) }
    #expect(try traces(of: writer) == 0 && state(writer) == "erased")
  }
}
