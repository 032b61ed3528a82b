public import Language

/// Why bytes are not JSON of Pobratym's profile, and where.
public struct WireError: Error, Hashable, Sendable, Spoken {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// Nothing but white space.
    case empty
    /// The text ends within a value.
    case truncated
    /// A byte that cannot stand here.
    case unexpectedByte(UInt8)
    /// Something follows the value.
    case trailingBytes
    /// A string is not UTF-8.
    case invalidUTF8
    /// An escape that does not exist, or one for NUL.
    case invalidEscape
    /// Half a surrogate pair.
    case loneSurrogate
    /// A control character that is not escaped.
    case controlCharacter
    /// A fraction, an exponent, a leading zero or `-0`.
    case notAnInteger
    /// Beyond ±(2^53 - 1).
    case integerOutOfRange
    /// A name that the object has already.
    case duplicateKey
    /// More bytes than the limit.
    case tooLarge
    /// Deeper than the limit.
    case tooDeep
    /// A string longer than the limit.
    case stringTooLong
    /// More items or members than the limit.
    case tooManyItems
  }

  /// What is wrong.
  public let problem: Problem
  /// The byte at which it is wrong, from 0, within the text given.
  public let offset: Int

  /// Creates an error.
  public init(_ problem: Problem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }

  /// One clear phrase with the place, never content.
  public var phrase: Phrase { Phrase("\(problem.phrase) at byte \(offset)") }
}

extension WireError.Problem {
  fileprivate var phrase: Phrase {
    switch self {
    case .empty: Phrase("no value")
    case .truncated: Phrase("the text ends too early")
    case .unexpectedByte(let byte): Phrase("unexpected byte \(byte)")
    case .trailingBytes: Phrase("something follows the value")
    case .invalidUTF8: Phrase("text that is not UTF-8")
    case .invalidEscape: Phrase("an escape that is not allowed")
    case .loneSurrogate: Phrase("half a surrogate pair")
    case .controlCharacter: Phrase("a control character that is not escaped")
    case .notAnInteger: Phrase("a number that is not an integer")
    case .integerOutOfRange: Phrase("an integer out of range")
    case .duplicateKey: Phrase("a name given twice")
    case .tooLarge: Phrase("a text larger than the limit")
    case .tooDeep: Phrase("nesting deeper than the limit")
    case .stringTooLong: Phrase("a string longer than the limit")
    case .tooManyItems: Phrase("more items than the limit")
    }
  }
}
