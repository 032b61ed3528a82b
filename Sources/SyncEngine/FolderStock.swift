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
  }

  private struct Letter: Hashable {
    let sender: DeviceID
    /// None of a plain bundle, which is for everybody.
    let recipients: Set<DeviceID>
  }

  private struct Holding {
    var have = Have()
    var forks: Set<[UInt8]> = []
  }

  /// The device that looks.
  let owner: DeviceID
  private var holdings: [Letter: Holding] = [:]
  private(set) var own: [Own] = []
  /// The hashes of the bundles that were read.
  var receipts: [[UInt8]] = []

  init(owner: DeviceID) {
    self.owner = owner
  }

  mutating func add(_ manifest: Manifest, recipients: Set<DeviceID>) {
    let letter = Letter(sender: manifest.sender, recipients: recipients)
    var holding = holdings[letter] ?? Holding()
    for content in manifest.contents {
      if let hash = content.hash { holding.forks.insert(hash) }
      holding.have.insert(content.run)
    }
    holdings[letter] = holding
  }

  mutating func add(_ manifest: Manifest, at place: BundlePlace, recipients: Set<DeviceID>) {
    add(manifest, recipients: recipients)
    own.append(Own(place: place, manifest: manifest))
  }

  /// Tells whether a segment lies there for a device, from another that takes part.
  ///
  /// What strangers leave there may be of another history, which counts nowhere. What a device
  /// wrote itself it does not read again; but a copy of this device reads what this one wrote.
  func holds(
    _ segment: StoredSegment, for device: DeviceID, from members: Set<DeviceID>
  ) -> Bool {
    holdings.contains { letter, holding in
      (letter.sender != device || device == owner) && members.contains(letter.sender)
        && (letter.recipients.isEmpty || letter.recipients.contains(device))
        && (segment.isForked
          ? holding.forks.contains(segment.hash) : holding.have.contains(segment.run))
    }
  }

  /// The newest bundle of a life that speaks of just these dossiers.
  func newest(of epoch: EpochID, about scope: Set<DossierID>, for readers: Set<DeviceID>) -> Own? {
    own.filter {
      $0.manifest.epoch == epoch && Set($0.manifest.digests.keys) == scope
        && readers.isSubset(of: $0.manifest.recipients)
    }.max { $0.manifest.number < $1.manifest.number }
  }

  /// Whether later bundles speak of all that one speaks of: of the same life or, where it is of a
  /// life that this device has left, of the present one.
  ///
  /// What a copy of this device shows is thus left to that copy.
  func isSuperseded(_ bundle: Own, in life: Life, by written: [Set<DossierID>]) -> Bool {
    let (epoch, number) = (bundle.manifest.epoch, bundle.manifest.number)
    let isLeft = life.former.contains(epoch)
    var scope = Set(bundle.manifest.digests.keys)
    if isLeft || epoch == life.epoch { for later in written { scope.subtract(later) } }
    for later in own.map(\.manifest) {
      let isLater = later.epoch == epoch && later.number > number
      if isLater || (isLeft && later.epoch == life.epoch) { scope.subtract(later.digests.keys) }
    }
    return scope.isEmpty
  }
}
