import Deflate

/// The limits of bundles, each a number in `Protocol/`; what exceeds one is refused whole.
public enum BundleLimits {
  /// The most bytes of a bundle's file.
  public static let fileBytes = 67_108_864
  /// The most bytes that may come out of a bundle.
  public static let inflatedBytes = 1_073_741_824
  /// The most bytes that may come out of one compressed byte, beyond the first MiB.
  public static let inflationRatio = 200
  /// The longest manifest line, in bytes.
  public static let manifestBytes = 16_777_216
  /// The most segments of one bundle.
  public static let segments = 200_000
  /// The most earlier lives that a manifest names.
  public static let formerEpochs = 64
  /// The longest office or label in a manifest, in bytes.
  public static let nameBytes = 200
  /// How many bytes of segments a gzip member gathers before it is closed.
  public static let memberBytes = 1_048_576

  /// The most bytes of the closing line's gzip member.
  public static let closingBytes = 1_024

  /// The most bytes of a sealed bundle's file: those of a bundle, and 1 MiB.
  public static let sealedFileBytes = 68_157_440
  /// The longest header line of a sealed bundle, in bytes, its line feed not counted.
  public static let sealedHeaderBytes = 1_048_576
  /// The most devices that one bundle is sealed to.
  public static let recipients = 4_096
  /// The plain bytes of every chunk of a sealed bundle but the last.
  public static let sealedChunkBytes = 65_536
  /// The most bytes of a request for admission, its line feed counted.
  public static let requestBytes = 65_536

  /// The longest manifest line of a bundle of blobs, in bytes.
  public static let blobManifestBytes = 1_048_576
  /// The most blobs in one bundle, and in the wants of a manifest.
  public static let blobs = 10_000

  static let gzip = GzipLimits(maximumBytes: inflatedBytes, maximumRatio: inflationRatio)
}
