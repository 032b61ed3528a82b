/// How many names a listing looks at; what is beyond is reported, never read.
public struct FolderLimits: Hashable, Sendable {
  /// The most names of one folder.
  public var entriesPerFolder: Int
  /// The most names of all devices' folders together.
  public var entriesTogether: Int

  /// Creates limits.
  public init(entriesPerFolder: Int = 100_000, entriesTogether: Int = 400_000) {
    self.entriesPerFolder = entriesPerFolder
    self.entriesTogether = entriesTogether
  }
}
