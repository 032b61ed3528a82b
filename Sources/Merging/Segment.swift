import Language
import Wire

/// A run of consecutive operations of one log, signed once; immutable.
///
/// Its bytes are kept and forwarded exactly as their author wrote them. This type checks the
/// structure; hash, log name and signature are checked where the cryptography is.
public struct Segment: Hashable, Sendable {
  /// The whole text: header line, commit lines, signature line, each ended by a line feed.
  public let bytes: [UInt8]
  /// The header.
  public let header: SegmentHeader
  /// The commits, at least one.
  public let commits: [Commit]
  /// How many leading bytes the hash covers: all but the signature line.
  public let signedByteCount: Int
  /// The hash that the signature line states, 32 bytes.
  public let hash: [UInt8]
  /// The signature that the signature line states, 64 bytes.
  public let signature: [UInt8]

  /// Reads the segment that `bytes` begin with; what follows it is left alone.
  public init(startOf bytes: ArraySlice<UInt8>) throws(MergingError) {
    var lines = SegmentLines(bytes)
    header = try SegmentHeader(line: lines.next())
    var commits: [Commit] = []
    commits.reserveCapacity(header.commits)
    var next = header.numbers.lowerBound
    for _ in 0..<header.commits {
      let line = try lines.next()
      let commit =
        if let commit = CommitLine.commit(line, in: header.log) { commit } else {
          try Commit(line: line, in: header.log, number: lines.number)
        }
      guard commit.first == next, commit.numbers.upperBound <= header.numbers.upperBound else {
        throw .numbering(line: lines.number)
      }
      next = commit.numbers.upperBound + 1
      commits.append(commit)
    }
    guard next == header.numbers.upperBound + 1 else { throw .numbering(line: lines.number) }
    self.commits = commits
    signedByteCount = lines.consumed
    let line = try lines.next()
    let fields = try LineFields(line, number: lines.number)
    hash = try fields.hex("hash") { Hex.bytes($0, count: 32) }
    signature = try fields.hex("signature") { Hex.bytes($0, count: 64) }
    // Nothing signs this line: any other form would let whoever forwards it add to it.
    let onlyForm = Self.signatureLine(hash: hash, signature: signature)
    guard line.elementsEqual(onlyForm.dropLast()) else { throw fields.invalid("signature") }
    self.bytes = Array(bytes.prefix(lines.consumed))
  }

  /// Its name: hash and operations.
  public var mark: SegmentMark { SegmentMark(hash: hash, run: header.run) }

  /// Returns the text that is hashed and signed: header and commit lines.
  public static func unsignedBytes(header: SegmentHeader, commitLines: [[UInt8]]) -> [UInt8] {
    var bytes = header.line
    bytes.append(0x0A)
    for line in commitLines {
      bytes.append(contentsOf: line)
      bytes.append(0x0A)
    }
    return bytes
  }

  /// Returns the signature line, with its line feed.
  public static func signatureLine(hash: [UInt8], signature: [UInt8]) -> [UInt8] {
    Array("{\"hash\":\"\(Hex.text(hash))\",\"signature\":\"\(Hex.text(signature))\"}\n".utf8)
  }
}

/// Walks over lines ended by a line feed, within the limits of a segment.
struct SegmentLines {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private(set) var number = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var consumed: Int { position - bytes.startIndex }

  mutating func next() throws(MergingError) -> ArraySlice<UInt8> {
    number += 1
    let rest = bytes[position...].prefix(Limits.lineBytes + 1)
    guard let end = rest.firstIndex(of: 0x0A) else {
      throw rest.count > Limits.lineBytes ? .limit(line: number, Phrase("line")) : .truncated
    }
    position = end + 1
    guard consumed <= Limits.segmentBytes else { throw .limit(line: number, Phrase("segment")) }
    return bytes[rest.startIndex..<end]
  }
}
