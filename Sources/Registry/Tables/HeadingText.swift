/// A column's heading, taken apart: its words, and what is noted in brackets or after a comma.
struct HeadingText: Hashable {
  /// The words, in small letters, with single spaces and nothing else between them.
  let words: String
  /// What is noted of the values: `грн`, `кг`.
  let notes: [String]

  init(_ heading: String) {
    var (main, note) = ("", "")
    var notes: [String] = []
    var depth = 0
    for letter in heading {
      switch letter {
      case "(", "[": depth += 1
      case ")", "]":
        depth = max(0, depth - 1)
        if depth == 0 {
          notes.append(note)
          note = ""
        }
      default:
        if depth > 0 { note.append(letter) } else { main.append(letter) }
      }
    }
    if let comma = main.lastIndex(of: ",") {
      let after = String(main[main.index(after: comma)...])
      if Self.isUnit(after) {
        notes.append(after)
        main = String(main[..<comma])
      }
    }
    words = Self.plain(main)
    self.notes = (notes + [note]).map(Text.trimmed).filter { !$0.isEmpty }
  }

  /// Whether a note says what values are counted in.
  private static func isUnit(_ text: String) -> Bool {
    let text = Text.trimmed(text)
    return isMultiple(text) || Headings.currency(meaning: text, Codes.standard) != nil
      || Headings.unit(meaning: text, Codes.standard) != nil
  }

  /// Whether a note says that values are in thousands or millions, and so not as they stand.
  static func isMultiple(_ note: String) -> Bool {
    let first = plain(note).split(separator: " ").first.map(String.init) ?? ""
    return ["тис", "тисяч", "млн", "мільйонів", "tsd", "tausend", "mio", "thousand", "mln", "k"]
      .contains(first)
  }

  /// Returns letters and digits in small letters, with single spaces for all that is between them.
  static func plain(_ text: String) -> String {
    var plain = ""
    for letter in Text.trimmed(text).lowercased() where !"'’ʼ`".contains(letter) {
      if letter.isLetter || letter.isNumber {
        plain.append(letter)
      } else if plain.last != " ", !plain.isEmpty {
        plain.append(" ")
      }
    }
    return Text.trimmed(plain)
  }
}
