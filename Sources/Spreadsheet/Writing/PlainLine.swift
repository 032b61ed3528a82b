/// A line of text for places that know no escapes: headers, titles, properties.
enum PlainLine {
  /// The longest line that such places hold, in UTF-16 units.
  static let limit = 255

  /// Whether such a place can hold the character: all but controls and what XML forbids.
  static func holds(_ scalar: UnicodeScalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0xFFFE && scalar.value != 0xFFFF
  }

  /// Returns the text with blanks for what the place cannot hold, cut to `limit`.
  static func make(_ text: String, limit: Int = limit) -> String {
    var line = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += UTF16.width(scalar)
      guard count <= limit else { break }
      line.unicodeScalars.append(holds(scalar) ? scalar : " ")
    }
    return line
  }
}
