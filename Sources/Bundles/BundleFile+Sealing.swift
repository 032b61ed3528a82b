public import Merging
import Sodium

extension BundleFile {
  /// Seals a finished bundle's file, so that only some devices can read it.
  ///
  /// `boxKeys` are the public box keys of 1 to 4,096 devices. A device whose key is none that can
  /// be sealed to is left out; where no device is left, nil is returned. `network` and `sender`
  /// must be those of the bundle's manifest.
  public static func seal(
    _ file: [UInt8], network: NetworkID, sender: DeviceID, to boxKeys: [DeviceID: [UInt8]]
  ) -> [UInt8]? {
    precondition((1...BundleLimits.recipients).contains(boxKeys.count), "1 to 4,096 recipients")
    precondition((1...BundleLimits.fileBytes).contains(file.count), "a whole bundle's file")
    var fileKey = Randomness.bytes(SecretStream.keyBytes)
    defer { Secret.wipe(&fileKey) }
    let keys = boxKeys.compactMapValues { BoxKey.seal(fileKey, to: $0) }
    guard !keys.isEmpty, var stream = SecretStreamWriter(key: fileKey) else { return nil }
    let header = SealedBundleHeader(network: network, sender: sender, keys: keys)
    let line = header.line
    let chunkCount = (file.count - 1) / BundleLimits.sealedChunkBytes + 1
    var sealed: [UInt8] = []
    sealed.reserveCapacity(
      line.count + SecretStream.headerBytes + file.count + chunkCount * SecretStream.overheadBytes)
    sealed += line
    sealed += stream.header
    var rest = file[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(BundleLimits.sealedChunkBytes)
      rest = rest.dropFirst(chunk.count)
      sealed += stream.push(
        chunk, additional: chunk.startIndex == 0 ? header.additional : [],
        tag: rest.isEmpty ? .final : .message)
    }
    return sealed
  }

  /// Returns the plain bundle of a sealed file; its content is not verified.
  ///
  /// A plain file is returned as it is.
  public static func unseal(
    _ file: [UInt8], network: NetworkID?, open: @escaping FileKeyOpener
  ) throws(BundleError) -> [UInt8] {
    var plain = PlainBytes(file, network: network, open: open)
    var result: [UInt8] = []
    while let chunk = try plain.next() { result += chunk }
    return result
  }
}
