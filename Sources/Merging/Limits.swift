/// The limits of the format, each a number in `Protocol/`; what exceeds one is refused whole.
public enum Limits {
  /// The longest line of a segment, in bytes, its line feed not counted.
  public static let lineBytes = 262_144
  /// The most operations in one commit.
  public static let operationsPerCommit = 1_024
  /// The most operations in one segment.
  public static let operationsPerSegment = 65_536
  /// The most bytes of one segment, its signature line counted.
  public static let segmentBytes = 1_048_576
  /// The deepest nesting of arrays and objects in a line.
  public static let nesting = 16
  /// The most bytes of a person's name in a commit.
  public static let authorBytes = 200
  /// The most bytes of a reason in a commit.
  public static let reasonBytes = 4_000
  /// The most bytes of a type's, register's or kind's name.
  public static let nameBytes = 64
  /// The most operations one operation may name as replaced, and as seen.
  public static let referencesPerOperation = 4_096
  /// The most segments that one retirement or release may name.
  public static let statementItems = 2_048
  /// The bytes of a blob that are not content, and keep the content from being guessed.
  public static let blobSaltBytes = 32
  /// The most bytes of a blob's content.
  public static let blobContentBytes = 16_777_216
  /// How many bytes a blob may have, its salt counted.
  public static let blobBytes = blobSaltBytes...(blobSaltBytes + blobContentBytes)
  /// The largest Lamport number, operation number and time: 2^53 - 1.
  public static let largestInteger: Int64 = 9_007_199_254_740_991
}
