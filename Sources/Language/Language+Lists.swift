extension Language {
  /// Joins texts as a sentence does: "a, b and c", "a, b та c", "a, b und c".
  public func list(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + and + last
  }

  /// Joins texts of which any will do: "a, b or c", "a, b або c", "a, b oder c".
  public func choice(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + or + last
  }

  private var or: String {
    switch self {
    case .english: " or "
    case .ukrainian: " або "
    case .german: " oder "
    }
  }

  private var and: String {
    switch self {
    case .english: " and "
    case .ukrainian: " та "
    case .german: " und "
    }
  }
}
