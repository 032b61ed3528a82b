public import Language
public import Merging

/// What was in a shared folder when it was looked at.
public struct FolderListing: Hashable, Sendable {
  /// The bundles that this device put there, sorted by number and hash.
  public var own: [BundlePlace] = []
  /// The bundles of all other devices, sorted by device, number and hash.
  public var others: [BundlePlace] = []
  /// The bundles of blobs that this device put there, sorted by number and hash.
  public var ownBlobs: [BundlePlace] = []
  /// The bundles of blobs of all other devices, sorted by device, number and hash.
  public var blobs: [BundlePlace] = []
  /// The requests for admission of other devices, sorted by device.
  public var requests: [RequestPlace] = []
  /// The request for admission that this device put there.
  public var ownRequest: RequestPlace?
  /// The half-written files, sorted by device and name; others' are still being copied.
  public var parts: [BundlePart] = []
  /// What is neither, sorted by path.
  public var ignored: [IgnoredEntry] = []

  /// Creates a listing of nothing.
  public init() {}
}

/// A bundle's or request's file that is half written, or was when its writer ended.
public struct BundlePart: Hashable, Sendable {
  /// The device in whose folder it is.
  public let device: DeviceID
  /// The file's name, which ends in `.part`.
  public let name: String
  /// The file's size in bytes when it was listed.
  public let sizeBytes: Int
}

/// Something in a shared folder that is left alone.
public struct IgnoredEntry: Hashable, Sendable, Spoken {
  /// Why it is left alone.
  public enum Reason: Hashable, Sendable {
    /// The name is not one that a bundle or a request has.
    case notABundleName
    /// A link, folder, pipe or device has such a name, or a link a device's.
    case notRegular
    /// The file is larger than a bundle, or a request, may be.
    case tooLarge
    /// The file is empty.
    case empty
    /// Not a folder with a device's name (64 lower-case hexadecimal digits).
    case notADeviceFolder
    /// It cannot be read.
    case unreadable
    /// The folder holds more names than are looked at; the rest of it is not listed.
    case tooManyEntries
  }

  /// The path within the network's folder, as others named it; "." for that folder itself.
  public let path: String
  /// Why it is left alone.
  public let reason: Reason

  /// Creates an entry.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// One clear line; control characters in the name show as U+FFFD.
  public var phrase: Phrase { reason.phrase(of: Self.printable(path)) }

  private static func printable(_ path: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in path.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: text.append("\u{FFFD}")
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}

extension IgnoredEntry.Reason {
  fileprivate func phrase(of path: String) -> Phrase {
    switch self {
    case .notABundleName: Phrase("\(path) does not have a bundle's name")
    case .notRegular:
      Phrase("\(path) is not a regular file or folder (links, pipes and devices are not followed)")
    case .tooLarge: Phrase("\(path) is larger than such a file may be")
    case .empty: Phrase("\(path) is empty")
    case .notADeviceFolder: Phrase("\(path) is not a device's folder")
    case .unreadable: Phrase("\(path) cannot be read")
    case .tooManyEntries: Phrase("\(path) holds more names than are looked at")
    }
  }
}
