public import Bundles
import Files
import Merging

extension SharedFolder {
  /// Writes a bundle of our own, plain or sealed, durably under its name, and makes the folders
  /// that are missing.
  ///
  /// It is there whole and read back, or not at all. Putting the same bundle again is harmless; one
  /// that was damaged since is written anew. `number` is our running number of bundles, from 1. The
  /// form is the one that the file's bytes show, where none is given.
  @discardableResult
  public func put(
    _ file: [UInt8], number: UInt64, as form: BundleForm? = nil
  ) throws(FolderError) -> BundlePlace {
    precondition(number >= 1 && !file.isEmpty, "bundles count from 1 and are not empty")
    let form = form ?? BundleForm(of: file)
    let place = BundlePlace(
      device: device, number: number, hashPrefix: Array(BundleFile.hash(file).prefix(16)),
      form: form, sizeBytes: file.count, in: folder(of: device))
    guard file.count <= form.maximumBytes else { throw .tooLarge(place.path) }
    let root = try Self.open(path)
    try explaining(explainWriting) { () throws(FileError) in
      let folder = try root.makeFolder(networkName).makeFolder(device.hex)
      do throws(FileError) {
        try folder.writeDurably(file, as: place.name)
      } catch {
        guard error.problem == .exists else { throw error }
        try renew(file, as: place.name, in: folder)
      }
    }
    return place
  }

  /// Writes a file anew where what has its name is not the same.
  private func renew(
    _ file: [UInt8], as name: String, in folder: borrowing OpenFolder
  ) throws(FileError) {
    if let found = try? folder.read(name, maximumBytes: file.count), found == file { return }
    try folder.remove(name)
    try folder.writeDurably(file, as: name)
  }

  /// Removes a bundle of our own, or does nothing where it has gone; refuses another device's.
  public func remove(_ place: BundlePlace) throws(FolderError) {
    guard place.device == device else { throw .notOurs(place.path) }
    try remove([place.name])
  }

  /// Removes what we left half written when we were interrupted; others' is left to them.
  ///
  /// Returns how many files that were. Not to be called while another thread puts a bundle.
  @discardableResult
  public func removeStaleParts() throws(FolderError) -> Int {
    let stale = try list().parts.filter { $0.device == device }.map(\.name)
    if !stale.isEmpty { try remove(stale) }
    return stale.count
  }

  func remove(_ names: [String]) throws(FolderError) {
    let root = try Self.open(path)
    for name in names {
      do throws(FileError) {
        try root.folder(networkName).folder(device.hex).remove(name)
      } catch {
        guard error.cause == .missing else { throw explainWriting(error) }
      }
    }
  }

  /// Says why nothing can be written.
  func explainWriting(_ error: FileError) -> FolderError {
    switch error.cause {
    case .forbidden: .readOnly(path)
    case .full: .full(path)
    case .notAFolder: .notAFolder(error.path)
    default: .file(error)
    }
  }
}
