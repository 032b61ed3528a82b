import Bundles
import Files
public import Merging

/// A USB stick or file share in which the devices of a network leave bundles for each other.
///
/// It holds a folder per network and in that one per device:
/// `FOLDER/pobratym-NETWORK/DEVICE/BUNDLE`. A device writes in its own folder only, so nobody
/// waits for anybody and nothing is locked. Files are immutable; what is half written has another
/// name. Everything found is hostile until proven otherwise: no link is followed, limits hold
/// before memory is taken, and one bad folder or file never stands in the way of the others.
///
///     let folder = SharedFolder(path: "/media/stick", network: network, device: device)
///     for place in try folder.list().others { take(try folder.read(place)) }
///     try folder.put(bundle, number: 17)
public struct SharedFolder: Sendable {
  /// The folder that the person named.
  public let path: String
  /// The network whose folder in it is used.
  public let network: NetworkID
  /// The device whose own folder is written in.
  public let device: DeviceID
  /// How many names a listing looks at.
  public let limits: FolderLimits

  /// Names a shared folder; nothing is looked at or made yet.
  public init(
    path: String, network: NetworkID, device: DeviceID, limits: FolderLimits = FolderLimits()
  ) {
    self.path = path
    self.network = network
    self.device = device
    self.limits = limits
  }

  /// Returns the networks that have a folder in a folder, sorted; a new laptop joins one of them.
  public static func networks(in path: String) throws(FolderError) -> [NetworkID] {
    let folder = try open(path)
    let limit = FolderLimits().entriesPerFolder
    let (entries, isComplete) = try explaining(FolderError.file) { () throws(FileError) in
      try folder.list(maximumEntries: limit) { networkID(ofName: $0) != nil }
    }
    guard isComplete else { throw .tooManyEntries(path) }
    return entries.filter { $0.kind == .directory }.compactMap { networkID(ofName: $0.name) }
      .sorted()
  }

  /// Returns a whole file, after its size and its name's hash were checked.
  public func read(_ place: BundlePlace) throws(FolderError) -> [UInt8] {
    let bytes = try read(
      place.name, of: place.device, at: place.path, maximumBytes: place.form.maximumBytes)
    guard place.isNamed(afterHash: BundleFile.hash(bytes)) else { throw .damaged(place.path) }
    return bytes
  }

  /// Returns the bytes of a file in a device's folder; `place` is its path, for messages.
  func read(
    _ name: String, of device: DeviceID, at place: String, maximumBytes: Int
  ) throws(FolderError) -> [UInt8] {
    let root = try Self.open(path)
    return try explaining({ Self.explain($0, reading: place) }) { () throws(FileError) in
      try root.folder(networkName).folder(device.hex).read(name, maximumBytes: maximumBytes)
    }
  }

  private static func explain(_ error: FileError, reading place: String) -> FolderError {
    switch (error.problem, error.cause) {
    case (.tooLarge, _): .tooLarge(place)
    case (.changed, _): .damaged(place)
    case (.open, .missing): .gone(place)
    case (.open, .notAFolder): .notAFolder(error.path)
    default: .file(error)
    }
  }
}

extension SharedFolder {
  private static let prefix = "pobratym-"

  /// The name of the network's folder.
  var networkName: String { Self.prefix + network.hex }

  /// The path of a device's folder.
  func folder(of device: DeviceID) -> String {
    Path.join(Path.join(path, networkName), device.hex)
  }

  private static func networkID(ofName name: String) -> NetworkID? {
    guard name.hasPrefix(prefix) else { return nil }
    return NetworkID(hex: String(name.dropFirst(prefix.count)))
  }

  /// Opens the folder that the person named; it is never made.
  static func open(_ path: String) throws(FolderError) -> OpenFolder {
    try explaining({ explain($0) }) { () throws(FileError) in try OpenFolder(path) }
  }

  /// Says why a folder cannot be opened.
  static func explain(_ error: FileError) -> FolderError {
    switch error.cause {
    case .missing: .missing(error.path)
    case .notAFolder: .notAFolder(error.path)
    default: .file(error)
    }
  }
}
