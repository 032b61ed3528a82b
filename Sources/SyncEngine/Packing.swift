import Bundles
import LocalStore

/// How segments are divided among bundles, so that every bundle stays within the limits.
public struct Packing: Hashable, Sendable {
  /// The most bytes of segments, as compressed in the store, in one bundle.
  public var packedBytes: Int
  /// The most bytes of segments in one bundle.
  public var segmentBytes: Int
  /// The most segments in one bundle.
  public var segments: Int

  /// Creates a packing.
  public init(packedBytes: Int, segmentBytes: Int, segments: Int) {
    self.packedBytes = packedBytes
    self.segmentBytes = segmentBytes
    self.segments = segments
  }

  /// Well within the limits of bundles: most mail servers take such a file, and it is held in
  /// memory, twice while it is sealed.
  public static let standard = Packing(
    packedBytes: 8_388_608,
    segmentBytes: BundleLimits.inflatedBytes - 33_554_432, segments: BundleLimits.segments)

  /// Divides segments, dossier by dossier, in their order; no segments are one empty part.
  ///
  /// Who takes them in then changes each record once, and what segments of one dossier repeat is
  /// near.
  func parts(_ all: [StoredSegment]) -> [[StoredSegment]] {
    var parts: [[StoredSegment]] = [[]]
    var (packed, size) = (0, 0)
    let ordered = all.enumerated().sorted {
      ($0.element.dossier, $0.offset) < ($1.element.dossier, $1.offset)
    }
    for (_, segment) in ordered {
      packed += segment.packedBytes
      size += segment.sizeBytes
      let count = parts[parts.count - 1].count
      if count > 0, packed > packedBytes || size > segmentBytes || count >= segments {
        parts.append([])
        (packed, size) = (segment.packedBytes, segment.sizeBytes)
      }
      parts[parts.count - 1].append(segment)
    }
    return parts
  }
}
