import Language
public import Merging
import SQLite

extension LocalStore {
  /// Makes this the store of a network, and refuses that of another network or laptop.
  ///
  /// What somebody else has not signed yet would be signed here, in the wrong name. `former` are
  /// the devices that the owner was before.
  public func claim(
    for network: NetworkID, former: [DeviceID]
  ) throws(StoreError) {
    let own = Set(former + [owner.device])
    guard try pendingLogs().allSatisfy({ own.contains($0.own.device) }) else { throw .notOurs }
    let known = try meta("network")
    guard known != network.bytes else { return }
    let isEmpty = try have().isEmpty
    guard known == nil || isEmpty else { throw .notOurs }
    try setMeta("network", network.bytes)
  }

  /// The lives in which this device has written what is here.
  public func ownEpochs() throws(StoreError) -> [EpochID] {
    try all(
      "SELECT epoch FROM log WHERE device = ? GROUP BY epoch ORDER BY min(id)",
      [.blob(owner.device.publicKey)]
    ) { EpochID(hex: Hex.text($0.blob(0))) }.compactMap { $0 }
  }

  /// The present nonce of the database's life, and the one before.
  public func lifeNonces() throws(StoreError) -> [[UInt8]] {
    [try meta("life-nonce"), try meta("life-nonce-before")].compactMap { $0 }
  }

  /// Renews the nonce of the database's life.
  public func renewLifeNonce(_ nonce: [UInt8]) throws(StoreError) {
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      if let before = try meta("life-nonce") { try setMeta("life-nonce-before", before) }
      try setMeta("life-nonce", nonce)
    }
  }

  /// Moves what is not signed yet, and stands in a log of a former life, to this life's log, and
  /// folds the dossiers concerned again.
  public func enterLife(
    _ epoch: EpochID, former: [EpochID], log: (DossierID) -> OwnLog
  ) throws(StoreError) {
    let isPending = try first(
      "SELECT 1 FROM pending JOIN log ON log.id = pending.log WHERE log.epoch <> ? LIMIT 1",
      [.blob(epoch.bytes)]
    ) { _ in true }
    let isShown = try hasShown(former)
    guard isPending == true || isShown else { return }
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      for epoch in former { try noteFormer(epoch, of: owner.device) }
      let dossiers = try movePending(to: epoch, log: log)
      try refold(dossiers.sorted()) { _ in }
    }
  }

  private func hasShown(_ former: [EpochID]) throws(StoreError) -> Bool {
    for epoch in former {
      let isShown = try first(
        "SELECT 1 FROM shown WHERE device = ? AND epoch = ?",
        [.blob(owner.device.publicKey), .blob(epoch.bytes)]
      ) { _ in true }
      if isShown == true { return true }
    }
    return false
  }

  /// Moves commits that are not signed yet from logs of former lives; returns their dossiers.
  ///
  /// One that a copy of this device has signed meanwhile is there already, and goes.
  func movePending(
    to epoch: EpochID, log own: (DossierID) -> OwnLog
  ) throws(StoreError) -> Set<DossierID> {
    var dossiers: Set<DossierID> = []
    for old in try pendingLogs() where old.own.epoch != epoch {
      let signed = try signedLines(old.row)
      let new = own(old.own.dossier)
      let row = try entry(of: new).row
      var next = (try have()[new.log].last ?? 0) + 1
      var moved: [UInt64: UInt64] = [:]
      for pending in try pendingCommits(old.row) where !signed.contains(pending.line) {
        guard let commit = try? Commit(line: pending.line[...], in: old.own.log, number: 1) else {
          throw .damaged(Phrase("an edit that is not sealed yet"))
        }
        for number in commit.numbers { moved[number] = next + (number - commit.first) }
        let renamed = commit.resolving { id in
          guard id.log == old.own.log, let number = moved[id.number] else { return id }
          return OperationID(log: new.log, number: number)
        }
        let copy = Commit(
          first: next, lamport: commit.lamport, claimedSeconds: commit.claimedSeconds,
          author: commit.author, reason: commit.reason, operations: renamed.operations)
        try run(
          "INSERT INTO pending VALUES(?, ?, ?, ?, ?)",
          [
            .integer(row), .integer(Int64(copy.numbers.lowerBound)),
            .integer(Int64(copy.numbers.upperBound)), .integer(pending.seen),
            .blob(copy.line(in: new.log)),
          ])
        next = copy.numbers.upperBound + 1
      }
      try run("DELETE FROM pending WHERE log = ?", [.integer(old.row)])
      try judgeFork(old.own.log, old.row)
      dossiers.insert(old.own.dossier)
    }
    forgetHave()
    return dossiers
  }

  /// Lets a log be one of one history again, where only what was not signed stood beside that.
  private func judgeFork(_ name: LogID, _ log: Int64) throws(StoreError) {
    let isFork = try first(
      """
      SELECT 1 FROM (SELECT first, previous, lag(last) OVER before AS last, lag(hash) OVER before
        AS hash FROM segment WHERE log = ? WINDOW before AS (ORDER BY first))
      WHERE last >= first OR (last + 1 = first AND hash IS NOT previous) LIMIT 1
      """, [.integer(log)]
    ) { _ in true }
    guard isFork == nil, try entry(of: name)?.isForked == true else { return }
    try setForked(false, of: name, log)
    try run("DELETE FROM branch WHERE log = ?", [.integer(log)])
    forgetAmbiguous()
  }

  private func signedLines(_ log: Int64) throws(StoreError) -> Set<[UInt8]> {
    let bodies = try all(
      """
      SELECT body FROM segment WHERE log = ?1
        AND last >= (SELECT min(first) FROM pending WHERE log = ?1)
      """, [.integer(log)]
    ) { $0.blob(0) }
    var lines: Set<[UInt8]> = []
    for body in bodies {
      let segment = try segment(body)
      lines.formUnion(
        segment.bytes.prefix(segment.signedByteCount).split(separator: 0x0A).map(Array.init))
    }
    return lines
  }
}
