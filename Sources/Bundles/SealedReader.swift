import Deflate
import Language
public import Merging
import Sodium

/// Opens a file's key that was sealed to a device, or returns nil where it cannot.
///
///     let open: FileKeyOpener = { $0 == device ? boxKey.open($1) : nil }
public typealias FileKeyOpener = @Sendable (_ device: DeviceID, _ sealedKey: [UInt8]) -> [UInt8]?

/// A sealed bundle being read in chunks: it yields the plain bundle's bytes.
///
/// Every byte that comes out was written by someone who had the file's key and is in its place;
/// that nothing is missing at the end, only ``finish()`` knows. Memory is bounded by the header and
/// two chunks.
public struct SealedReader: ~Copyable, Sendable {
  /// The header, once its line has been read.
  public private(set) var header: SealedBundleHeader?

  private let network: NetworkID?
  private let open: FileKeyOpener
  private var stream: SecretStreamReader?
  private var buffer: [UInt8] = []
  private var bytesRead = 0
  private var plainBytes = 0
  private var hasEnded = false

  private static let chunkBytes = BundleLimits.sealedChunkBytes + SecretStream.overheadBytes

  /// Begins a file of a network, or of any network where that is nil.
  ///
  /// `open` is asked for each device that the header names, until one gives the file's key.
  public init(network: NetworkID?, open: @escaping FileKeyOpener) {
    self.network = network
    self.open = open
  }

  /// Reads a chunk of the file, at most 64 KiB, and returns the plain bytes that it completes, at
  /// most 64 KiB.
  public mutating func read(_ chunk: ArraySlice<UInt8>) throws(BundleError) -> [UInt8] {
    bytesRead += chunk.count
    guard bytesRead <= BundleLimits.sealedFileBytes else {
      throw .sealed(
        Phrase("it is larger than \(count: BundleLimits.sealedFileBytes, "byte", "bytes")"))
    }
    if header == nil {
      try readHeader(chunk)
    } else {
      buffer += chunk
    }
    guard try hasBegun() else { return [] }
    var plain: [UInt8] = []
    while !hasEnded, buffer.count >= Self.chunkBytes { plain += try pull(Self.chunkBytes) }
    guard !hasEnded || buffer.isEmpty else { throw .sealed(Phrase("something follows its end")) }
    return plain
  }

  /// Returns the last plain bytes, after it was checked that the file ended where the bundle did.
  public mutating func finish() throws(BundleError) -> [UInt8] {
    guard !hasEnded else { return [] }
    guard header != nil else { throw .sealed(Phrase("it has no header line")) }
    guard stream != nil, buffer.count > SecretStream.overheadBytes else {
      throw .sealed(Self.isCutShort)
    }
    let plain = try pull(buffer.count)
    guard hasEnded else { throw .sealed(Self.isCutShort) }
    return plain
  }

  private static let isCutShort = Phrase("it is cut short")

  private mutating func readHeader(_ chunk: ArraySlice<UInt8>) throws(BundleError) {
    let end = chunk.firstIndex(of: 0x0A)
    buffer += chunk[..<(end ?? chunk.endIndex)]
    guard buffer.count <= BundleLimits.sealedHeaderBytes else {
      throw .sealed(Phrase("its header line is too long"))
    }
    guard let end else { return }
    header = try SealedBundleHeader(line: buffer[...], network: network)
    buffer = Array(chunk[(end + 1)...])
  }

  /// Opens the stream as soon as its own header is there; tells whether it is open.
  private mutating func hasBegun() throws(BundleError) -> Bool {
    if stream != nil { return true }
    guard let header, buffer.count >= SecretStream.headerBytes else { return false }
    guard var key = fileKey(header) else { throw .sealedToOthers }
    defer { Secret.wipe(&key) }
    stream = SecretStreamReader(key: key, header: Array(buffer.prefix(SecretStream.headerBytes)))
    buffer.removeFirst(SecretStream.headerBytes)
    return true
  }

  private func fileKey(_ header: SealedBundleHeader) -> [UInt8]? {
    for sealed in header.keys {
      if let key = open(sealed.device, sealed.bytes), key.count == SecretStream.keyBytes {
        return key
      }
    }
    return nil
  }

  private mutating func pull(_ count: Int) throws(BundleError) -> [UInt8] {
    let additional = plainBytes == 0 ? header?.additional ?? [] : []
    guard let (plain, tag) = stream?.pull(buffer.prefix(count), additional: additional),
      tag == .message || tag == .final
    else { throw .sealed(Phrase("it was changed or cut short after it was sealed")) }
    buffer.removeFirst(count)
    plainBytes += plain.count
    hasEnded = tag == .final
    guard plainBytes <= BundleLimits.fileBytes else {
      throw .gzip(.tooLarge(limit: BundleLimits.fileBytes))
    }
    return plain
  }
}
