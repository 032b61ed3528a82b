import Bundles
import Deflate
import Merging
import Sodium
import TestSupport
import Testing
import Wire

/// What a reader says of a file, part by part, and how it ends.
private struct Reading: Equatable {
  struct Part: Equatable {
    var segments: [Segment]
    var defects: [DefectiveSegment]
    var bytesRead: Int
    var manifest: Manifest?
    var header: SealedBundleHeader?
  }

  var parts: [Part] = []
  var error: BundleError?

  var segments: [Segment] { parts.flatMap(\.segments) }
  var defects: [DefectiveSegment] { parts.flatMap(\.defects) }

  /// Reads at once.
  init(_ file: [UInt8], _ network: NetworkID?, _ open: @escaping FileKeyOpener) {
    var reader = BundleFileReader(file, network: network, open: open)
    do throws(BundleError) {
      while let segments = try reader.next() {
        parts.append(
          Part(
            segments: segments, defects: reader.defects, bytesRead: reader.bytesRead,
            manifest: reader.manifest, header: reader.header))
      }
    } catch { self.error = error }
  }

  /// Reads ahead.
  init(ahead file: [UInt8], _ network: NetworkID?, _ open: @escaping FileKeyOpener) {
    var reader = BundleReadAhead(file, network: network, open: open) { $0.hash + [1] }
    do throws(BundleError) {
      while let part = try reader.next() {
        for (segment, prepared) in part.segments { #expect(prepared == segment.hash + [1]) }
        parts.append(
          Part(
            segments: part.segments.map(\.segment), defects: part.defects,
            bytesRead: part.bytesRead, manifest: part.manifest, header: part.header))
      }
    } catch { self.error = error }
  }
}

/// A bundle of many chunks, plain and sealed.
private struct LargeSample {
  let sample: SealedSample
  let network: NetworkID
  let segments: [Segment]
  let plain: [UInt8]
  let sealed: [UInt8]
  /// One of its segments is not what its device signed.
  let defective: [UInt8]
  var open: FileKeyOpener { sample.first.open }

  static let chunk = GzipReader.chunkBytes

  init() throws {
    var generator = SeededGenerator(seed: 5)
    sample = try SealedSample()
    network = sample.bundle.network
    let notes = (0..<12).map { _ in
      (0..<4).map { _ in
        String(
          (0..<6_000).map { _ in
            Character(Unicode.Scalar(UInt8.random(in: 0x30..<0x7B, using: &generator)))
          }
          .filter { $0 != "\\" })
      }
    }
    var segments: [Segment] = []
    for note in notes {
      segments.append(try Self.segment(note, after: segments.last, sample.bundle))
    }
    self.segments = segments
    let manifest = Self.manifest(sample.bundle, segments)
    plain = sample.bundle.file(manifest, segments.map(\.bytes))
    sealed = try sample.sealed(plain)
    var bytes = segments.map(\.bytes)
    let place = bytes[5].count - 200
    bytes[5][place] = bytes[5][place] == 0x61 ? 0x62 : 0x61
    defective = sample.bundle.file(manifest, bytes)
  }

  private static func segment(
    _ notes: [String], after last: Segment?, _ bundle: SampleBundle
  ) throws -> Segment {
    let epoch = EpochID(6)
    let log = LogID(
      network: bundle.network, device: bundle.device, epoch: epoch, dossier: .directory)
    let first = (last?.header.numbers.upperBound ?? 0) + 1
    let lines = notes.enumerated().map { index, note in
      let record = RecordKey(type: "office", id: RecordID(high: 1, low: first))
      return Commit(
        first: first + UInt64(index), lamport: first + UInt64(index), claimedSeconds: 1,
        author: "O. Koval", reason: nil,
        operations: [
          Operation(
            .set, record: record, register: "note", value: CanonicalJSON(.string(note)))
        ]
      ).line(in: log)
    }
    let header = SegmentHeader(
      network: bundle.network, device: bundle.device, epoch: epoch, dossier: .directory, log: log,
      numbers: first...(first + UInt64(notes.count) - 1), commits: lines.count,
      previous: last?.hash, office: "DE/Duisburg")
    return try Segment.sealed(header, commitLines: lines, by: bundle.key)
  }

