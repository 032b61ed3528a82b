/// What the numbers in states stand for.
protocol SymbolSource {
  /// Returns the text of a number, or nil.
  func text(_ number: UInt64) -> String?
  /// Returns the registers' names of a number, or nil.
  func names(_ number: UInt64) -> [String]?
  /// Returns the log of a number, or nil.
  func log(_ number: UInt64) -> LogID?
}

/// What gives its numbers to what states repeat.
protocol SymbolNumbers {
  /// Returns the number of a symbol; nil where it has none.
  func number(of symbol: SymbolTable.Symbol) -> UInt64?
  /// Returns the number of some registers' names; nil where they have none together.
  func number(of names: [String]) -> UInt64?
}

/// The numbers that a table had given when this was made: states can be written with them on
/// another thread, one after the other.
public final class GivenNumbers: SymbolNumbers {
  private let numbers: [SymbolTable.Symbol: UInt64]
  private var latest: (names: [String], number: UInt64)?

  /// Keeps what ``SymbolTable/numbers`` was.
  public init(_ numbers: [SymbolTable.Symbol: UInt64]) {
    self.numbers = numbers
  }

  func number(of symbol: SymbolTable.Symbol) -> UInt64? { numbers[symbol] }

  func number(of names: [String]) -> UInt64? {
    if let latest, latest.names == names { return latest.number }
    guard let number = numbers[SymbolTable.list(of: names)] else { return nil }
    latest = (names, number)
    return number
  }
}

/// The symbols of a store as they stand: they change no more, so that states can be read with them
/// at any time and on any thread.
public final class KnownSymbols: SymbolSource, Sendable {
  private let symbols: [UInt64: SymbolTable.Symbol]
  private let lists: [UInt64: [String]]

  /// Keeps symbols by their numbers.
  public init(_ symbols: [UInt64: SymbolTable.Symbol]) {
    self.symbols = symbols
    lists = symbols.compactMapValues { symbol in
      guard case .text(let text) = symbol else { return nil }
      return SymbolTable.names(in: text)
    }
  }

  func text(_ number: UInt64) -> String? {
    guard case .text(let text) = symbols[number] else { return nil }
    return text
  }

  func names(_ number: UInt64) -> [String]? { lists[number] }

  func log(_ number: UInt64) -> LogID? {
    guard case .log(let log) = symbols[number] else { return nil }
    return log
  }
}

/// Short numbers for what states repeat, kept by whoever keeps the states: texts, logs, and which
/// registers a record has.
///
/// The same symbol always has the same number, from 1.
public final class SymbolTable: SymbolSource, SymbolNumbers {
  /// What has a number.
  public enum Symbol: Hashable, Sendable {
    /// A text: an author, the name of a kind, or names of registers separated by commas.
    case text(String)
    /// A log.
    case log(LogID)
  }

  /// How many names have a number together; more than any record of the schema has.
  ///
  /// Were there no end to it, who sends a record one register more each time, of thousands, would
  /// make the table grow by all their names each time.
  static let mostInList = 64

  private let assign: (Symbol) -> UInt64?
  private let find: (UInt64) -> Symbol?
  private var symbols: [UInt64: Symbol] = [:]
  /// The numbers of the symbols that have been met.
  public private(set) var numbers: [Symbol: UInt64] = [:]
  private var lists: [UInt64: [String]] = [:]
  /// The names numbered last: records that come one after the other have mostly the same.
  private var latest: (names: [String], number: UInt64)?

  /// Creates a table that asks for each number, and what it stands for, once.
  ///
  /// `assign` gives a symbol a number where it has none yet; nil is given where that fails, and
  /// where `find` finds nothing.
  public init(assign: @escaping (Symbol) -> UInt64?, find: @escaping (UInt64) -> Symbol?) {
    self.assign = assign
    self.find = find
  }

  /// Forgets what it was told, because numbers that were assigned have been undone.
  public func forget() {
    symbols = [:]
    numbers = [:]
    lists = [:]
    latest = nil
  }

  /// Returns the number of a symbol; nil where none can be assigned.
  @discardableResult
  public func number(of symbol: Symbol) -> UInt64? {
    if let number = numbers[symbol] { return number }
    let number = assign(symbol)
    numbers[symbol] = number
    return number
  }

  /// Returns the number of some registers' names.
  func number(of names: [String]) -> UInt64? {
    if let latest, latest.names == names { return latest.number }
    guard let number = number(of: Self.list(of: names)) else { return nil }
    latest = (names, number)
    return number
  }

  /// Returns the text of a number, or nil.
  func text(_ number: UInt64) -> String? {
    guard case .text(let text) = symbol(number) else { return nil }
    return text
  }

  /// Returns the registers' names of a number, or nil.
  func names(_ number: UInt64) -> [String]? {
    if let names = lists[number] { return names }
    let names = text(number).map(Self.names)
    lists[number] = names
    return names
  }

  fileprivate static func list(of names: [String]) -> Symbol {
    .text(names.joined(separator: ","))
  }

  fileprivate static func names(in text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }

  /// Returns the log of a number, or nil.
  func log(_ number: UInt64) -> LogID? {
    guard case .log(let log) = symbol(number) else { return nil }
    return log
  }

  private func symbol(_ number: UInt64) -> Symbol? {
    if let symbol = symbols[number] { return symbol }
    let symbol = find(number)
    symbols[number] = symbol
    if let symbol { numbers[symbol] = number }
    return symbol
  }
}
