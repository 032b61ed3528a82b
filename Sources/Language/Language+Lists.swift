extension Language {
  /// Joins texts as a sentence does: "a, b and c", "a, b та c", "a, b und c".
  public func list(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + and + last
  }

  private var and: String {
    switch self {
    case .english: " and "
    case .ukrainian: " та "
    case .german: " und "
    }
  }
}
