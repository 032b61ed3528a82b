import Bundles
import FolderExchange
import LocalStore
import Merging

/// The bundles that are whole in a folder: what they hold, and who can read it.
struct FolderStock {
  /// A bundle that this device left there, in this or a former life.
  struct Own {
    let place: BundlePlace
    let letter: Letter
  }

  private struct Way: Hashable {
    let sender: DeviceID
    /// None of a plain bundle, which is for everybody.
    let readers: Set<DeviceID>
  }

  private struct Holding {
    let way: Way
    var have = Have()
    var forks: Set<[UInt8]> = []
  }

  /// The device that looks.
  let owner: DeviceID
  private var holdings: [Holding] = []
  private var places: [Way: Int] = [:]
  /// Which holdings have something of a log: a centre's folder has bundles of thousands.
  private var holders: [LogID: Set<Int>] = [:]
  private(set) var own: [Own] = []
  /// Which of them speak of a dossier.
  private var ownAbout: [DossierID: [Int]] = [:]
  private var receipts: [DeviceID: [[UInt8]]] = [:]

  init(owner: DeviceID) {
    self.owner = owner
  }

  /// Adds another's bundle.
  mutating func add(_ letter: Letter) {
    let way = Way(sender: letter.sender, readers: letter.readers)
    let place = places[way] ?? holdings.count
    if place == holdings.count {
      places[way] = place
      holdings.append(Holding(way: way))
    }
    for content in letter.contents {
      if let hash = content.hash { holdings[place].forks.insert(hash) }
      holdings[place].have.insert(content.run)
      holders[content.run.log, default: []].insert(place)
    }
  }

  /// Adds a bundle that this device left there.
  mutating func add(_ letter: Letter, at place: BundlePlace) {
    add(letter)
    for dossier in letter.scope { ownAbout[dossier, default: []].append(own.count) }
    own.append(Own(place: place, letter: letter))
  }

  /// Notes that a device's bundle was read.
  mutating func note(_ hash: [UInt8], of device: DeviceID) {
    receipts[device, default: []].append(hash)
  }

  /// The hashes of the bundles of some devices that were read, or of all where none are named.
  ///
  /// To name those of a thousand others in each of a thousand bundles would fill the folder.
  func receipts(for readers: Set<DeviceID>) -> [[UInt8]] {
    (readers.isEmpty ? Set(receipts.keys) : readers).sorted().flatMap { receipts[$0] ?? [] }
  }

  /// Tells whether a segment lies there for a device, from another that takes part.
  ///
  /// What strangers leave there may be of another history, which counts nowhere. What a device
  /// wrote itself it does not read again; but a copy of this device reads what this one wrote.
  func holds(
    _ segment: StoredSegment, for device: DeviceID, from members: Set<DeviceID>
  ) -> Bool {
    (holders[segment.run.log] ?? []).contains { place in
      let (holding, way) = (holdings[place], holdings[place].way)
      return (way.sender != device || device == owner) && members.contains(way.sender)
        && (way.readers.isEmpty || way.readers.contains(device))
        && (segment.isForked
          ? holding.forks.contains(segment.hash) : holding.have.contains(segment.run))
    }
  }

  /// Returns of each dossier the newest bundle of a life that speaks of it to all of some devices.
  func newest(of epoch: EpochID, for readers: Set<DeviceID>) -> [DossierID: Letter] {
    var newest: [DossierID: Letter] = [:]
    for bundle in own {
      let letter = bundle.letter
      guard letter.epoch == epoch, readers.isSubset(of: letter.recipients) else { continue }
      for dossier in letter.scope where newest[dossier]?.number ?? 0 < letter.number {
        newest[dossier] = letter
      }
    }
    return newest
  }

  /// Whether later bundles speak of all that one speaks of, to all for whom it is and who may read
  /// that: of the same life or, where it is of one that this device has left, of the present one.
  ///
  /// What a copy of this device shows is thus left to that copy.
  func isSuperseded(
    _ bundle: Own, in life: Life, by written: [(about: Set<DossierID>, readers: Set<DeviceID>)],
    _ audiences: Audiences
  ) -> Bool {
    let letter = bundle.letter
    let isLeft = life.former.contains(letter.epoch)
    let isReplaced = isLeft || letter.epoch == life.epoch
    return letter.scope.allSatisfy { dossier in
      let readers = audiences.readers(of: dossier).intersection(letter.recipients)
      let isSpokenOf = (ownAbout[dossier] ?? []).contains {
        let later = own[$0].letter
        let isLater =
          later.epoch == letter.epoch
          ? later.number > letter.number : isLeft && later.epoch == life.epoch
        return isLater && readers.isSubset(of: later.recipients)
      }
      return isSpokenOf
        || (isReplaced
          && written.contains { $0.about.contains(dossier) && readers.isSubset(of: $0.readers) })
    }
  }
}
