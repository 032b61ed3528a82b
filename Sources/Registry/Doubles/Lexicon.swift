import Language
public import Merging
import Wire

/// What words mean by the vocabularies, in whatever language and case they are written.
public struct Lexicon: Sendable {
  /// A term's name, `thing/generator`, and the stems of one way to say it.
  private struct Saying: Hashable {
    let term: String
    let stems: [String]
  }

  private var sayings: [String: [Saying]] = [:]
  private var words: [String: [[String]]] = [:]

  /// Creates a lexicon of vocabularies; currencies and countries are names, not words.
  public init(_ codes: Codes) {
    for (name, vocabulary) in codes.vocabularies.sorted(by: { $0.key < $1.key })
    where !["currency", "country", "crossing"].contains(name) {
      for term in vocabulary.terms {
        let key = "\(name)/\(term.code)"
        for text in [term.code] + term.words.all + term.synonyms {
          let stems = Stem.all(in: text)
          guard let first = stems.first, words[key]?.contains(stems) != true else { continue }
          words[key, default: []].append(stems)
          sayings[first, default: []].append(Saying(term: key, stems: stems))
        }
      }
    }
  }

  /// Returns the names of the terms that a text's stems mean, the parts of compounds included.
  public func terms(of stems: [String]) -> Set<String> {
    let all = Set(stems)
    var terms: Set<String> = []
    for stem in all {
      for saying in sayings[stem] ?? [] where saying.stems.allSatisfy(all.contains) {
        terms.insert(saying.term)
      }
      for part in Self.ends(of: stem) {
        for saying in sayings[part] ?? [] where saying.stems.count == 1 {
          terms.insert(saying.term)
        }
      }
    }
    return terms
  }

  /// The ends of a word that may be words themselves: `deck` of `volldeck`.
  private static func ends(of stem: String) -> [String] {
    let bytes = Array(stem.utf8)
    guard bytes.count >= 8 else { return [] }
    return (3...(bytes.count - 4)).map { String(decoding: bytes[$0...], as: UTF8.self) }
  }

  /// Returns the other ways to say what a word means, each as its stems.
  public func synonyms(of stem: String) -> [[String]] {
    terms(of: [stem]).sorted().flatMap { words[$0] ?? [] }.filter { $0 != [stem] }
  }
}

/// The words by which a record is found.
public enum SearchText {
  /// Raised whenever the same state gives other words, so that stores make their index again.
  public static let version = "1"

  /// Returns the stems of all texts that a record's state holds, separated by spaces.
  ///
  /// What is kept beside the log is not in a state, so nothing that may have to be erased is in
  /// here. Relations of public registers are many and are listed by their names: they have none.
  public static func words(of state: RecordState) -> String {
    guard !["relation", StatementKind.recordType].contains(state.key.type) else { return "" }
    var seen: Set<String> = []
    var words: [String] = []
    for (name, register) in state.registers
    where !skipped.contains(name) {
      for head in register.heads {
        collect(head.value.value) { text in
          for stem in Stem.all(in: text) where seen.insert(stem).inserted { words.append(stem) }
        }
      }
    }
    return words.joined(separator: " ")
  }

  private static let skipped: Set<String> = [
    Operation.voidRegister, Sameness.register, Sameness.apartRegister, RecordType.cardField,
  ]

  /// Passes on the texts of a value, but no ids and no dates.
  private static func collect(_ value: JSONValue, _ take: (String) -> Void) {
    if let text = value.string {
      if !isID(text), !(text.contains("-") && CalendarDate.isDate(text)) { take(text) }
    }
    for member in value.object?.members ?? [] { collect(member.value, take) }
    for element in value.array ?? [] { collect(element, take) }
  }

  private static func isID(_ text: String) -> Bool {
    [32, 64].contains(text.utf8.count)
      && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }
}
