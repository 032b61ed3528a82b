/// Codes of goods: Ukraine's UKTZED of ten digits, the first six of which are those of the HS.
public enum UKTZED {
  /// Tells whether a text is 4, 6, 8 or 10 digits that begin with a chapter of the list.
  ///
  /// That the nomenclature has such goods it does not tell.
  public static func isValid(_ text: String) -> Bool {
    guard let digits = text.digits, [4, 6, 8, 10].contains(digits.count) else { return false }
    return CodeList.chapters[String(text.prefix(2))] != nil
  }
}
