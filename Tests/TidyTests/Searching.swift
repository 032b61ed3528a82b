import Foundation

extension [UInt8] {
  /// Where a word begins; a letter of it at either end is not the middle of a longer word.
  func occurrences(of word: String) -> [Int] {
    let word = Array(word.utf8)
    guard let first = word.first, let last = word.last else { return [] }
    return places(of: word).filter { start in
      let end = start + word.count
      let isCutBefore = start > 0 && first.isWord && self[start - 1].isWord
      let isCutAfter = end < count && last.isWord && self[end].isWord
      return !isCutBefore && !isCutAfter
    }
  }

  private func places(of word: [UInt8]) -> [Int] {
    let data = Data(self)
    let word = Data(word)
    var places: [Int] = []
    while let found = data.range(of: word, in: (places.last.map { $0 + 1 } ?? 0)..<count) {
      places.append(found.lowerBound)
    }
    return places
  }

  /// The line, counted from 1, that a place is in.
  func line(of place: Int) -> Int { self[..<place].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }
}

extension UInt8 {
  /// Whether names are made of it.
  var isWord: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }
}
