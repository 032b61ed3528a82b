/// Why a PO file was refused.
struct POError: Error, Hashable {
  enum Problem: Hashable {
    /// It does not begin with a header of UTF-8 and the language's number of plural forms.
    case header
    /// A line that the subset does not have, or at a place where it cannot be.
    case line
    /// A text that is not between quotes, or with an escape other than `\n`, `\t`, `\"` and `\\`.
    case text
    /// A message without a translation's line, or without one for every plural form.
    case incomplete
    /// A message that has been there before.
    case repeated
  }

  let problem: Problem
  /// Counted from 1; the last line of the message, where it concerns a whole one.
  let line: Int
}

/// Reads the part of gettext's PO format that the catalogues use.
///
/// There are comments, the flag `fuzzy`, `msgid`, `msgid_plural`, `msgstr`, `msgstr[N]` and texts
/// that go on in further lines. The header comes first.
struct POReader {
  private struct Message {
    var id: String?
    var plural: String?
    var translations: [String] = []
    var isFuzzy = false
  }

  private enum Part { case id, plural, translation }

  private let forms: Int
  private var line = 0
  private var message = Message()
  /// Where a text goes on.
  private var part: Part?
  private var isHeaderRead = false
  private var seen: Set<String> = []
  private var translated: [String: [String]] = [:]

  private init(forms: Int) {
    self.forms = forms
  }

  /// Returns the translations of every key that is wholly translated and not marked as doubtful.
  static func read(_ text: String, forms: Int) throws(POError) -> [String: [String]] {
    var reader = POReader(forms: forms)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.line += 1
      try reader.take(line)
    }
    try reader.finish()
    guard reader.isHeaderRead else { throw reader.error(.header) }
    return reader.translated
  }

  private func error(_ problem: POError.Problem) -> POError {
    POError(problem: problem, line: line)
  }

  private mutating func take(_ line: Substring) throws(POError) {
    if line.isEmpty { return try finish() }
    if line.hasPrefix("#") { return try takeComment(line) }
    if line.hasPrefix("\"") { return try append(try text(line)) }
    guard let space = line.firstIndex(of: " ") else { throw error(.line) }
    let text = try text(line[space...].dropFirst())
    switch line[..<space] {
    case "msgid": try begin(text)
    case "msgid_plural": try takePlural(text)
    case let word: try takeTranslation(word, text)
    }
  }

  private mutating func takeComment(_ line: Substring) throws(POError) {
    if !message.translations.isEmpty { try finish() }
    let flags = line.dropFirst(2).split(whereSeparator: { ", ".contains($0) })
    if line.hasPrefix("#,"), flags.contains("fuzzy") { message.isFuzzy = true }
  }

  private mutating func begin(_ text: String) throws(POError) {
    if !message.translations.isEmpty { try finish() }
    guard message.id == nil else { throw error(.line) }
    message.id = text
    part = .id
  }

  private mutating func takePlural(_ text: String) throws(POError) {
    guard part == .id else { throw error(.line) }
    message.plural = text
    part = .plural
  }

  private mutating func takeTranslation(_ word: Substring, _ text: String) throws(POError) {
    let number = message.translations.count
    let wanted = message.plural == nil ? "msgstr" : "msgstr[\(number)]"
    guard message.id != nil, word == wanted, message.plural != nil || number == 0 else {
      throw error(.line)
    }
    message.translations.append(text)
    part = .translation
  }

  private mutating func append(_ text: String) throws(POError) {
    switch part {
    case .id: message.id? += text
    case .plural: message.plural? += text
    case .translation: message.translations[message.translations.count - 1] += text
    case nil: throw error(.line)
    }
  }

  /// Ends the message, where one has begun.
  private mutating func finish() throws(POError) {
    defer {
      message = Message()
      part = nil
    }
    guard let id = message.id else { return }
    guard message.translations.count == (message.plural == nil ? 1 : forms) else {
      throw error(.incomplete)
    }
    guard seen.insert(id).inserted else { throw error(.repeated) }
    guard isHeaderRead else { return try readHeader(id) }
    guard !message.isFuzzy, !message.translations.contains("") else { return }
    translated[id] = message.translations
  }

  private mutating func readHeader(_ id: String) throws(POError) {
    let header = message.translations[0].split(separator: "\n")
    isHeaderRead =
      id.isEmpty && header.contains("Content-Type: text/plain; charset=UTF-8")
      && header.contains { $0.hasPrefix("Plural-Forms: nplurals=\(forms);") }
    guard isHeaderRead else { throw error(.header) }
  }

  /// Returns the text between a line's quotes.
  private func text(_ quoted: Substring) throws(POError) -> String {
    var text = ""
    var rest = quoted.dropFirst()
    guard quoted.first == "\"" else { throw error(.text) }
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        guard rest.isEmpty else { throw error(.text) }
        return text
      case "\\":
        guard let escape = rest.popFirst(), let meant = Self.escapes[escape] else {
          throw error(.text)
        }
        text.append(meant)
      default: text.append(character)
      }
    }
    throw error(.text)
  }

  private static let escapes: [Character: Character] = [
    "n": "\n", "t": "\t", "\"": "\"", "\\": "\\",
  ]
}
