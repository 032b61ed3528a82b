import Bundles
import Deflate
import Merging
import TestSupport
import Wire

/// A file that is not a bundle to be merged, and how each command must refuse it.
struct BadFile: Sendable {
  let name: String
  let bytes: [UInt8]
  /// The exit code of `bundle read`.
  let code: Int32
  /// The exit code of `bundle inspect` and `bundle verify`.
  let codeOfLooking: Int32

  init(_ name: String, _ bytes: [UInt8], code: Int32 = 6, codeOfLooking: Int32? = nil) {
    self.name = name
    self.bytes = bytes
    self.code = code
    self.codeOfLooking = codeOfLooking ?? code
  }
}

extension BadFile {
  /// Cuts at the first and last twenty bytes and at a spread between them.
  static func cuts(of file: [UInt8]) -> [BadFile] {
    let spread = (1...24).map { $0 * file.count / 25 }
    let lengths = Set(Array(1...20) + spread + (1...20).map { file.count - $0 })
    return lengths.sorted().map { BadFile("cut after \($0) bytes", Array(file.prefix($0))) }
  }

  /// One flipped bit at a spread of places; the first and last bytes are among them.
  static func flips(of file: [UInt8], seed: UInt64) -> [BadFile] {
    var random = SeededGenerator(seed: seed)
    let ends = Array(0..<14) + (1...14).map { file.count - $0 }
    let spread = (0..<40).map { _ in Int.random(in: 14..<(file.count - 14), using: &random) }
    return Set(ends + spread).sorted().map { place in
      let bit = Int.random(in: 0..<8, using: &random)
      var bytes = file
      bytes[place] ^= 1 << bit
      return BadFile("bit \(bit) of byte \(place) flipped, \(random)", bytes)
    }
  }

  /// Empty files and files of something else.
  static func strangers() -> [BadFile] {
    [
      BadFile("empty", []), BadFile("a text", Array("Dear colleagues,\n".utf8)),
      BadFile("a zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0]),
      BadFile("gzip of a text", Gzip.compress(Array("Dear colleagues,\n".utf8))),
      BadFile("gzip of nothing", Gzip.compress([])),
      BadFile("a gzip header", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]),
      BadFile("zeros", [UInt8](repeating: 0, count: 100_000)),
      BadFile("line feeds", Gzip.compress([UInt8](repeating: 0x0A, count: 1_000))),
    ]
  }

  /// Files of another network and of newer formats.
  static func foreign(_ file: [UInt8], other: [UInt8], _ forger: Forger) throws -> [BadFile] {
    var lines = try Forger.lines(of: file).dropLast().map(Array.init)
    lines[1] = replacing("\"segment\":1", by: "\"segment\":2", in: lines[1])
    return [
      BadFile("another network's", other, code: 7, codeOfLooking: 0),
      BadFile(
        "a newer bundle", try forger.bundle([forger.manifest(["bundle": "2"])], segments: 0),
        code: 8),
      BadFile("a newer segment", try forger.bundle(lines, segments: 1), code: 8),
    ]
  }

  private static func replacing(_ old: String, by new: String, in line: [UInt8]) -> [UInt8] {
    Array(String(decoding: line, as: UTF8.self).replacing(old, with: new).utf8)
  }

  /// Files that announce more than there is, or than there may be.
  static func boasts(_ file: [UInt8], _ forger: Forger) throws -> [BadFile] {
    let real = try Forger.lines(of: file).dropLast().map(Array.init)
    let log = String(repeating: "ab", count: 16)
    let most = "9007199254740991"
    func announcing(_ members: [String: String]) throws -> [UInt8] {
      try forger.bundle([forger.manifest(members)], segments: 0)
    }
    func header(_ old: String, _ new: String) throws -> [UInt8] {
      var lines = real
      let text = String(decoding: lines[1], as: UTF8.self)
      lines[1] = Array(text.replacing(try Regex(old), with: new).utf8)
      return try forger.bundle(lines, segments: 1)
    }
    var trailer = file
    let end = Gzip.store(Array(try Forger.lines(of: file).last ?? []) + [0x0A]).count
    for place in (file.count - end - 4)..<(file.count - end) { trailer[place] = 0xFF }
    return [
      BadFile(
        "segments that do not come", try announcing(["contents": "[[\"\(log)\",1,\(most)]]"])),
      BadFile("a million segments", try announcing(["contents": segments(1_000_000)])),
      BadFile("210,000 segments", try announcing(["contents": manySegments(210_000)])),
      BadFile("numbers beyond all", try announcing(["number": "99999999999999999999"])),
      BadFile("a last number beyond all", try header(#""last":\d+"#, "\"last\":\(most)")),
      BadFile("a first number beyond all", try header(#""first":\d+"#, "\"first\":\(most)")),
      BadFile("65,536 commits", try header(#""commits":\d+"#, "\"commits\":65536")),
      BadFile("commits beyond all", try header(#""commits":\d+"#, "\"commits\":\(most)")),
      BadFile("a trailer of 4 GiB", trailer),
    ]
  }

  private static func segments(_ count: Int) -> String {
    let log = String(repeating: "ab", count: 16)
    return "[\((1...count).map { "[\"\(log)\",\($0),\($0)]" }.joined(separator: ","))]"
  }

  /// Segments of logs that do not compress well, so that no limit of the compression helps.
  private static func manySegments(_ count: Int) -> String {
    var random = SeededGenerator(seed: 7)
    let runs = (0..<count).map { _ in
      "[\"\(LogID(high: random.next(), low: random.next()).hex)\",1,1]"
    }
    return "[\(runs.joined(separator: ","))]"
  }

  /// Files from which far more comes out than went in, or that nest without end.
  static func bombs(_ file: [UInt8], _ forger: Forger) throws -> [BadFile] {
    let zeros = Gzip.compress([UInt8](repeating: 0x20, count: 32 << 20), level: 9)
    let real = try Forger.lines(of: file).dropLast().map(Array.init)
    let deep = String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)
    let objects =
      String(repeating: "{\"a\":", count: 5_000) + "1" + String(repeating: "}", count: 5_000)
    var nested = real
    nested[2] = Array("{\"n\":1,\"l\":1,\"t\":1,\"by\":\"x\",\"ops\":\(deep)}".utf8)
    return [
      BadFile("32 MiB of spaces", zeros),
      BadFile("many members of spaces", Array(repeatElement(zeros, count: 8).joined())),
      BadFile(
        "spaces after a manifest", Gzip.compress(forger.manifest() + [0x0A]) + zeros),
      BadFile(
        "a deep manifest", try forger.bundle([forger.manifest(["x": deep])], segments: 0)),
      BadFile(
        "deep objects", try forger.bundle([forger.manifest(["have": objects])], segments: 0)),
      BadFile("a deep operation", try forger.bundle(nested, segments: 1)),
    ]
  }

  /// Files whose gzip header names a path.
  static func named(_ file: [UInt8]) -> [BadFile] {
    let name = Array("../../../../tmp/pobratym-escaped".utf8) + [0]
    let header: [UInt8] = [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 0xFF]
    return [BadFile("a name with ../ in its gzip header", header + name + file.dropFirst(10))]
  }
}
