import Bundles
import FolderExchange
import Glibc
import Merging
import TestSupport

/// A shared folder as two devices of one network see it.
final class Stick {
  let root: TemporaryFolder
  let path: String
  let network = NetworkID(high: 0xAB, low: 0xCD)
  let here: SharedFolder
  let there: SharedFolder

  /// Makes a folder, or takes the one at `path`.
  init(path: String? = nil, limits: FolderLimits = FolderLimits()) throws {
    root = try TemporaryFolder()
    let folder = path ?? root.path
    self.path = folder
    here = SharedFolder(
      path: folder, network: network, device: try Self.device(1), limits: limits)
    there = SharedFolder(
      path: folder, network: network, device: try Self.device(2), limits: limits)
  }

  enum Problem: Error { case device }

  static func device(_ number: UInt8) throws -> DeviceID {
    guard let device = DeviceID(publicKey: [UInt8](repeating: number, count: 32)) else {
      throw Problem.device
    }
    return device
  }

  /// The path within the folder of something in a device's folder.
  func name(_ device: DeviceID, _ name: String) -> String {
    "pobratym-\(network.hex)/\(device.hex)/\(name)"
  }

  /// The name that a file has as a bundle.
  func bundleName(_ file: [UInt8], number: UInt64 = 1) -> String {
    BundleFile.name(number: number, hash: BundleFile.hash(file))
  }

  /// Leaves a file in the other device's folder, as a file manager would.
  @discardableResult
  func leave(_ file: [UInt8], as name: String) throws -> String {
    try root.write(file, to: self.name(there.device, name))
    return root.file(self.name(there.device, name))
  }

  /// What this device ignores, by the name in the other device's folder.
  func ignored() throws -> [String: IgnoredEntry.Reason] {
    let prefix = there.device.hex + "/"
    var reasons: [String: IgnoredEntry.Reason] = [:]
    for entry in try here.list().ignored {
      let isInside = entry.path.hasPrefix(prefix)
      reasons[isInside ? String(entry.path.dropFirst(prefix.count)) : entry.path] = entry.reason
    }
    return reasons
  }
}

/// Returns why a body failed, or nil.
func failure<T>(_ body: () throws(FolderError) -> T) -> FolderError? {
  do throws(FolderError) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}
