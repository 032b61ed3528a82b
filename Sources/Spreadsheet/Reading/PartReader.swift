/// What takes in the elements of one part of a spreadsheet; their names come without prefix.
protocol PartReader: AnyObject {
  /// The elements whose text is wanted; they hold nothing but text.
  static var texts: Set<String> { get }
  /// Takes in the beginning of an element.
  func begin(_ name: String, _ attributes: XMLAttributes) throws(SpreadsheetError)
  /// Takes in the end of an element, with its text where that is wanted.
  func end(_ name: String, _ text: String) throws(SpreadsheetError)
  /// What to throw where a text is too long.
  var tooLong: SpreadsheetError { get }
}

extension PartReader {
  static var texts: Set<String> { [] }
  func end(_ name: String, _ text: String) throws(SpreadsheetError) {}
  var tooLong: SpreadsheetError {
    SpreadsheetError(.textTooLong(limit: SpreadsheetLimits.text))
  }
}
