/// Swift source of which only the code is left.
///
/// Comments, and the text of strings and of names in backticks, are blanked; every other byte stays
/// where it was.
struct SwiftCode {
  private(set) var bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    skipCode(until: nil)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Passes over code, to the end or to the parenthesis that closes an interpolation.
  private mutating func skipCode(until end: UInt8?) {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "/") where startsWith("//"): blank(until: "\n")
      case UInt8(ascii: "/") where startsWith("/*"): blankComment()
      case UInt8(ascii: "`"):
        position += 1
        blank(until: "`")
        position += 1
      case UInt8(ascii: "\""), UInt8(ascii: "#"): skipString()
      case UInt8(ascii: "("):
        depth += 1
        position += 1
      case UInt8(ascii: ")"):
        depth -= 1
        position += 1
        if end != nil, depth < 0 { return }
      default: position += 1
      }
    }
  }

  /// How many `#` a string literal or regular expression that starts here has, or nil.
  private func stringStart() -> Int? {
    var place = position
    while place < bytes.count, bytes[place] == UInt8(ascii: "#") { place += 1 }
    guard place < bytes.count else { return nil }
    let hashes = place - position
    if bytes[place] == UInt8(ascii: "\"") { return hashes }
    return hashes > 0 && bytes[place] == UInt8(ascii: "/") ? hashes : nil
  }

  private mutating func skipString() {
    guard let hashes = stringStart() else {
      position += 1
      return
    }
    position += hashes
    let mark = startsWith("\"\"\"") ? "\"\"\"" : startsWith("/") ? "/" : "\""
    position += mark.utf8.count
    let fence = String(repeating: "#", count: hashes)
    while position < bytes.count, !startsWith(mark + fence) {
      if startsWith("\\" + fence + "("), mark != "/" {
        position += 2 + hashes
        skipCode(until: UInt8(ascii: ")"))
      } else {
        let isEscape = startsWith("\\" + fence)
        blankOne()
        if isEscape { for _ in 0...hashes { blankOne() } }
      }
    }
    position = min(bytes.count, position + mark.utf8.count + hashes)
  }

  private mutating func blankComment() {
    var depth = 0
    repeat {
      if startsWith("/*") {
        depth += 1
        blankOne()
      } else if startsWith("*/") {
        depth -= 1
        blankOne()
      }
      blankOne()
    } while depth > 0 && position < bytes.count
  }

  private mutating func blank(until end: String) {
    while position < bytes.count, !startsWith(end) { blankOne() }
  }

  private mutating func blankOne() {
    guard position < bytes.count else { return }
    if bytes[position] != 0x0A { bytes[position] = 0x20 }
    position += 1
  }

  private func startsWith(_ text: String) -> Bool {
    bytes.dropFirst(position).starts(with: text.utf8)
  }
}
