/// Operations that are applied together: what one person did in one step.
public struct Commit: Hashable, Sendable {
  /// The number of its first operation in its log, from 1.
  public let first: UInt64
  /// The Lamport number in the dossier, 1 or more.
  public let lamport: UInt64
  /// When the author's clock claims it was made, in seconds since 1970, UTC.
  public let claimedSeconds: Int64
  /// The person, as the program was told.
  public let author: String?
  /// Why; needed where an operation's kind needs a reason.
  public let reason: String?
  /// The operations, at least one; their numbers follow on from ``first``.
  public let operations: [Operation]

  /// Creates a commit.
  public init(
    first: UInt64, lamport: UInt64, claimedSeconds: Int64, author: String?, reason: String?,
    operations: [Operation]
  ) {
    self.first = first
    self.lamport = lamport
    self.claimedSeconds = claimedSeconds
    self.author = author
    self.reason = reason
    self.operations = operations
  }

  /// The numbers of its operations.
  public var numbers: ClosedRange<UInt64> { first...(first + UInt64(operations.count) - 1) }

  /// What all its operations share, for the state of records.
  public func stamp(log: LogID) -> CommitStamp {
    CommitStamp(
      log: log, first: first, lamport: lamport, claimedSeconds: claimedSeconds, author: author,
      reason: reason)
  }
}

/// What all operations of one commit share.
public struct CommitStamp: Hashable, Sendable {
  /// The log.
  public let log: LogID
  /// The number of the commit's first operation.
  public let first: UInt64
  /// The Lamport number.
  public let lamport: UInt64
  /// The claimed time in seconds since 1970, UTC.
  public let claimedSeconds: Int64
  /// The person.
  public let author: String?
  /// The reason.
  public let reason: String?

  /// The commit's first operation, which names the commit.
  var firstOperation: OperationID { OperationID(log: log, number: first) }
}
