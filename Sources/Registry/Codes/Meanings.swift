import Language
import Synchronization

/// Which term of a vocabulary each word means; made when it is first asked for.
///
/// Most commands ask of a few vocabularies only, and making all of them took half of the time of
/// an edit.
final class Meanings: Sendable {
  private let terms: [Term]
  private let places = Mutex<[String: Int]?>(nil)

  /// Takes the terms; of two with one meaning of a word the first counts.
  init(of terms: [Term]) {
    self.terms = terms
  }

  /// Returns the place of the term that a code or a word in any language means.
  func place(of word: String) -> Int? {
    let key = Self.key(word)
    return places.withLock { known in
      let all = known ?? made()
      known = all
      return all[key]
    }
  }

  private func made() -> [String: Int] {
    var all: [String: Int] = [:]
    for (place, term) in terms.enumerated() {
      for word in [term.code] + term.words.all + term.synonyms {
        let key = Self.key(word)
        if all[key] == nil { all[key] = place }
      }
    }
    return all
  }

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
