import Deflate
import Language
public import Merging
import Sodium
import Wire

/// A segment that is not what its device signed, though its header can be read.
public struct DefectiveSegment: Hashable, Sendable {
  /// What is wrong with it, and at which stage.
  public let error: BundleError
  /// What it says of itself; nothing of that is proven.
  public let header: SegmentHeader
  /// Its bytes.
  public let bytes: [UInt8]
}

/// A plain bundle being read in chunks: what it yields has been verified.
///
/// Memory is bounded by a chunk's inflated size, one segment and the manifest.
public struct BundleReader: ~Copyable, Sendable {
  /// The manifest, once its line has been read.
  public private(set) var manifest: Manifest?
  /// How many segments have been read and verified.
  public private(set) var segmentCount = 0

  /// The header of the sealed file that the bundle comes out of, whose sender and network must be
  /// the manifest's.
  var envelope: SealedBundleHeader?

  private let network: NetworkID?
  private var gzip = GzipReader(limits: BundleLimits.gzip)
  private var hasher = BLAKE2bHasher()
  private var tail: [UInt8] = []
  private var buffer: [UInt8] = []
  private var start = 0
  private var scanned = 0
  private var linesMissing = 1
  private var header: SegmentHeader?
  /// The segments of the chunk read last that are not what their devices signed, in their order.
  ///
  /// They count as read: whether the bundle's sender vouches for the rest, the closing line tells.
  public private(set) var defects: [DefectiveSegment] = []
  private var closingLine: [UInt8]?

  /// Begins a bundle of a network, or of any network where that is nil.
  public init(network: NetworkID?) {
    self.network = network
  }

  /// Reads a chunk of the file, at most 64 KiB, and returns the segments that it completes.
  public mutating func read(_ chunk: ArraySlice<UInt8>) throws(BundleError) -> [Segment] {
    do throws(DeflateError) { buffer += try gzip.read(chunk) } catch { throw .gzip(error) }
    keepTail(chunk)
    defects = []
    var segments: [Segment] = []
    while try hasWholePart() {
      guard let manifest else {
        try readManifest()
        continue
      }
      if segmentCount == manifest.contents.count {
        try readClosing()
      } else if let segment = try readSegment(manifest) {
        segments.append(segment)
      }
    }
    compact()
    return segments
  }

  /// Checks that the file ended where the bundle did.
  public mutating func finish() throws(BundleError) {
    do throws(DeflateError) { try gzip.finish() } catch { throw .gzip(error) }
    guard let closingLine, let manifest else {
      throw manifest == nil ? .manifest("{") : .closing(Phrase("the bundle ends before it"))
    }
    try check(closingLine, of: manifest)
  }

  /// Hashes all but the last bytes of the file, among which the closing line's member is.
  private mutating func keepTail(_ chunk: ArraySlice<UInt8>) {
    tail += chunk
    let surplus = tail.count - BundleLimits.closingBytes
    guard surplus > 0 else { return }
    hasher.update(tail.prefix(surplus))
    tail.removeFirst(surplus)
  }

  /// Looks for the line feeds still missing for the next part; tells whether all are there.
  private mutating func hasWholePart() throws(BundleError) -> Bool {
    guard closingLine == nil else {
      guard start == buffer.count else { throw .closing(Phrase("something follows it")) }
      return false
    }
    while linesMissing > 0, let end = buffer[scanned...].firstIndex(of: 0x0A) {
      scanned = end + 1
      linesMissing -= 1
    }
    if linesMissing > 0 {
      scanned = buffer.count
      let limit = manifest == nil ? BundleLimits.manifestBytes : Limits.segmentBytes
      guard buffer.count - start <= limit else {
        throw manifest == nil
          ? .manifest("size") : .segment(segmentCount + 1, .limit(line: 1, Phrase("segment")))
      }
    }
    return linesMissing == 0
  }

  private mutating func readManifest() throws(BundleError) {
    let expected = envelope == nil ? network : nil
    let manifest = try Manifest(line: buffer[start..<(scanned - 1)], network: expected)
    if let envelope, manifest.network != envelope.network || manifest.sender != envelope.sender {
      throw .sealed(Phrase("its header names another sender or network than the bundle inside"))
    }
    self.manifest = manifest
    start = scanned
    linesMissing = 1
  }

  /// Reads a segment; at first only its header, which tells how many lines to wait for.
  private mutating func readSegment(_ manifest: Manifest) throws(BundleError) -> Segment? {
    let place = segmentCount + 1
    guard let header else {
      do throws(MergingError) {
        let read = try SegmentHeader(line: buffer[start..<(scanned - 1)])
        header = read
        linesMissing = read.commits + 1
      } catch { throw .segment(place, error) }
      return nil
    }
    self.header = nil
    let bytes = buffer[start..<scanned]
    start = scanned
    segmentCount = place
    linesMissing = 1
    do throws(BundleError) {
      let segment = try Self.verified(bytes, in: manifest.network, place: place)
      guard manifest.contents[place - 1].isOf(segment) else { throw .contents(place) }
      return segment
    } catch {
      // What is announced and has a defect of its own does not keep the others away.
      guard error.stage != "contents", error.stage != "version", bytes.count <= Limits.segmentBytes,
        manifest.contents[place - 1].run == header.run
      else { throw error }
      defects.append(DefectiveSegment(error: error, header: header, bytes: Array(bytes)))
      return nil
    }
  }

  private static func verified(
    _ bytes: ArraySlice<UInt8>, in network: NetworkID, place: Int
  ) throws(BundleError) -> Segment {
    let segment: Segment
    // What is read of it keeps its bytes: those of its own, not all that came with it.
    do throws(MergingError) { segment = try Segment(startOf: Array(bytes)[...]) } catch {
      throw .segment(place, error)
    }
    try segment.verify(in: network, place: place)
    return segment
  }

  private mutating func readClosing() throws(BundleError) {
    guard scanned - start <= BundleLimits.closingBytes else {
      throw .closing(Phrase("not as specified"))
    }
    closingLine = Array(buffer[start..<scanned])
    start = scanned
  }

  /// Checks the closing line against the compressed file: a stored member of its own, whose hash
  /// covers every byte before it.
  private mutating func check(_ line: [UInt8], of manifest: Manifest) throws(BundleError) {
    guard let json = try? JSONValue.parse(line), json["end"] == .integer(Int64(segmentCount)),
      let hash = json["hash"]?.string.flatMap({ Hex.bytes($0, count: 32) }),
      let signature = json["signature"]?.string.flatMap({ Hex.bytes($0, count: 64) })
    else { throw .closing(Phrase("not as specified")) }
    guard line == closingBytes(count: segmentCount, hash: hash, signature: signature) else {
      throw .closing(Phrase("not as specified"))
    }
    let member = Gzip.store(line)
    guard tail.suffix(member.count).elementsEqual(member) else {
      throw .closing(Phrase("not a stored member of its own"))
    }
    hasher.update(tail.dropLast(member.count))
    guard hasher.finalize() == hash else { throw .closing(Phrase("the bundle was changed (hash)")) }
    guard
      Ed25519.verify(
        signature: signature, message: bundleDomain + hash, publicKey: manifest.sender.publicKey)
    else { throw .closing(Phrase("not signed by the sender")) }
  }

  private mutating func compact() {
    buffer.removeSubrange(..<start)
    scanned -= start
    start = 0
  }
}
