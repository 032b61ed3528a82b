/// Where a function is and how long.
struct Function: Hashable {
  /// The line its declaration begins in, counted from 1.
  let line: Int
  /// How many lines it has, its first and last counted.
  let lineCount: Int

  /// Finds the functions, initializers and subscripts of Swift source that have bodies.
  static func all(in code: SwiftCode) -> [Function] {
    let tokens = Token.all(in: code)
    return tokens.indices.compactMap { index in
      guard isDeclaration(at: index, in: tokens), let start = body(after: index, in: tokens) else {
        return nil
      }
      let first = tokens[index].line
      return Function(line: first, lineCount: end(of: start, in: tokens) - first + 1)
    }
  }

  private static let words: Set<String> = ["func", "init", "deinit", "subscript"]
  private static let others: Set<String> = [
    "func", "init", "deinit", "subscript", "var", "let", "case", "associatedtype", "typealias",
    "struct", "enum", "class", "actor", "protocol", "extension", "static", "mutating", "public",
    "private", "fileprivate", "@", "}",
  ]

  private static func isDeclaration(at index: Int, in tokens: [Token]) -> Bool {
    words.contains(tokens[index].text) && (index == 0 || tokens[index - 1].text != ".")
  }

  /// The brace that opens the body; nil where a protocol asks for the function only.
  private static func body(after index: Int, in tokens: [Token]) -> Int? {
    var depth = 0
    for place in tokens.indices.dropFirst(index + 1) {
      switch tokens[place].text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{" where depth == 0: return place
      case let text where depth < 0 || depth == 0 && others.contains(text): return nil
      default: break
      }
    }
    return nil
  }

  /// The line of the brace that closes the one at `start`.
  private static func end(of start: Int, in tokens: [Token]) -> Int {
    var depth = 0
    for place in tokens.indices.dropFirst(start) {
      if tokens[place].text == "{" { depth += 1 }
      if tokens[place].text == "}" { depth -= 1 }
      if depth == 0 { return tokens[place].line }
    }
    return tokens.last?.line ?? 0
  }

  /// Finds the functions of Python source by their indentation.
  static func all(inPython lines: [Substring]) -> [Function] {
    lines.indices.compactMap { index in
      let text = lines[index].drop { $0 == " " }
      guard text.hasPrefix("def ") || text.hasPrefix("async def ") else { return nil }
      let indent = lines[index].count - text.count
      var last = index
      for next in lines.indices.dropFirst(index + 1) {
        let rest = lines[next].drop { $0 == " " }
        if rest.isEmpty { continue }
        guard lines[next].count - rest.count > indent || rest.hasPrefix(")") else { break }
        last = next
      }
      return Function(line: index + 1, lineCount: last - index + 1)
    }
  }
}

/// A word or a sign of Swift source.
struct Token {
  let text: String
  let line: Int

  static func all(in code: SwiftCode) -> [Token] {
    var tokens: [Token] = []
    var line = 1
    var word: [UInt8] = []
    for byte in code.bytes + [0x20] {
      if byte.isWord {
        word.append(byte)
        continue
      }
      if !word.isEmpty {
        tokens.append(Token(text: String(decoding: word, as: UTF8.self), line: line))
      }
      word = []
      if byte == 0x0A { line += 1 }
      if byte > 0x20 { tokens.append(Token(text: String(UnicodeScalar(byte)), line: line)) }
    }
    return tokens
  }
}
