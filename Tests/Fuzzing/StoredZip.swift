import Deflate

/// A ZIP archive of a text that a fuzzer has changed: whatever its parts hold, it is a sound one.
///
/// Each part begins with a line `=== NAME`; its checksum is made right.
struct StoredZip {
  /// The file.
  let bytes: [UInt8]

  init(text: [UInt8]) {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    var count = 0
    for (name, content) in Self.parts(of: text) where count < 100 {
      // The trailer of a gzip member is what an archive tells of a part, too: checksum and size.
      let trailer = Gzip.compress(content, level: 1).suffix(8)
      let size = trailer.suffix(4)
      let common =
        [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0] + trailer + size
        + [UInt8(truncatingIfNeeded: name.count), 0, 0, 0]
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
      directory += Self.four(file.count) + name
      file += [0x50, 0x4B, 3, 4] + common + name + content
      count += 1
    }
    let counts = [UInt8(count), 0, UInt8(count), 0]
    let end = [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + counts
    bytes = file + directory + end + Self.four(directory.count) + Self.four(file.count) + [0, 0]
  }

  private static func four(_ number: Int) -> [UInt8] {
    stride(from: 0, to: 32, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func parts(of text: [UInt8]) -> [(name: [UInt8], content: [UInt8])] {
    var parts: [(name: [UInt8], content: [UInt8])] = []
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: Array("=== ".utf8)) {
        parts.append((Array(line.dropFirst(4).prefix(200)), []))
      } else if !parts.isEmpty {
        parts[parts.count - 1].content += line + [0x0A]
      }
    }
    return parts
  }
}
