import Foundation
import Testing

/// Texts that must not be found in files, in the forms in which they could stand there.
struct Traces {
  private let needles: [(text: String, form: Data)]

  init(_ texts: [String], bytes: [(name: String, bytes: [UInt8])] = []) {
    needles =
      texts.flatMap { text in Self.forms(of: text).map { (text, $0) } }
      + bytes.flatMap { name, bytes in Self.forms(of: bytes).map { (name, $0) } }
  }

  /// A text as UTF-8, as UTF-16 of both byte orders, and each of these in base64.
  private static func forms(of text: String) -> [Data] {
    [String.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian]
      .compactMap { text.data(using: $0) }.flatMap { [$0] + base64($0) }
  }

  /// Bytes as they are, in digits and in base64.
  private static func forms(of bytes: [UInt8]) -> [Data] {
    let digits = bytes.map { String(format: "%02x", $0) }.joined()
    return [Data(bytes), Data(digits.utf8), Data(digits.uppercased().utf8)] + base64(Data(bytes))
  }

  /// What stands in base64 wherever the bytes begin: the characters that only they decide.
  private static func base64(_ data: Data) -> [Data] {
    (0..<3).compactMap { shift in
      let text = (Data(count: shift) + data).base64EncodedString()
      let first = (shift * 8 + 5) / 6
      let last = (shift + data.count) * 8 / 6
      return Data(text.utf8.dropFirst(first).prefix(last - first))
    }
  }

  /// What is found in some bytes.
  func found(in bytes: some Sequence<UInt8>) -> Set<String> {
    let data = Data(bytes)
    return Set(needles.filter { data.range(of: $0.form) != nil }.map(\.text))
  }

  /// Expects that nothing is found in the bytes and names of files.
  func expectNone(
    in files: [String: [UInt8]], _ note: String = "",
    source: SourceLocation = #_sourceLocation
  ) {
    #expect(!files.isEmpty, sourceLocation: source)
    for (name, bytes) in files {
      let found = found(in: Array(name.utf8) + [0] + bytes)
      #expect(found.isEmpty, "\(note) \(found) in \(name)", sourceLocation: source)
    }
  }
}
