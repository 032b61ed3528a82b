/// Looks for the word that a person probably meant.
public enum Suggestion {
  /// Returns the nearest of the words, if it is near enough.
  ///
  /// One letter of a short word may differ, two or a third of a longer one.
  public static func nearest(to word: String, in words: [String]) -> String? {
    guard !word.isEmpty else { return nil }
    let lowered = word.lowercased()
    let best = words.map { ($0, distance(lowered, $0.lowercased())) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= (best.0.count < 5 ? 1 : max(2, best.0.count / 3)) else { return nil }
    return best.0
  }

  /// Returns how many letters must be put in, taken out or changed.
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.prefix(64))
    let right = Array(right.prefix(64))
    var row = Array(0...right.count)
    for (place, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = place + 1
      for column in right.indices {
        let change = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
