/// What a reader refuses as too large, checked before anything is allocated for it.
public struct JSONLimits: Hashable, Sendable {
  /// The most bytes of the whole text.
  public var maximumBytes: Int
  /// The deepest nesting of arrays and objects.
  public var maximumDepth: Int
  /// The most bytes of one string, as written.
  public var maximumStringBytes: Int
  /// The most items or members of one container.
  public var maximumItems: Int

  /// Creates limits: by default 1 MiB, 32 levels, 256 KiB a string, 100,000 items.
  public init(
    maximumBytes: Int = 1_048_576, maximumDepth: Int = 32, maximumStringBytes: Int = 262_144,
    maximumItems: Int = 100_000
  ) {
    self.maximumBytes = maximumBytes
    self.maximumDepth = maximumDepth
    self.maximumStringBytes = maximumStringBytes
    self.maximumItems = maximumItems
  }

  /// The default limits.
  public static let standard = JSONLimits()
}
