/// Codes of places of trade and transport all over the world: UN/LOCODE, such as `DEDUI`.
public enum UNLOCODE {
  /// Tells whether a text is a country's two letters and three of A to Z and 2 to 9.
  ///
  /// That there is such a place it does not tell. (UN/ECE Recommendation 16.)
  public static func isForm(_ text: String) -> Bool {
    guard text.utf8.count == 5 else { return false }
    let place = text.utf8.dropFirst(2)
    return CodeList.countries[String(text.prefix(2))] != nil
      && place.allSatisfy { (0x41...0x5A).contains($0) || (0x32...0x39).contains($0) }
  }
}
