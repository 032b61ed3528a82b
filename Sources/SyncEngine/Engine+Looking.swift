import Bundles
import FolderExchange
import LocalStore
import Merging

/// What is read of the bundles in a folder: those that are new, and a few others, to see whether
/// they are still whole.
extension Engine {
  /// Which bundles are read though they are known: as many as are looked at in a round, from
  /// anywhere on, so that the rounds come to all of them.
  func toLookAt(_ places: [BundlePlace]) -> Set<BundlePlace> {
    guard !places.isEmpty else { return [] }
    let chance = surroundings.randomBytes(6).reduce(0) { $0 << 8 | Int($1) }
    let start = chance % places.count
    var chosen: Set<BundlePlace> = []
    var size = 0
    for place in places[start...] + places[..<start] {
      size += place.sizeBytes
      // One that is larger than all that is looked at has its turn as much more seldom.
      guard size <= bytesLookedAt || (chosen.isEmpty && chance % size < bytesLookedAt) else {
        break
      }
      chosen.insert(place)
    }
    return chosen
  }

  /// Returns what is known of a bundle that was taken in, or written here, unless its file has
  /// another size.
  private func letter(
    of place: BundlePlace, isOutgoing: Bool
  ) throws(EngineError) -> Letter? {
    let bytes = try engine { () throws(StoreError) in
      try store.letter(place.hashPrefix, isOutgoing: isOutgoing)
    }
    return bytes.flatMap(Letter.init(bytes:)).flatMap { $0.sizeBytes == place.sizeBytes ? $0 : nil }
  }

  /// Tells whether a bundle need not be read, because it was taken in or cannot be opened; one that
  /// is looked at is read all the same.
  func isKnown(
    _ place: BundlePlace, looking: Bool, in folder: SharedFolder, into report: inout SyncReport,
    _ stock: inout FolderStock
  ) throws(EngineError) -> Bool {
    guard let known = try letter(of: place, isOutgoing: false) else {
      let isClosed = try engine { () throws(StoreError) in
        try store.isSealedToOthers(place.hashPrefix)
      }
      guard isClosed, !looking else { return false }
      report.sealedForOthers += 1
      return true
    }
    do throws(EngineError) {
      if looking { _ = try shared { () throws(FolderError) in try folder.read(place) } }
      report.knownCount += 1
      add(known, at: place, to: &stock)
    } catch {
      try leave(place, because: error, into: &report)
    }
    return true
  }

  /// Takes in bundles, unless that has been done.
  func read(
    _ places: [BundlePlace], of folder: SharedFolder, into report: inout SyncReport,
    _ stock: inout FolderStock
  ) throws(EngineError) {
    try takeIn(places.map(\.path), from: folder.path) { index throws(EngineError) in
      try shared { () throws(FolderError) in try folder.read(places[index]) }
    } then: { index, result throws(EngineError) in
      let place = places[index]
      do throws(EngineError) {
        let intake = try result.get()
        if intake.isKnown {
          report.knownCount += 1
          try keep(intake.letter, isOutgoing: false)
        } else {
          report.read.append(intake)
        }
        var letter = intake.letter
        // One that a copy of this device has written says it for this one, too.
        if place.device == device { letter.marks = try marks(of: intake.manifest) }
        add(letter, at: place, to: &stock)
      } catch {
        try leave(place, because: error, into: &report)
      }
    }
  }

  /// Leaves a bundle alone: what is wrong with one file must not keep the others away; what is
  /// wrong here must.
  private func leave(
    _ place: BundlePlace, because error: EngineError, into report: inout SyncReport
  ) throws(EngineError) {
    switch error {
    case .folder(.gone): break
    case .bundle(_, .sealedToOthers):
      report.sealedForOthers += 1
      try engine { () throws(StoreError) in try store.noteSealedToOthers(place.hashPrefix) }
    case .bundle, .folder: report.skipped.append((place.path, error))
    default: throw error
    }
  }

  private func keep(_ letter: Letter, isOutgoing: Bool) throws(EngineError) {
    try engine { () throws(StoreError) in
      try store.keep(letter: letter.bytes, of: letter.hash, isOutgoing: isOutgoing)
    }
  }

  private func add(_ letter: Letter, at place: BundlePlace, to stock: inout FolderStock) {
    stock.note(letter.hash, of: place.device)
    if place.device == device { stock.add(letter, at: place) } else { stock.add(letter) }
  }

  /// Checks a bundle in this device's own folder; a damaged one is removed, and what it held
  /// written again.
  ///
  /// What was not written here, but by a copy of this device or before its store was put back, is
  /// taken in like any other.
  func look(
    at place: BundlePlace, looking: Bool, in folder: SharedFolder, dryRun: Bool,
    into report: inout SyncReport, _ stock: inout FolderStock
  ) throws(EngineError) {
    do throws(EngineError) {
      let known = try letter(of: place, isOutgoing: true)
      if let known, !looking { return stock.add(known, at: place) }
      let file = try shared { () throws(FolderError) in try folder.read(place) }
      if let known { return stock.add(known, at: place) }
      let hash = BundleFile.hash(file)
      let isWrittenHere = try engine { () throws(StoreError) in try store.hasWritten(hash) }
      guard isWrittenHere else {
        return try read([place], of: folder, into: &report, &stock)
      }
      let (manifest, recipients) = try start(of: file, at: place.path)
      let letter = Letter(
        manifest, readers: recipients, hash: hash, sizeBytes: file.count,
        marks: try marks(of: manifest))
      try keep(letter, isOutgoing: true)
      stock.add(letter, at: place)
    } catch {
      report.skipped.append((place.path, error))
      // One that this store did not write can be all that is left of what it held.
      guard case .folder(.damaged) = error, !dryRun,
        try engine({ () throws(StoreError) in try store.hasWritten(place.hashPrefix) })
      else { return }
      try shared { () throws(FolderError) in try folder.remove(place) }
    }
  }
}
