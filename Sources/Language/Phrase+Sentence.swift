extension Phrase {
  /// The literal that a phrase is made of.
  ///
  /// It is a type of its own so that the compiler refuses a phrase that is not marked as one. At
  /// most one count of a sentence has words that follow it; for more, fill in other phrases.
  public struct Sentence: ExpressibleByStringInterpolation, StringInterpolationProtocol {
    private(set) var key = ""
    private(set) var plural: String?
    private(set) var count: String?
    private(set) var arguments: [Argument] = []

    /// Creates a sentence without anything to fill in.
    public init(stringLiteral value: String) {
      key = value
    }

    /// Creates a sentence with what is filled in.
    public init(stringInterpolation: Sentence) {
      self = stringInterpolation
    }

    /// Begins a sentence.
    public init(literalCapacity: Int, interpolationCount: Int) {
      key.reserveCapacity(literalCapacity + 2 * interpolationCount)
    }

    /// Goes on with words.
    public mutating func appendLiteral(_ literal: String) {
      key += literal
      plural? += literal
    }

    private mutating func append(_ argument: Argument) {
      arguments.append(argument)
      appendLiteral("%\(arguments.count)")
    }

    /// Fills in text that is the same in every language.
    public mutating func appendInterpolation(_ text: String) { append(.text(text)) }

    /// Fills in digits as they are: of a line, a version, a year.
    public mutating func appendInterpolation(_ number: some BinaryInteger) {
      append(.text(String(number)))
    }

    /// Fills in a phrase.
    public mutating func appendInterpolation(_ phrase: Phrase) { append(.phrase(phrase)) }

    /// Fills in what can be said, such as an error.
    public mutating func appendInterpolation(_ spoken: some Spoken) {
      append(.phrase(spoken.phrase))
    }

    /// Fills in words.
    public mutating func appendInterpolation(_ words: Words) { append(.words(words)) }

    /// Fills in phrases as a list: "a, b and c".
    public mutating func appendInterpolation(list: [Phrase]) {
      append(.list(list.map(Argument.phrase)))
    }

    /// Fills in texts as a list: "a, b and c".
    public mutating func appendInterpolation(list: [String]) {
      append(.list(list.map(Argument.text)))
    }

    /// Fills in texts of which any will do: "a, b or c".
    public mutating func appendInterpolation(any: [String]) { append(.choice(any)) }

    /// Fills in a count, and after it the words that follow it: one for 1, the other for the rest.
    public mutating func appendInterpolation(
      count: some BinaryInteger, _ one: StaticString, _ other: StaticString
    ) {
      appendInterpolation(count: String(count), one, other)
    }

    /// Fills in a quantity, an exact decimal such as "1.5", and after it the words that follow it.
    public mutating func appendInterpolation(
      count: String, _ one: StaticString, _ other: StaticString
    ) {
      append(.number(count, decimals: 0))
      plural = (plural ?? key) + " \(other)"
      key += " \(one)"
      self.count = self.count ?? count
    }

    /// Fills in an exact decimal as `Language.number` writes it.
    public mutating func appendInterpolation(number: String, decimals: Int = 0) {
      append(.number(number, decimals: decimals))
    }

    /// Fills in an amount with its currency's code, as `Language.money` writes it.
    public mutating func appendInterpolation(money: String, _ currency: String, decimals: Int) {
      append(.money(money, currency: currency, decimals: decimals))
    }

    /// Fills in a date, month or year, as `Language.date` writes it.
    public mutating func appendInterpolation(date: String) { append(.date(date)) }
  }
}
