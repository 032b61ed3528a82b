/// One way in for bytes from outside, and what must hold whatever they are.
struct FuzzTarget: Sendable {
  /// Its name, as on the command line of `Tools/fuzz`.
  let name: String
  /// Gives it bytes; throws only where something that must hold does not.
  ///
  /// What a decoder refuses is no error here.
  let run: @Sendable ([UInt8]) throws -> Void

  init(_ name: String, _ run: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.run = run
  }

  /// All of them.
  static let all = texts + segments + bundles + blobs + tables + homes + stores
}

/// Something that must hold whatever comes from outside, and does not.
struct Broken: Error, CustomStringConvertible {
  let description: String
}

/// Throws what must hold where it does not.
func hold(_ isTrue: Bool, _ what: @autoclosure () -> String) throws {
  guard isTrue else { throw Broken(description: what()) }
}
