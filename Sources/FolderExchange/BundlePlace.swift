public import Bundles
import Files
public import Merging

/// A bundle's file in a shared folder, as its name tells; its bytes are not checked yet.
public struct BundlePlace: Hashable, Comparable, Sendable {
  /// The device in whose folder it is.
  public let device: DeviceID
  /// The device's running number of bundles, from 1.
  public let number: UInt64
  /// The first 16 bytes of the file's hash.
  public let hashPrefix: [UInt8]
  /// Whether it is sealed.
  public let form: BundleForm
  /// The file's size in bytes when it was listed.
  public let sizeBytes: Int
  private let folder: String

  init(
    device: DeviceID, number: UInt64, hashPrefix: [UInt8], form: BundleForm, sizeBytes: Int,
    in folder: String
  ) {
    self.device = device
    self.number = number
    self.hashPrefix = hashPrefix
    self.form = form
    self.sizeBytes = sizeBytes
    self.folder = folder
  }

  /// The file's name.
  public var name: String { BundleFile.name(number: number, hash: hashPrefix, form: form) }

  /// The file's whole path.
  public var path: String { Path.join(folder, name) }

  /// Tells whether it holds the file of that hash, 32 bytes.
  public func isNamed(afterHash hash: [UInt8]) -> Bool { hash.prefix(16).elementsEqual(hashPrefix) }

  /// Orders by device, then number, then hash and ending.
  public static func < (left: Self, right: Self) -> Bool {
    if left.device != right.device { return left.device < right.device }
    if left.number != right.number { return left.number < right.number }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
