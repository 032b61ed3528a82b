/// What can be said in every language, such as an error; its description is the English text.
public protocol Spoken: CustomStringConvertible {
  /// What it is, in one clear line or phrase.
  var phrase: Phrase { get }
}

extension Spoken {
  /// The phrase in English.
  public var description: String { phrase.description }
}
