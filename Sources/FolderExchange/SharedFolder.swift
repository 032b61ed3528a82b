import Bundles
import Files
public import Merging

/// A folder that devices share, by stick or file share: `pobratym-<network>/<device>/<bundle>`.
///
/// A device writes only in its own subfolder, files never change, and nobody locks anything; so
/// any number of devices can use the folder at once (`Protocol/`, section Folders).
public struct SharedFolder: Sendable {
  /// The folder.
  public let path: String
  private let network: NetworkID
  private let device: DeviceID

  /// Names a folder, as seen by one device of one network.
  public init(path: String, network: NetworkID, device: DeviceID) {
    self.path = path
    self.network = network
    self.device = device
  }

  private static let prefix = "pobratym-"
  private var networkPath: String { Path.join(path, Self.prefix + network.hex) }
  private func devicePath(_ device: DeviceID) -> String { Path.join(networkPath, device.hex) }

  /// Returns the networks that have a subfolder in a folder, sorted.
  public static func networks(in path: String) throws(FolderError) -> [NetworkID] {
    try entries(of: path).compactMap { entry in
      guard entry.kind == .directory, entry.name.hasPrefix(prefix) else { return nil }
      return NetworkID(hex: String(entry.name.dropFirst(prefix.count)))
    }
  }

  private static func entries(of path: String) throws(FolderError) -> [DirectoryEntry] {
    guard Directory.isFolder(path) else {
      throw File.exists(path) ? .notAFolder(path) : .missing(path)
    }
    do throws(FileError) { return try Directory.list(path) } catch { throw .file(error) }
  }

  /// Returns what is there now; a network that has left nothing yet is an empty listing.
  public func list() throws(FolderError) -> FolderListing {
    var listing = FolderListing()
    let top = try Self.entries(of: path)
    guard let own = top.first(where: { $0.name == Path.name(of: networkPath) }) else {
      return listing
    }
    guard own.kind == .directory else { throw .notAFolder(networkPath) }
    for entry in try Self.entries(of: networkPath) where !Self.isLitter(entry.name) {
      guard entry.kind == .directory, let owner = DeviceID(hex: entry.name) else {
        listing.ignored.append(
          IgnoredEntry(path: entry.name, reason: Self.reason(entry, else: .notADeviceFolder)))
        continue
      }
      add(owner, to: &listing)
    }
    listing.sort()
    return listing
  }

  private func add(_ owner: DeviceID, to listing: inout FolderListing) {
    guard let entries = try? Self.entries(of: devicePath(owner)) else {
      listing.ignored.append(IgnoredEntry(path: owner.hex, reason: .unreadable))
      return
    }
    for entry in entries where !Self.isLitter(entry.name) {
      switch place(entry, of: owner) {
      case .success(let place) where owner == device: listing.own.append(place)
      case .success(let place): listing.others.append(place)
      case .failure(let ignored) where ignored.reason == .beingWritten && owner == device:
        listing.ownParts.append(entry.name)
      case .failure(let ignored): listing.ignored.append(ignored)
      }
    }
  }

  private func place(
    _ entry: DirectoryEntry, of owner: DeviceID
  ) -> Result<BundlePlace, IgnoredEntry> {
    func ignored(_ reason: IgnoredEntry.Reason) -> Result<BundlePlace, IgnoredEntry> {
      .failure(IgnoredEntry(path: Path.join(owner.hex, entry.name), reason: reason))
    }
    guard entry.kind == .regular else { return ignored(.notRegular) }
    let suffix = File.partSuffix
    if entry.name.hasSuffix(suffix),
      BundleFile.parts(ofName: String(entry.name.dropLast(suffix.count))) != nil
    {
      return ignored(.beingWritten)
    }
    guard let parts = BundleFile.parts(ofName: entry.name) else { return ignored(.notABundleName) }
    guard entry.sizeBytes <= BundleLimits.fileBytes else { return ignored(.tooLarge) }
    return .success(
      BundlePlace(
        device: owner, number: parts.number, hashPrefix: parts.hash, name: entry.name,
        path: Path.join(devicePath(owner), entry.name), sizeBytes: entry.sizeBytes))
  }

  private static func reason(
    _ entry: DirectoryEntry, else other: IgnoredEntry.Reason
  ) -> IgnoredEntry.Reason {
    entry.kind == .other ? .notRegular : other
  }

  /// Whether a name is one that operating systems leave on sticks.
  private static func isLitter(_ name: String) -> Bool {
    let names: Set = [
      ".DS_Store", "Thumbs.db", "desktop.ini", "System Volume Information", "lost+found",
    ]
    return name.hasPrefix("._") || name.hasPrefix(".Trash") || names.contains(name)
  }

  /// Returns a bundle's whole file, once its hash has been compared with its name.
  public func read(_ place: BundlePlace) throws(FolderError) -> [UInt8] {
    let file: [UInt8]
    do throws(FileError) {
      file = try File.read(place.path, maximumBytes: BundleLimits.fileBytes)
    } catch {
      throw error.problem == .changed ? .damaged(place.path) : .file(error)
    }
    guard BundleFile.hash(file).starts(with: place.hashPrefix) else { throw .damaged(place.path) }
    return file
  }

  /// Writes a bundle of this device durably under the name that follows from its bytes.
  ///
  /// One that is there already stays as it is.
  @discardableResult
  public func put(_ file: [UInt8], number: UInt64) throws(FolderError) -> BundlePlace {
    guard Directory.isFolder(path) else { throw .missing(path) }
    let hash = BundleFile.hash(file)
    let name = BundleFile.name(number: number, hash: hash)
    let place = BundlePlace(
      device: device, number: number, hashPrefix: Array(hash.prefix(16)), name: name,
      path: Path.join(devicePath(device), name), sizeBytes: file.count)
    do throws(FileError) {
      try Directory.createNotFollowing(networkPath)
      try Directory.createNotFollowing(devicePath(device))
      try File.writeDurably(file, to: place.path)
    } catch {
      guard error.problem == .exists, (try? read(place)) != nil else { throw .file(error) }
    }
    return place
  }

  /// Removes a bundle of this device; another device's is refused.
  public func remove(_ place: BundlePlace) throws(FolderError) {
    // Not by the path's parent: a folder may be named with slashes too many.
    guard place.device == device, !place.name.contains("/"),
      place.path == Path.join(devicePath(device), place.name)
    else { throw .notOurs(place.path) }
    do throws(FileError) { try File.remove(place.path) } catch { throw .file(error) }
  }

  /// Removes what this device left half written, when it was stopped in the middle.
  public func removeStaleParts() throws(FolderError) {
    for name in try list().ownParts {
      do throws(FileError) { try File.remove(Path.join(devicePath(device), name)) } catch {
        throw .file(error)
      }
    }
  }
}
