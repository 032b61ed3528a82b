import Bundles
import Files
import Merging

extension SharedFolder {
  /// Returns what is there now; where the network has no folder yet, that is nothing.
  ///
  /// A device's folder that cannot be read is among the ignored and stands in nobody's way.
  public func list() throws(FolderError) -> FolderListing {
    let root = try Self.open(path)
    var listing = FolderListing()
    do throws(FileError) {
      let network = try root.folder(networkName)
      try list(network, into: &listing)
    } catch {
      guard error.isMissing else { throw Self.explain(error) }
    }
    listing.own.sort()
    listing.others.sort()
    listing.ownBlobs.sort()
    listing.blobs.sort()
    listing.requests.sort { $0.device < $1.device }
    listing.parts.sort { ($0.device, $0.name) < ($1.device, $1.name) }
    listing.ignored.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return listing
  }

  private func list(
    _ network: borrowing OpenFolder, into listing: inout FolderListing
  ) throws(FileError) {
    let (entries, isComplete) = try network.list(maximumEntries: limits.entriesPerFolder) {
      !ForeignNames.contains($0)
    }
    if !isComplete { listing.ignore(".", .tooManyEntries) }
    var budget = limits.entriesTogether
    let hasOwn = listOwn(in: network, budget: &budget, into: &listing)
    for entry in entries where !hasOwn || entry.name != device.hex {
      guard entry.kind == .directory, let device = DeviceID(hex: entry.name) else {
        listing.ignore(entry.name, entry.kind.reason ?? .notADeviceFolder)
        continue
      }
      do throws(FileError) {
        let folder = try network.folder(entry.name)
        try list(folder, of: device, budget: &budget, into: &listing)
      } catch {
        guard !error.isMissing else { continue }
        listing.ignore(entry.name, error.cause == .notAFolder ? .notRegular : .unreadable)
      }
    }
  }

  /// Lists our own bundles, before a crowd in others' folders can use up what is looked at; tells
  /// whether that was possible.
  private func listOwn(
    in network: borrowing OpenFolder, budget: inout Int, into listing: inout FolderListing
  ) -> Bool {
    do throws(FileError) {
      let folder = try network.folder(device.hex)
      try list(folder, of: device, budget: &budget, into: &listing)
      return true
    } catch {
      return false
    }
  }

  private func list(
    _ folder: borrowing OpenFolder, of device: DeviceID, budget: inout Int,
    into listing: inout FolderListing
  ) throws(FileError) {
    let limit = min(budget, limits.entriesPerFolder)
    let (entries, isComplete) = try folder.list(maximumEntries: limit) {
      !ForeignNames.contains($0)
    }
    budget -= entries.count
    if !isComplete { listing.ignore(device.hex, .tooManyEntries) }
    for entry in entries { add(entry, of: device, in: folder.path, into: &listing) }
  }

  /// Adds one name of a device's folder to the list it belongs to.
  private func add(
    _ entry: DirectoryEntry, of device: DeviceID, in folder: String,
    into listing: inout FolderListing
  ) {
    let isPart = entry.name.hasSuffix(BundlePart.suffix)
    let name = isPart ? String(entry.name.dropLast(BundlePart.suffix.count)) : entry.name
    let kind = Kind(name)
    if let reason = Self.reason(toIgnore: entry, kind: kind, isPart: isPart) {
      return listing.ignore(Path.join(device.hex, entry.name), reason)
    }
    switch kind {
    case _ where isPart:
      listing.parts.append(
        BundlePart(device: device, name: entry.name, sizeBytes: entry.sizeBytes))
    case .bundle(let number, let hash, let form):
      let place = BundlePlace(
        device: device, number: number, hashPrefix: hash, form: form, sizeBytes: entry.sizeBytes,
        in: folder)
      let isOwn = device == self.device
      switch (isOwn, form == .blobs) {
      case (true, false): listing.own.append(place)
      case (false, false): listing.others.append(place)
      case (true, true): listing.ownBlobs.append(place)
      case (false, true): listing.blobs.append(place)
      }
    case .request:
      let place = RequestPlace(device: device, sizeBytes: entry.sizeBytes, in: folder)
      if device == self.device {
        listing.ownRequest = place
      } else {
        listing.requests.append(place)
      }
    case nil: break
    }
  }

  private static func reason(
    toIgnore entry: DirectoryEntry, kind: Kind?, isPart: Bool
  ) -> IgnoredEntry.Reason? {
    guard let kind else { return .notABundleName }
    guard entry.kind == .regular else { return entry.kind.reason ?? .notRegular }
    guard !isPart else { return nil }
    guard entry.sizeBytes > 0 else { return .empty }
    return entry.sizeBytes > kind.maximumBytes ? .tooLarge : nil
  }

  /// What a name in a device's folder stands for.
  private enum Kind {
    case bundle(number: UInt64, hash: [UInt8], form: BundleForm)
    case request

    /// Reads a name, spelt as it is written and not otherwise; nil where it is neither's.
    init?(_ name: String) {
      if name == RequestPlace.name {
        self = .request
        return
      }
      guard let (number, hash, form) = BundleFile.parts(ofName: name), number >= 1,
        BundleFile.name(number: number, hash: hash, form: form) == name
      else { return nil }
      self = .bundle(number: number, hash: hash, form: form)
    }

    var maximumBytes: Int {
      switch self {
      case .bundle(_, _, let form): form.maximumBytes
      case .request: BundleLimits.requestBytes
      }
    }
  }
}

extension FileError {
  /// Whether the folder to be opened is not there (one that vanishes while it is read is trouble).
  fileprivate var isMissing: Bool { problem == .open && cause == .missing }
}

extension BundlePart {
  /// What the name of a half-written file ends in.
  static let suffix = ".part"
}

extension FolderListing {
  fileprivate mutating func ignore(_ path: String, _ reason: IgnoredEntry.Reason) {
    ignored.append(IgnoredEntry(path: path, reason: reason))
  }
}

extension DirectoryEntry.Kind {
  /// Why a thing of this kind is ignored wherever it is, or nil.
  fileprivate var reason: IgnoredEntry.Reason? {
    switch self {
    case .regular, .directory: nil
    case .other: .notRegular
    case .unknown: .unreadable
    }
  }
}
