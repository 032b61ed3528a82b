import Language

/// Which term of a vocabulary each word means.
struct Meanings: Sendable {
  private let places: [String: Int]

  /// Takes the terms; of two with one meaning of a word the first counts.
  init(of terms: [Term]) {
    var places: [String: Int] = [:]
    for (place, term) in terms.enumerated() {
      for word in [term.code] + term.words.all + term.synonyms {
        let key = Self.key(word)
        if places[key] == nil { places[key] = place }
      }
    }
    self.places = places
  }

  /// Returns the place of the term that a code or a word in any language means.
  func place(of word: String) -> Int? { places[Self.key(word)] }

  /// What a word is looked up by: without case, and with plain apostrophes, hyphens and spaces.
  private static func key(_ word: String) -> String {
    String(
      Text.trimmed(word).lowercased().map { letter in
        switch letter {
        case "’", "ʼ", "`": "'"
        case "-", "_", "\u{A0}": " "
        default: letter
        }
      })
  }
}
