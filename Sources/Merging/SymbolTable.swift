/// Short numbers for the texts and logs that states repeat, kept by whoever keeps the states.
///
/// The same text or log always has the same number, from 1.
public final class SymbolTable {
  /// What has a number.
  public enum Symbol: Hashable, Sendable {
    /// A text: a register's name, or an author.
    case text(String)
    /// A log.
    case log(LogID)
  }

  private let assign: (Symbol) -> UInt64?
  private let find: (UInt64) -> Symbol?
  private var symbols: [UInt64: Symbol] = [:]
  private var texts: [String: UInt64] = [:]
  private var logs: [LogID: UInt64] = [:]

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
    texts = [:]
    logs = [:]
  }

  func number(of text: String) -> UInt64? {
    if let number = texts[text] { return number }
    let number = assign(.text(text))
    texts[text] = number
    return number
  }

  func number(of log: LogID) -> UInt64? {
    if let number = logs[log] { return number }
    let number = assign(.log(log))
    logs[log] = number
    return number
  }

  func text(_ number: UInt64) -> String? {
    guard case .text(let text) = symbol(number) else { return nil }
    return text
  }

  func log(_ number: UInt64) -> LogID? {
    guard case .log(let log) = symbol(number) else { return nil }
    return log
  }

  private func symbol(_ number: UInt64) -> Symbol? {
    if let symbol = symbols[number] { return symbol }
    let symbol = find(number)
    symbols[number] = symbol
    return symbol
  }
}
