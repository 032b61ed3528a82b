import Synchronization

/// Something that is made when it is first asked for, and once.
///
/// Most commands ask of a few vocabularies only, and making all of them took half of the time of
/// an edit.
final class Lazily<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  /// Notes how to make it.
  init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
  }

  /// What was made.
  var value: Value {
    made.withLock { known in
      if let known { return known }
      let value = make()
      known = value
      return value
    }
  }
}
