import Bundles
import Files
import Merging

extension SharedFolder {
  /// Returns a request's bytes, at most 65,536.
  ///
  /// Whoever can write to the folder can have put it there: only its signature tells whose it is.
  public func read(_ place: RequestPlace) throws(FolderError) -> [UInt8] {
    try read(
      RequestPlace.name, of: place.device, at: place.path, maximumBytes: BundleLimits.requestBytes)
  }

  /// Writes our own request durably in place of an earlier one, and makes the folders that are
  /// missing.
  ///
  /// The old one or the new one is there, never half. One that is there already is left as it is.
  @discardableResult
  public func putRequest(_ line: [UInt8]) throws(FolderError) -> RequestPlace {
    precondition(!line.isEmpty, "a request is one line")
    let place = RequestPlace(device: device, sizeBytes: line.count, in: folder(of: device))
    guard line.count <= BundleLimits.requestBytes else { throw .tooLarge(place.path) }
    let root = try Self.open(path)
    try explaining(explainWriting) { () throws(FileError) in
      let folder = try root.makeFolder(networkName).makeFolder(device.hex)
      let found = try? folder.read(RequestPlace.name, maximumBytes: line.count)
      if found != line { try folder.replaceDurably(line, as: RequestPlace.name) }
    }
    return place
  }

  /// Removes our own request, or does nothing where there is none.
  public func removeRequest() throws(FolderError) { try remove([RequestPlace.name]) }
}
