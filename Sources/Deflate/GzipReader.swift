import CZlib

/// A streaming reader of gzip files with any number of members.
///
/// Every header must be the fixed one and every byte is covered by a check, so that one flipped
/// bit anywhere in a file is noticed.
public struct GzipReader: ~Copyable, Sendable {
  /// The most bytes to hand to one ``read(_:)``.
  public static let chunkBytes = 65_536

  /// How many members have been read to their end.
  public private(set) var membersFinished = 0
  /// How many compressed bytes have been read.
  public private(set) var bytesRead = 0
  /// How many bytes have come out.
  public private(set) var bytesInflated = 0

  private enum Place { case header, body, trailer }
  private let limits: GzipLimits
  private var inflater = Inflater(windowBits: -15)
  private var place = Place.header
  private var fixed: [UInt8] = []
  private var checksum: UInt = 0
  private var memberBytes = 0

  /// Creates a reader at the beginning of a file.
  public init(limits: GzipLimits) {
    self.limits = limits
  }

  /// Reads a chunk of at most 64 KiB and returns what comes out of it.
  ///
  /// What comes out of one chunk is bounded by the limits; nothing is returned of a chunk that
  /// exceeds one.
  public mutating func read(_ chunk: ArraySlice<UInt8>) throws(DeflateError) -> [UInt8] {
    var rest = chunk
    var output: [UInt8] = []
    let before = bytesRead
    while !rest.isEmpty || place == .body {
      switch place {
      case .header: try readHeader(&rest)
      case .body:
        let piece = try readBody(&rest, before: before, chunk: chunk.count)
        output += piece
        if piece.isEmpty, rest.isEmpty, place == .body {
          bytesRead = before + chunk.count
          return output
        }
      case .trailer: try readTrailer(&rest)
      }
      bytesRead = before + chunk.count - rest.count
    }
    return output
  }

  /// Checks that the file ended where a member did.
  public mutating func finish() throws(DeflateError) {
    guard bytesRead > 0 else { throw .empty }
    guard place == .header, fixed.isEmpty else { throw .truncated }
  }

  private mutating func readHeader(_ rest: inout ArraySlice<UInt8>) throws(DeflateError) {
    while fixed.count < Gzip.header.count, let byte = rest.popFirst() {
      let index = fixed.count
      let start = bytesRead - index
      guard byte == Gzip.header[index] else {
        throw index < 3 ? .notGzip(offset: max(0, start)) : .foreignHeader(offset: max(0, start))
      }
      fixed.append(byte)
      bytesRead += 1
    }
    guard fixed.count == Gzip.header.count else { return }
    fixed = []
    inflater.reset()
    checksum = 0
    memberBytes = 0
    place = .body
  }

  private mutating func readBody(
    _ rest: inout ArraySlice<UInt8>, before: Int, chunk: Int
  ) throws(DeflateError) -> [UInt8] {
    let step = inflater.step(&rest, room: limits.maximumBytes - bytesInflated + 1)
    bytesRead = before + chunk - rest.count
    bytesInflated += step.output.count
    memberBytes += step.output.count
    checksum = crc32_z(checksum, step.output, step.output.count)
    guard bytesInflated <= limits.maximumBytes else { throw .tooLarge(limit: limits.maximumBytes) }
    guard bytesInflated <= 1_048_576 || bytesInflated / bytesRead < limits.maximumRatio else {
      throw .ratioTooHigh(limit: limits.maximumRatio)
    }
    guard step.status != .damaged else { throw .corrupt(offset: bytesRead) }
    if step.status == .ended { place = .trailer }
    return step.output
  }

  private mutating func readTrailer(_ rest: inout ArraySlice<UInt8>) throws(DeflateError) {
    while fixed.count < 8, let byte = rest.popFirst() {
      fixed.append(byte)
      bytesRead += 1
    }
    guard fixed.count == 8 else { return }
    let expected =
      Gzip.littleEndian(UInt32(truncatingIfNeeded: checksum))
      + Gzip.littleEndian(UInt32(truncatingIfNeeded: memberBytes))
    guard fixed == expected else { throw .corrupt(offset: bytesRead) }
    fixed = []
    membersFinished += 1
    place = .header
  }
}
