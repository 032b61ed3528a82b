public import LocalStore
import Merging
import Registry
import Wire

/// What was found by words.
public struct SearchResult: Sendable {
  /// The records that hold all the words; those with most of them in the title come first.
  public let records: [FoundRecord]
  /// What each word was looked for as, in all languages.
  public let words: [[WordChoice]]
}

extension Engine {
  /// Finds the records that hold all words, in whatever language and case; those withdrawn too.
  ///
  /// A word may be the beginning of one. Relations of public registers and personal data are not
  /// found: the former have no words, the latter are kept beside the log.
  public func search(_ text: String, type: String? = nil) throws(EngineError) -> SearchResult {
    if let type { _ = try recordType(type) }
    let lexicon = Lexicon(try schema.codes)
    let stems = Stem.all(in: text)
    let words = stems.map { stem in
      [WordChoice([stem], isPrefix: true)] + lexicon.synonyms(of: stem).map { WordChoice($0) }
    }
    guard !words.isEmpty else { throw .noWords }
    let found = try engine { () throws(StoreError) in
      try store.records(matching: words, type: type)
    }.map(found).filter(\.isForPeople)
    let ranked = found.map { record in (rank: Self.rank(record, words), record: record) }
    let sorted = ranked.sorted {
      ($1.rank, $0.record.view.title, $0.record.id)
        < ($0.rank, $1.record.view.title, $1.record.id)
    }
    return SearchResult(records: sorted.map(\.record), words: words)
  }

  /// How many of the words are in the title.
  private static func rank(_ record: FoundRecord, _ words: [[WordChoice]]) -> Int {
    let title = Stem.all(in: record.view.title)
    return words.count { choices in
      choices.contains { choice in
        choice.words.allSatisfy { word in
          title.contains { choice.isPrefix ? $0.hasPrefix(word) : $0 == word }
        }
      }
    }
  }

  /// Returns the listing that a saved filter asks for.
  public func listing(ofFilter text: String) throws(EngineError) -> Listing {
    let view = try find(text, type: "filter").view
    guard !view.isWithdrawn else { throw .withdrawn(view.title) }
    var listing = Listing()
    listing.type = view.value("about")?.string
    listing.words = view.value("words")?.string
    listing.sortField = view.value("sort")?.string
    for element in view.elements("where").compactMap(\.string) {
      guard let equals = element.firstIndex(of: "="), equals > element.startIndex else {
        throw .filter(view.title, element)
      }
      listing.filters[String(element[..<equals])] =
        String(element[element.index(after: equals)...])
    }
    return listing
  }
}