  private static func manifest(_ bundle: SampleBundle, _ segments: [Segment]) -> Manifest {
    var manifest = bundle.manifest
    manifest.contents = segments.map { Content($0.header.run) }
    return manifest
  }

  /// Expects that both ways to read a file say the same.
  @discardableResult
  func expectSame(_ file: [UInt8], _ comment: Comment) -> Reading {
    let reading = Reading(file, network, open)
    #expect(Reading(ahead: file, network, open) == reading, comment)
    return reading
  }
}

@Test func `what is read ahead is what is read at once`() throws {
  let large = try LargeSample()
  for file in [large.plain, large.sealed] {
    #expect(file.count > 3 * LargeSample.chunk)
    let reading = large.expectSame(file, "good")
    #expect(reading.error == nil && reading.segments == large.segments)
    #expect(reading.parts.last?.bytesRead == file.count)
    #expect(reading.parts.count > 3)
  }
  let reading = large.expectSame(large.defective, "a defect")
  #expect(reading.error == nil)
  #expect(reading.segments.count == large.segments.count - 1 && reading.defects.count == 1)
  let small = try SampleBundle().file()
  #expect(large.expectSame(small, "small").error == nil)
  #expect(large.expectSame([], "empty").error == .gzip(.empty))
}

@Test func `a large bundle cut anywhere is refused ahead as it is at once`() throws {
  let large = try LargeSample()
  var generator = SeededGenerator(seed: 7)
  for file in [large.plain, large.sealed, large.defective] {
    let borders = stride(from: LargeSample.chunk, to: file.count, by: LargeSample.chunk)
      .flatMap { [$0 - 1, $0, $0 + 1] }
    let others = (0..<40).map { _ in Int.random(in: 0..<file.count, using: &generator) }
    for count in borders + others + [file.count - 1] {
      let reading = large.expectSame(Array(file.prefix(count)), "cut at \(count)")
      #expect(reading.error != nil, "cut at \(count)")
    }
    #expect(large.expectSame(file + [0], "one more").error != nil)
    #expect(large.expectSame(file + file, "twice").error != nil)
  }
}

@Test func `a large bundle with a flipped byte is refused ahead as it is at once`() throws {
  let large = try LargeSample()
  var generator = SeededGenerator(seed: 8)
  for file in [large.plain, large.sealed, large.defective] {
    for _ in 0..<80 {
      var flipped = file
      let place = Int.random(in: file.indices, using: &generator)
      flipped[place] ^= UInt8.random(in: 1...255, using: &generator)
      let reading = large.expectSame(flipped, "byte \(place), \(generator)")
      #expect(reading.error != nil, "byte \(place), \(generator)")
    }
  }
}

@Test func `another network's large bundle, and one for others, are refused as at once`() throws {
  let large = try LargeSample()
  for file in [large.plain, large.sealed] {
    let other = NetworkID(high: 1, low: 2)
    let ahead = Reading(ahead: file, other, large.open)
    #expect(ahead.error == .wrongNetwork(large.network))
    #expect(ahead == Reading(file, other, large.open))
  }
  let ahead = Reading(ahead: large.sealed, nil, large.sample.stranger.open)
  #expect(ahead.error == .sealedToOthers)
  #expect(ahead == Reading(large.sealed, nil, large.sample.stranger.open))
}

@Test func `who stops in the middle of a large bundle leaves nothing waiting`() throws {
  let large = try LargeSample()
  for count in 0..<4 {
    for file in [large.plain, large.sealed, Array(large.plain.dropLast(9))] {
      var reader = BundleReadAhead(file, network: nil, open: large.open) { $0.hash }
      for _ in 0..<count { #expect(try reader.next() != nil) }
    }
  }
}
