import Bundles
import Merging
import Sodium

/// A device that sealed bundles can be for.
final class Recipient: Sendable {
  let device: DeviceID
  let key: BoxKey

  enum Problem: Error { case device, key }

  init(_ number: UInt8) throws {
    guard let device = DeviceID(publicKey: [UInt8](repeating: number, count: 32)) else {
      throw Problem.device
    }
    guard let key = BoxKey(seed: [UInt8](repeating: number, count: 32)) else { throw Problem.key }
    self.device = device
    self.key = key
  }

  func open(_ device: DeviceID, _ sealedKey: [UInt8]) -> [UInt8]? {
    device == self.device ? key.open(sealedKey) : nil
  }
}

/// A sample bundle, and devices that it is sealed to.
final class SealedSample {
  let bundle: SampleBundle
  let first: Recipient
  let second: Recipient
  let stranger: Recipient

  init() throws {
    bundle = try SampleBundle()
    first = try Recipient(0x11)
    second = try Recipient(0x22)
    stranger = try Recipient(0x33)
  }

  var boxKeys: [DeviceID: [UInt8]] {
    [first.device: first.key.publicKey, second.device: second.key.publicKey]
  }

  enum Problem: Error { case unsealed }

  /// Seals a file as the sample's sender to the first two, or as `sender` in `network`.
  func sealed(
    _ file: [UInt8], network: NetworkID? = nil, sender: DeviceID? = nil
  ) throws -> [UInt8] {
    guard
      let sealed = BundleFile.seal(
        file, network: network ?? bundle.network, sender: sender ?? bundle.device, to: boxKeys)
    else { throw Problem.unsealed }
    return sealed
  }

  /// Why the file is refused by a recipient of the sample's network, or nil.
  func problem(_ file: [UInt8], at recipient: Recipient? = nil) -> BundleError? {
    let recipient = recipient ?? first
    do throws(BundleError) {
      _ = try BundleFile.read(file, network: bundle.network, open: recipient.open) { _ in }
      return nil
    } catch {
      return error
    }
  }

  /// Why the first recipient cannot unseal the file, or nil.
  func unsealingProblem(_ file: [UInt8]) -> BundleError? {
    do throws(BundleError) {
      _ = try BundleFile.unseal(file, network: bundle.network, open: first.open)
      return nil
    } catch {
      return error
    }
  }

  /// A sealed file whose author is not our writer: any header line, any messages.
  func forged(
    header: String? = nil, _ messages: [(bytes: [UInt8], tag: SecretStreamTag)]
  ) throws -> [UInt8] {
    let fileKey = [UInt8](repeating: 5, count: SecretStream.keyBytes)
    guard let sealedKey = BoxKey.seal(fileKey, to: first.key.publicKey),
      var stream = SecretStreamWriter(key: fileKey)
    else { throw Problem.unsealed }
    let header = header ?? Self.header(bundle, [(first.device.hex, Hex.text(sealedKey))])
    let line = Array((header + "\n").utf8)
    var file = line + stream.header
    for (index, message) in messages.enumerated() {
      file += stream.push(
        message.bytes[...], additional: index == 0 ? BLAKE2b.hash(line) : [], tag: message.tag)
    }
    return file
  }

  /// A header line without its line feed.
  static func header(
    _ bundle: SampleBundle, version: Int = 1, _ keys: [(device: String, key: String)]
  ) -> String {
    let list = keys.map { "[\"\($0.device)\",\"\($0.key)\"]" }.joined(separator: ",")
    return "{\"sealed\":\(version),\"network\":\"\(bundle.network.hex)\","
      + "\"from\":\"\(bundle.device.hex)\",\"keys\":[\(list)]}"
  }
}
