import Foundation

/// A folder of a test's own, removed with all that is in it when the test lets go of it.
public final class TemporaryFolder: Sendable {
  /// Its path.
  public let path: String

  /// Makes the folder; in memory, where the system offers that and much is to be synced.
  public init(inMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let hasMemory = FileManager.default.isWritableFile(atPath: memory)
    let place = inMemory && hasMemory ? memory : NSTemporaryDirectory()
    path = place + "/pobratym-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Returns the path of a name in the folder.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file below the folder just like that, as another program would.
  public func write(_ bytes: [UInt8], to name: String) throws {
    let place = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
  }

  /// Returns every file below the folder with its bytes, to compare before and after.
  public func contents() throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
      guard !isFolder.boolValue else { continue }
      contents[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }
    return contents
  }
}
