import Deflate
public import Merging
import Synchronization
import Workers

/// A bundle's file being read on another thread, a little ahead of whoever takes what it yields.
///
/// Yields the same as ``BundleFileReader``, in the same order.
public struct BundleReadAhead: ~Copyable {
  /// What a chunk of the file completed.
  public struct Part: Sendable {
    /// The segments, verified, each with what `prepare` made of it.
    public let segments: [(segment: Segment, prepared: [UInt8])]
    /// The segments that are not what their devices signed.
    public let defects: [DefectiveSegment]
    /// How many bytes of the file have been read.
    public let bytesRead: Int
    /// The manifest, once its line has been read.
    public let manifest: Manifest?
    /// The header of a sealed file, once its line has been read.
    public let header: SealedBundleHeader?
  }

  private typealias Step = Result<Part, BundleError>

  /// How many parts are read ahead of the one that was taken.
  private static let partsAhead = 6

  private let makeStep: @Sendable () -> Step?
  private var ahead: Ahead<Step>?

  /// Begins a file of a network, or of any network where that is nil.
  ///
  /// `open` gives the keys of sealed files; `prepare` is called for each segment. A file of one
  /// chunk, unless it is wanted early, is read when its part is asked for.
  public init(
    _ file: [UInt8], network: NetworkID?, early: Bool = false, open: @escaping FileKeyOpener,
    prepare: @escaping @Sendable (Segment) -> [UInt8]
  ) {
    let reading = Mutex(Reading(reader: BundleFileReader(file, network: network, open: open)))
    makeStep = { reading.withLock { $0.step(prepare) } }
    if early || file.count > GzipReader.chunkBytes {
      ahead = Ahead(atMost: Self.partsAhead, makeStep)
    }
  }

  /// A reader that says so again and again once it has failed: nobody may take that for the end.
  private struct Reading: ~Copyable {
    var reader: BundleFileReader
    var failure: BundleError?

    init(reader: consuming BundleFileReader) {
      self.reader = reader
    }

    mutating func step(_ prepare: (Segment) -> [UInt8]) -> Step? {
      if let failure { return .failure(failure) }
      do throws(BundleError) {
        guard let segments = try reader.next() else { return nil }
        return .success(
          Part(
            segments: segments.map { ($0, prepare($0)) }, defects: reader.defects,
            bytesRead: reader.bytesRead, manifest: reader.manifest, header: reader.header))
      } catch {
        failure = error
        return .failure(error)
      }
    }
  }

  /// Returns the next part; nil once the file has ended where the bundle did.
  ///
  /// Keep nothing of the bundle before this has returned nil.
  public mutating func next() throws(BundleError) -> Part? {
    let step = ahead == nil ? makeStep() : ahead?.next()
    return try step?.get()
  }
}
