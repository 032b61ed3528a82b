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

  private struct Holding {
    var have = Have()
    var forks: Set<[UInt8]> = []
  }

  /// By recipients; a plain bundle is for everybody, under the empty set.
  private var holdings: [Set<DeviceID>: Holding] = [:]
  private(set) var own: [Own] = []
  /// The hashes of the bundles that were read.
  var receipts: [[UInt8]] = []

  mutating func add(_ manifest: Manifest, recipients: Set<DeviceID>) {
    var holding = holdings[recipients] ?? Holding()
    for content in manifest.contents {
      if let hash = content.hash { holding.forks.insert(hash) }
      holding.have.insert(content.run)
    }
    holdings[recipients] = holding
  }

  mutating func add(_ manifest: Manifest, at place: BundlePlace, recipients: Set<DeviceID>) {
    add(manifest, recipients: recipients)
    own.append(Own(place: place, manifest: manifest))
  }

  /// Tells whether a segment lies there for a device.
  func holds(_ segment: StoredSegment, for device: DeviceID) -> Bool {
    holdings.contains { recipients, holding in
      (recipients.isEmpty || recipients.contains(device))
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

  /// Whether later bundles of a life speak of all that one speaks of.
  func isSuperseded(_ bundle: Own, in epoch: EpochID, by written: [Set<DossierID>]) -> Bool {
    var scope = Set(bundle.manifest.digests.keys)
    for later in written { scope.subtract(later) }
    for later in own where later.manifest.epoch == epoch {
      guard bundle.manifest.epoch != epoch || later.manifest.number > bundle.manifest.number else {
        continue
      }
      scope.subtract(later.manifest.digests.keys)
    }
    return scope.isEmpty
  }
}
