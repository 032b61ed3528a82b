/// The escapes `_xHHHH_` for characters that XML cannot hold (ECMA-376, part 1, 22.9.2.19).
enum EscapedText {
  private static let underscore = UInt8(ascii: "_")

  /// Returns the text with the characters that its escapes mean.
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(underscore) else { return text }
    let units = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < units.count {
      if let code = code(in: units, at: index), let scalar = UnicodeScalar(code) {
        result += Array(String(Character(scalar)).utf8)
        index += 7
      } else {
        result.append(units[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns the text with escapes for what XML cannot hold and for what looks like an escape.
  static func encode(_ text: String) -> String {
    let units = Array(text.utf8)
    var result = ""
    var index = 0
    for scalar in text.unicodeScalars {
      let isEscape = scalar == "_" && code(in: units, at: index) != nil
      if isEscape || isForbidden(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
      } else {
        result.unicodeScalars.append(scalar)
      }
      index += UTF8.width(scalar)
    }
    return result
  }

  /// Whether XML 1.0 cannot hold the character, or a reader of XML changes it.
  private static func isForbidden(_ scalar: UnicodeScalar) -> Bool {
    scalar.value < 0x20 && scalar != "\t" && scalar != "\n"
      || scalar.value == 0xFFFE || scalar.value == 0xFFFF
  }

  /// The number of an escape that begins at the place, or nil.
  private static func code(in units: [UInt8], at index: Int) -> UInt32? {
    guard index + 7 <= units.count, units[index] == underscore, units[index + 6] == underscore,
      units[index + 1] == UInt8(ascii: "x")
    else { return nil }
    let digits = units[(index + 2)..<(index + 6)]
    guard !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-")) else {
      return nil
    }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
