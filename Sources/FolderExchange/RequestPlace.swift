import Files
public import Merging

/// A device's request for admission in a shared folder; its bytes are not checked yet.
public struct RequestPlace: Hashable, Sendable {
  /// The device in whose folder it is.
  public let device: DeviceID
  /// The file's size in bytes when it was listed.
  public let sizeBytes: Int
  private let folder: String

  /// The name that every request's file has.
  static let name = "request.json"

  init(device: DeviceID, sizeBytes: Int, in folder: String) {
    self.device = device
    self.sizeBytes = sizeBytes
    self.folder = folder
  }

  /// The file's whole path.
  public var path: String { Path.join(folder, Self.name) }
}
