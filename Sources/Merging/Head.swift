/// An operation whose value nobody has replaced.
public struct Head: Hashable, Sendable {
  /// What it shares with the other operations of its commit.
  public let stamp: CommitStamp
  /// Its number in its log.
  public let number: UInt64
  /// What it did.
  public let kind: OperationKind
  /// Its value.
  public let value: CanonicalJSON
  /// What its author saw, where the kind records it; sorted.
  public let seen: [OperationID]

  /// Its name.
  public var id: OperationID { OperationID(log: stamp.log, number: number) }

  /// Whether it is of a kind that sets its register's value.
  var setsValue: Bool { kind == .set || kind == .resolve || kind == .void }

  /// Orders heads the same way on every device: by Lamport number, log and number.
  static func precedes(_ left: Head, _ right: Head) -> Bool {
    (left.stamp.lamport, left.stamp.log, left.number)
      < (right.stamp.lamport, right.stamp.log, right.number)
  }
}
