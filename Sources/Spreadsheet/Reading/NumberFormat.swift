/// What the format of a number makes of it.
enum NumberFormat {
  case plain, date, time

  /// The formats that every file has without writing them (ECMA-376, part 1, 18.8.30).
  static func builtIn(_ id: Int) -> NumberFormat {
    switch id {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: .date
    case 18...21, 32...35, 45...47, 55, 56: .time
    default: .plain
    }
  }

  /// Reads a format's code, such as `dd.mm.yyyy` or `[$-407]#,##0.00 "kg"`.
  ///
  /// A `y` or `d` makes it a date; so does an `m` unless it stands for minutes, beside `h` or `s`.
  init(code: String) {
    // No program keeps codes of more than 255 characters.
    let letters = Self.letters(String(code.prefix(255)))
    let isTime = letters.contains { "hs".contains($0) }
    if letters.contains(where: { "yd".contains($0) }) || letters.contains("m") && !isTime {
      self = .date
    } else {
      self = isTime ? .time : .plain
    }
  }

  /// The letters of the first section, in small, without quotations, escapes and conditions; of
  /// what is in brackets only hours, minutes and seconds that have passed.
  private static func letters(_ code: String) -> String {
    var rest = Substring(code)
    var letters = ""
    while let character = rest.popFirst(), character != ";" {
      switch character {
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }.lowercased()
        rest = rest.dropFirst(inside.count + 1)
        // `[m]` counts minutes: seen with an `s` it makes no date.
        if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { letters += inside + "s" }
      default: letters += character.lowercased()
      }
    }
    return letters.replacingMarks()
  }
}

extension String {
  /// Without the marks of the half day, which hold an `m`, and without `general`.
  fileprivate func replacingMarks() -> String {
    var result = self
    for mark in ["am/pm", "a/p", "general"] {
      while let place = result.firstRange(of: mark) { result.removeSubrange(place) }
    }
    return result
  }

  private func firstRange(of word: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(word) }.map { $0..<index($0, offsetBy: word.count) }
  }
}
