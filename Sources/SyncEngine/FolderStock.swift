import Bundles
import FolderExchange
import LocalStore
import Merging

/// The bundles that are whole in a folder: what they hold, and who can read it.
struct FolderStock {
  /// A bundle that this device left there, in this or a former life.
  struct Own {
    let place: BundlePlace
    let manifest: Manifest
    /// The dossiers of which it speaks.
    let scope: Set<DossierID>
  }

  private struct Letter: Hashable {
    let sender: DeviceID
    /// None of a plain bundle, which is for everybody.
    let recipients: Set<DeviceID>
  }

  private struct Holding {
    let letter: Letter
    var have = Have()
    var forks: Set<[UInt8]> = []
  }

  /// The device that looks.
  let owner: DeviceID
  private var holdings: [Holding] = []
  private var places: [Letter: Int] = [:]
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

  mutating func add(_ manifest: Manifest, recipients: Set<DeviceID>) {
    let letter = Letter(sender: manifest.sender, recipients: recipients)
    let place = places[letter] ?? holdings.count
    if place == holdings.count {
      places[letter] = place
      holdings.append(Holding(letter: letter))
    }
    for content in manifest.contents {
      if let hash = content.hash { holdings[place].forks.insert(hash) }
      holdings[place].have.insert(content.run)
      holders[content.run.log, default: []].insert(place)
    }
  }

  mutating func add(_ manifest: Manifest, at place: BundlePlace, recipients: Set<DeviceID>) {
    add(manifest, recipients: recipients)
    let scope = Set(manifest.digests.keys)
    ownByScope[scope, default: []].append(own.count)
    own.append(Own(place: place, manifest: manifest, scope: scope))
    for dossier in scope {
      let number = newest[manifest.epoch]?[dossier] ?? 0
      newest[manifest.epoch, default: [:]][dossier] = max(number, manifest.number)
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
      let (holding, letter) = (holdings[place], holdings[place].letter)
      return (letter.sender != device || device == owner) && members.contains(letter.sender)
        && (letter.recipients.isEmpty || letter.recipients.contains(device))
        && (segment.isForked
          ? holding.forks.contains(segment.hash) : holding.have.contains(segment.run))
    }
  }

  /// The newest bundle of a life that speaks of just these dossiers.
  func newest(of epoch: EpochID, about scope: Set<DossierID>, for readers: Set<DeviceID>) -> Own? {
    (ownByScope[scope] ?? []).map { own[$0] }.filter {
      $0.manifest.epoch == epoch && readers.isSubset(of: $0.manifest.recipients)
    }.max { $0.manifest.number < $1.manifest.number }
  }

  /// Whether later bundles speak of all that one speaks of: of the same life or, where it is of a
  /// life that this device has left, of the present one.
  ///
  /// What a copy of this device shows is thus left to that copy.
  func isSuperseded(_ bundle: Own, in life: Life, by written: Set<DossierID>) -> Bool {
    let (epoch, number) = (bundle.manifest.epoch, bundle.manifest.number)
    let isLeft = life.former.contains(epoch)
    let isReplaced = isLeft || epoch == life.epoch
    return bundle.scope.allSatisfy { dossier in
      newest[epoch]?[dossier].map { $0 > number } ?? false
        || (isLeft && newest[life.epoch]?[dossier] != nil)
        || (isReplaced && written.contains(dossier))
    }
  }
}
