import Bundles
import LocalStore
import Merging

/// What one bundle for a single journey, such as e-mail, is to hold and to speak of.
struct SingleLetter {
  let group: Audiences.Group
  let segments: [StoredSegment]
  let about: Set<DossierID>
}

/// What is said in bundles for a single journey.
///
/// Nobody knows whether those arrive. What has not is asked for: who was not told that something is
/// held here sends it, and is answered.
extension Engine {
  /// Makes out what goes to a group of readers; nil where nothing does.
  ///
  /// What is `fresh` speaks of everything that they may read.
  func single(
    _ group: Audiences.Group, _ peers: [Peer], everything: Bool, isFresh: Bool
  ) throws(EngineError) -> SingleLetter? {
    let readers = peers.filter { group.readers.contains($0.device) }
    let isAll = everything || readers.isEmpty
    let needed = try segments(of: group.dossiers, lackedBy: isAll ? [] : readers).filter {
      segment in isAll || readers.contains { !$0.holds(segment) }
    }
    guard !needed.isEmpty || group.dossiers.contains(.directory) else { return nil }
    let scope = group.dossiers.union([.directory])
    let about =
      isFresh ? nil : try about(scope, told: readers.map(\.device))
    return SingleLetter(
      group: group, segments: needed,
      about: about.map { $0.union(needed.map(\.dossier)).union([.directory]) } ?? scope)
  }

  /// Returns of which of some dossiers devices must hear: what they were not told, and what they
  /// have sent since; of all, where that is in doubt.
  ///
  /// Now and then all is said again, should a bundle have been lost of which nobody asks.
  private func about(
    _ scope: Set<DossierID>, told devices: [DeviceID]
  ) throws(EngineError) -> Set<DossierID>? {
    guard !devices.isEmpty else { return nil }
    var (all, sent): ([Told], Set<DossierID>) = ([], [])
    for device in devices {
      guard let told = try told(device), told.partialCount < Told.maximumPartial else { return nil }
      all.append(told)
      let news = try engine { () throws(StoreError) in
        try store.dossiersSent(by: device, after: told.row)
      }
      sent.formUnion(news)
    }
    let unsaid = try unsaid(of: scope) { dossier in
      let marks = Set(all.map { $0.marks[dossier] })
      return marks.count == 1 ? marks.first ?? nil : nil
    }
    return unsaid.union(sent.intersection(scope))
  }

  private func told(_ device: DeviceID) throws(EngineError) -> Told? {
    let bytes = try engine { () throws(StoreError) in try store.meta("told " + device.hex) }
    return bytes.flatMap(Self.codec.unpack).flatMap(Told.init(bytes:))
      .flatMap { $0.epoch == life.epoch ? $0 : nil }
  }

  /// Notes what devices are told, in letters to all groups of them or to some.
  func note(
    _ letters: [SingleLetter], to devices: [DeviceID], of groups: [Audiences.Group]
  ) throws(EngineError) {
    let about = letters.reduce(into: Set()) { $0.formUnion($1.about) }
    let marks = try marks(of: about, try word(of: about))
    let row = try engine { () throws(StoreError) in try store.lastBundleRow() }
    for device in devices where device != self.device {
      let own = letters.filter { $0.group.readers.contains(device) }
      let ownCount = groups.count { $0.readers.contains(device) }
      let isWhole =
        own.count == ownCount && own.allSatisfy { $0.group.dossiers.isSubset(of: $0.about) }
      var told = try told(device) ?? Told(epoch: life.epoch, row: 0, partialCount: 0, marks: [:])
      told.partialCount = isWhole ? 0 : told.partialCount + 1
      // What it sent of other dossiers is not answered yet.
      if own.count == ownCount { told.row = row }
      for dossier in own.reduce(into: Set(), { $0.formUnion($1.about) }) {
        told.marks[dossier] = marks[dossier]
      }
      let bytes = Self.codec.pack(told.bytes)
      try engine { () throws(StoreError) in try store.setMeta("told " + device.hex, bytes) }
    }
  }
}
