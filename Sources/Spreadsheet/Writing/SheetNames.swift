/// Names for the tabs of sheets.
enum SheetNames {
  /// The longest name in UTF-16 units.
  static let limit = 31

  /// Returns a name for each title: without what a tab may not hold, at most 31 UTF-16 units, and
  /// different from all others, whatever the capitals.
  static func make(_ titles: [String]) -> [String] {
    // Spreadsheet programs keep this name for themselves.
    var taken: Set<String> = ["history"]
    return titles.enumerated().map { index, title in
      let valid = valid(title)
      let wanted = valid.isEmpty ? "\(index + 1)" : valid
      var name = cut(wanted, to: limit)
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        let ending = " (\(number))"
        name = cut(wanted, to: limit - ending.utf16.count) + ending
        number += 1
      }
      return name
    }
  }

  private static func valid(_ title: String) -> String {
    var name = ""
    for scalar in title.unicodeScalars {
      let isForbidden = "[]:*?/\\".unicodeScalars.contains(scalar) || !PlainLine.holds(scalar)
      name.unicodeScalars.append(isForbidden ? "-" : scalar)
    }
    return trimmed(name)
  }

  /// The beginning that fits, ended between two characters.
  private static func cut(_ name: String, to count: Int) -> String {
    var name = name
    while name.utf16.count > count { name.removeLast() }
    return trimmed(name)
  }

  /// Without blanks and apostrophes at its ends, where a name may have none.
  private static func trimmed(_ name: String) -> String {
    var rest = Substring(name)
    while let first = rest.first, first == " " || first == "'" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "'" { rest.removeLast() }
    return String(rest)
  }
}
