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
  private var ownByScope: [Set<DossierID>: [Int]] = [:]
  /// The highest number in each life of this device's bundles that speak of a dossier.
  private var newest: [EpochID: [DossierID: UInt64]] = [:]
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
    ownByScope[letter.scope, default: []].append(own.count)
    own.append(Own(place: place, letter: letter))
    for dossier in letter.scope {
      let number = newest[letter.epoch]?[dossier] ?? 0
      newest[letter.epoch, default: [:]][dossier] = max(number, letter.number)
    }
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

  /// The newest bundle of a life that speaks of just these dossiers.
  func newest(of epoch: EpochID, about scope: Set<DossierID>, for readers: Set<DeviceID>) -> Own? {
    (ownByScope[scope] ?? []).map { own[$0] }.filter {
      $0.letter.epoch == epoch && readers.isSubset(of: $0.letter.recipients)
    }.max { $0.letter.number < $1.letter.number }
  }

  /// Whether later bundles speak of all that one speaks of: of the same life or, where it is of a
  /// life that this device has left, of the present one.
  ///
  /// What a copy of this device shows is thus left to that copy.
  func isSuperseded(_ bundle: Own, in life: Life, by written: Set<DossierID>) -> Bool {
    let (epoch, number) = (bundle.letter.epoch, bundle.letter.number)
    let isLeft = life.former.contains(epoch)
    let isReplaced = isLeft || epoch == life.epoch
    return bundle.letter.scope.allSatisfy { dossier in
      newest[epoch]?[dossier].map { $0 > number } ?? false
        || (isLeft && newest[life.epoch]?[dossier] != nil)
        || (isReplaced && written.contains(dossier))
    }
  }
}
