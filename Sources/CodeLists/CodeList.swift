public import Language

/// A public list of codes, each with its name in three languages and other words that mean it.
///
/// The lists are in the program itself (`CodeList.units`, `CodeList.countries` …). Each is read
/// when it is first asked for. Where each comes from: `Sources/CCodeLists/lists/SOURCES.md`.
public struct CodeList: Sendable {
  /// One code and what belongs to it.
  public struct Entry: Hashable, Sendable {
    /// The code as it is written: `KGM`, `UA`, `07`.
    public let code: String
    /// What it means.
    public let names: Words
    /// Other words that mean it, in any language; no name stands here again.
    public let synonyms: [String]
    /// The whole row by the headings of the list's columns; an empty value stands for none.
    public let columns: [String: String]
  }

  /// The name of the list: that of its file, without `.tsv`.
  public let name: String
  /// The entries, sorted by code.
  public let entries: [Entry]

  private let places: [String: Int]
  private let meanings: [String: Int?]

  /// Reads a list from tab-separated text: a heading line, then a line for each entry.
  ///
  /// The columns `code`, `en`, `uk`, `de` and `synonyms` (separated by `;`) are in every list.
  init(_ name: String, text: String) {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
    let headings = Self.values(of: lines.first ?? "".utf8[...])
    let entries = lines.dropFirst().map { line in
      Entry(
        columns: Dictionary(
          zip(headings, Self.values(of: line)), uniquingKeysWith: { first, _ in first }))
    }
    self.name = name
    self.entries = entries
    places = Dictionary(
      entries.enumerated().map { ($0.element.code, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let words = entries.enumerated().flatMap { index, entry in
      Set(entry.words.map { $0.uppercased() }).map { ($0, Optional(index)) }
    }
    meanings = Dictionary(words, uniquingKeysWith: { _, _ in nil })
  }

  private static func values(of line: Substring.UTF8View) -> [String] {
    line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }

  /// Returns the entry of a code, written exactly as in the list.
  public subscript(code: String) -> Entry? { places[code].map { entries[$0] } }

  /// Returns the only entry that a code, name or synonym means, in whatever case it is written.
  ///
  /// A word that means several entries (many hromadas have the same name) means none.
  public func entry(meaning word: String) -> Entry? {
    (meanings[word.uppercased()] ?? nil).map { entries[$0] }
  }
}

extension CodeList.Entry {
  init(columns: [String: String]) {
    code = columns["code"] ?? ""
    names = Words(columns["en"] ?? "", uk: columns["uk"] ?? "", de: columns["de"] ?? "")
    synonyms = (columns["synonyms"] ?? "").split(separator: ";").map(String.init)
    self.columns = columns
  }

  /// The code, the names and the synonyms.
  var words: [String] { [code] + names.all + synonyms }
}
