public import Merging

/// What is in a shared folder at one moment.
public struct FolderListing: Hashable, Sendable {
  /// This device's bundles, by number.
  public internal(set) var own: [BundlePlace] = []
  /// The other devices' bundles, by device and number.
  public internal(set) var others: [BundlePlace] = []
  /// What else lies in the network's folder, by path.
  public internal(set) var ignored: [IgnoredEntry] = []
  /// The names of files that this device left half written.
  public internal(set) var ownParts: [String] = []

  /// Creates an empty listing.
  public init() {}

  mutating func sort() {
    own.sort()
    others.sort()
    ignored.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

/// A file in a shared folder whose name is a bundle's; nothing of what it says is proven yet.
public struct BundlePlace: Hashable, Comparable, Sendable {
  /// The device in whose subfolder it lies.
  public let device: DeviceID
  /// The running number in its name.
  public let number: UInt64
  /// The first 16 bytes of the file's hash, as its name says.
  public let hashPrefix: [UInt8]
  /// The name.
  public let name: String
  /// The path.
  public let path: String
  /// The size in bytes when it was listed.
  public let sizeBytes: Int

  /// Orders by device, number and name.
  public static func < (left: Self, right: Self) -> Bool {
    (left.device, left.number, left.name) < (right.device, right.number, right.name)
  }
}

/// Something in a network's folder that is not a bundle to read.
public struct IgnoredEntry: Error, Hashable, Sendable, CustomStringConvertible {
  /// Why it is left alone.
  public enum Reason: String, Hashable, Sendable {
    /// The name is not a bundle's.
    case notABundleName = "not a bundle's name"
    /// Another device is writing it, or was stopped while it did.
    case beingWritten = "still being written"
    /// A link, pipe, device or folder.
    case notRegular = "a link, pipe, device or folder, which is never followed"
    /// Larger than a bundle may be.
    case tooLarge = "larger than a bundle may be"
    /// Not named after a device.
    case notADeviceFolder = "not a device's folder"
    /// A folder that cannot be listed.
    case unreadable = "a folder that cannot be read"
  }

  /// The path within the network's folder.
  public let path: String
  /// Why it is left alone.
  public let reason: Reason

  /// Path and reason.
  public var description: String { "\(path): \(reason.rawValue)" }
}
