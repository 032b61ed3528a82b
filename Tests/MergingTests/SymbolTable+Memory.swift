@testable import Merging

extension SymbolTable {
  /// One that gives its numbers itself.
  static func inMemory() -> SymbolTable {
    var all: [Symbol] = []
    return SymbolTable(
      assign: {
        all.append($0)
        return UInt64(all.count)
      },
      find: { $0 > 0 && $0 <= all.count ? all[Int($0) - 1] : nil })
  }

  /// Those of so many numbers, as they stand.
  func known(to last: UInt64) -> KnownSymbols {
    var known: [UInt64: Symbol] = [:]
    for number in 1...last {
      known[number] = text(number).map { .text($0) } ?? log(number).map { .log($0) }
    }
    return KnownSymbols(known)
  }
}
