/// How the bytes of a bundle's file stand: for everybody, or sealed to some devices.
public enum BundleForm: Hashable, Sendable, CaseIterable {
  /// The gzip file that everybody can read.
  case plain
  /// The same, encrypted to its recipients.
  case sealed
  /// Blobs, encrypted to their recipients.
  case blobs

  /// What a bundle of segments is by its first bytes: a sealed one begins with `{"sealed":`.
  public init(of file: some Collection<UInt8>) {
    self = file.starts(with: "{\"sealed\":".utf8) ? .sealed : .plain
  }

  /// What the names of such files end in.
  public var ending: String {
    switch self {
    case .plain: ".jsonl.gz"
    case .sealed: ".sealed"
    case .blobs: ".blobs"
    }
  }

  /// The most bytes that such a file may have.
  public var maximumBytes: Int {
    switch self {
    case .plain: BundleLimits.fileBytes
    case .sealed, .blobs: BundleLimits.sealedFileBytes
    }
  }
}
