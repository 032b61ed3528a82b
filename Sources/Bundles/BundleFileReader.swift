import Deflate
public import Merging

/// A bundle's file being read in chunks, plain or sealed: what it yields has been verified.
///
///     var reader = BundleFileReader(file, network: network) { box.open($1) }
///     while let segments = try reader.next() { take(segments) }
///
/// The plain bytes of a sealed file are never held as a whole.
public struct BundleFileReader: ~Copyable, Sendable {
  /// The manifest, once its line has been read.
  public var manifest: Manifest? { bundle.manifest }
  /// The header of a sealed file, once its line has been read.
  public var header: SealedBundleHeader? { plain.header }
  /// The segments of the part read last that are not what their devices signed.
  public var defects: [DefectiveSegment] { bundle.defects }
  /// How many bytes of the file have been read.
  public var bytesRead: Int { plain.bytesRead }

  private var plain: PlainBytes
  private var bundle: BundleReader
  private var hasEnded = false

  /// Begins a file of a network, or of any network where that is nil.
  ///
  /// `open` gives the keys of sealed files.
  public init(
    _ file: [UInt8], network: NetworkID?, open: @escaping FileKeyOpener = BundleFile.noKeys
  ) {
    plain = PlainBytes(file, network: network, open: open)
    bundle = BundleReader(network: network)
  }

  /// Returns the segments, often none, that the next chunk completes; nil once the file has ended
  /// where the bundle did.
  ///
  /// Keep nothing of the bundle before this has returned nil.
  public mutating func next() throws(BundleError) -> [Segment]? {
    guard !hasEnded else { return nil }
    guard let chunk = try plain.next() else {
      try bundle.finish()
      hasEnded = true
      return nil
    }
    bundle.envelope = plain.header
    return try bundle.read(chunk)
  }
}

/// The plain bytes of a bundle's file, chunk by chunk.
struct PlainBytes: ~Copyable, Sendable {
  private(set) var bytesRead = 0
  var header: SealedBundleHeader? { sealed.header }

  private let file: [UInt8]
  private let form: BundleForm
  private var sealed: SealedReader
  private var hasEnded = false

  init(_ file: [UInt8], network: NetworkID?, open: @escaping FileKeyOpener) {
    self.file = file
    form = BundleForm(of: file)
    sealed = SealedReader(network: network, open: open)
  }

  /// Returns the next bytes, at most 64 KiB, perhaps none; nil at the end.
  mutating func next() throws(BundleError) -> ArraySlice<UInt8>? {
    guard !hasEnded else { return nil }
    guard bytesRead < file.count else {
      hasEnded = true
      return form == .sealed ? try sealed.finish()[...] : nil
    }
    let chunk = file[bytesRead..<min(bytesRead + GzipReader.chunkBytes, file.count)]
    bytesRead = chunk.endIndex
    return form == .sealed ? try sealed.read(chunk)[...] : chunk
  }
}

extension BundleFile {
  /// Has no key: with it only plain bundles are read.
  public static let noKeys: @Sendable (DeviceID, [UInt8]) -> [UInt8]? = { _, _ in nil }
}
