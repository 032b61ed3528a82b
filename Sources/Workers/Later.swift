import Dispatch
import Synchronization

/// A value that another thread works out meanwhile.
public final class Later<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Begins to work the value out.
  public init(_ make: @escaping @Sendable () -> Value) {
    DispatchQueue.global().async { [self] in
      let value = make()
      result.withLock { $0 = value }
      done.signal()
    }
  }

  /// Keeps a value that is worked out already.
  public init(_ value: Value) {
    result.withLock { $0 = value }
    done.signal()
  }

  /// The value; waits until it is worked out.
  public var value: Value {
    done.wait()
    done.signal()
    guard let value = result.withLock({ $0 }) else {
      preconditionFailure("it is signalled when the value is there")
    }
    return value
  }
}
