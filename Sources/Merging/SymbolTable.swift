/// Short numbers for the texts and logs that states repeat, kept by whoever keeps the states.
///
/// The same text or log always has the same number, from 1.
public protocol SymbolTable {
  /// Why a number cannot be given or read.
  associatedtype Failure: Error

  /// Returns the number of a text.
  func number(of text: String) throws(Failure) -> UInt64
  /// Returns the number of a log.
  func number(of log: LogID) throws(Failure) -> UInt64
  /// Returns the text that has a number, or nil.
  func text(_ number: UInt64) throws(Failure) -> String?
  /// Returns the log that has a number, or nil.
  func log(_ number: UInt64) throws(Failure) -> LogID?
}
