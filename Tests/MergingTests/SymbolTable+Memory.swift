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
}
