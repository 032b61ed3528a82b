import Bundles
public import Language
import LocalStore
public import Merging
import Sodium

/// The digests of a rebuild: those before and those after.
public struct RebuildReport: Hashable, Sendable {
  /// The digests of the dossiers as they were.
  public let before: [DossierID: StateDigest]
  /// The digests of the dossiers as made again from the segments.
  public let after: [DossierID: StateDigest]

  /// Whether nothing changed, as it must.
  public var isUnchanged: Bool { before == after }
}

/// One thing that a check-up looked at.
public struct Finding: Hashable, Sendable {
  /// What was looked at, in a few words.
  public let check: Phrase
  /// What is wrong; empty where all is well.
  public let problems: [Phrase]
}

extension Engine {
  /// The digest of every dossier.
  public func digests() throws(EngineError) -> [DossierID: StateDigest] {
    try engine { () throws(StoreError) in try store.digests() }
  }

  /// The digest of all dossiers together: equal on devices that hold the same operations.
  public func digest() throws(EngineError) -> StateDigest {
    let hash = BLAKE2b.hash(StateDigest.networkInput(try digests()))
    guard let digest = StateDigest(bytes: hash) else {
      preconditionFailure("a hash has 32 bytes")
    }
    return digest
  }

  /// Makes the state again from the segments; all of it or, on an error, nothing.
  public func rebuild() throws(EngineError) -> RebuildReport {
    let result = try engine { () throws(StoreError) in try store.rebuild() }
    return RebuildReport(before: result.before, after: result.after)
  }

  /// Looks at everything that is kept, and changes nothing.
  public func checkUp() throws(EngineError) -> [Finding] {
    let unsound = try Self.unsoundSegments(in: store, of: network, progress)
    // Of damaged segments no state can be made.
    let unequal =
      unsound.isEmpty
      ? try engine { () throws(StoreError) in try store.differingDossiers() }.sorted() : []
    let have = try engine { () throws(StoreError) in try store.have() }
    let aside = try engine { () throws(StoreError) in try store.quarantineCount() }
    return [
      Finding(
        check: Phrase("the database's own structure"),
        problems: try engine { () throws(StoreError) in try store.integrityProblems() }
          .map { Phrase("SQLite says '\($0)'") }),
      Finding(
        check: Phrase("every segment's hash and signature"),
        problems: unsound),
      Finding(
        check: Phrase("the state against the segments"),
        problems: unequal.map {
          Phrase("dossier \($0.hex) differs; 'pobratym rebuild' makes it again")
        }),
      Finding(
        check: Phrase("gaps in the logs"),
        problems: have.gaps.map { run in
          Phrase(
            """
            log \(run.log.hex) lacks \(run.numbers.lowerBound)-\(run.numbers.upperBound); a later \
            bundle may bring them
            """)
        }),
      Finding(check: Phrase("one history of each log"), problems: try forkProofs()),
      Finding(
        check: Phrase("segments set aside"),
        problems: aside == 0
          ? [] : [Phrase("\(aside); 'pobratym quarantine list' shows them")]),
    ]
  }

  /// The proof that a device, or a copy of it, has signed two histories of a log.
  private func forkProofs() throws(EngineError) -> [Phrase] {
    let names = try names()
    return try engine { () throws(StoreError) in try store.forks() }
      .filter { $0.parted != nil }.map { fork in
        let proof = fork.segments.map { segment in
          "\(segment.run.numbers.lowerBound)-\(segment.run.numbers.upperBound)"
            + " \(Hex.text(segment.hash.prefix(8)))"
        }
        return Phrase(
          """
          device \(fork.device.short) (\(names[fork.device] ?? "?")) was copied, put back or \
          misused: its histories of log \(fork.log.hex) differ from operation \(fork.parted ?? 0); \
          both are kept; it signed \(proof.joined(separator: ", "))
          """)
      }
  }

  /// Verifies every segment that is kept; names those that are damaged.
  static func unsoundSegments(
    in store: LocalStore, of network: NetworkID,
    _ progress: (_ what: Phrase, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
  ) throws(EngineError) -> [Phrase] {
    let segments = try engine { () throws(StoreError) in
      try store.segments() + store.segmentsSetAside()
    }
    var problems: [Phrase] = []
    for (index, stored) in segments.enumerated() {
      progress(Phrase("verifying"), index, segments.count)
      let place = Phrase("log \(stored.run.log.hex) from \(stored.run.numbers.lowerBound)")
      let bytes = try? store.bytes(of: stored)
      guard let bytes, let segment = try? Segment(startOf: bytes[...]),
        segment.header.run == stored.run
      else {
        problems.append(Phrase("\(place): damaged"))
        continue
      }
      do throws(BundleError) { try segment.verify(in: network, place: index + 1) } catch {
        problems.append(Phrase("\(place): \(error)"))
      }
    }
    return problems
  }
}
