public import Language
public import Merging

/// Why a file is no request for admission that may be granted, or none can be made.
public enum RequestError: Error, Hashable, Sendable, Spoken {
  /// Not one line as specified; names the member.
  case malformed(String)
  /// A newer format.
  case newerFormat(Int64)
  /// Another network's request.
  case wrongNetwork(NetworkID)
  /// Longer than a request may be.
  case tooLarge
  /// Not signed by the device that asks.
  case signature
  /// Not signed by the device that is to be replaced.
  case formerSignature

  /// The stage's name in `Protocol/`.
  public var stage: String {
    switch self {
    case .malformed, .tooLarge: "request"
    case .newerFormat: "version"
    case .wrongNetwork: "network"
    case .signature, .formerSignature: "signature"
    }
  }

  /// One clear phrase with the place, never content.
  public var phrase: Phrase {
    switch self {
    case .malformed(let member): Phrase("the request's '\(member)' is missing or not as specified")
    case .newerFormat(let version): Phrase("it has format \(version), newer than this program")
    case .wrongNetwork(let network): Phrase("it belongs to another network (\(network.hex))")
    case .tooLarge:
      Phrase("the request is longer than \(count: BundleLimits.requestBytes, "byte", "bytes")")
    case .signature: Phrase("the request is not signed by the device that asks")
    case .formerSignature: Phrase("the request is not signed by the device that it replaces")
    }
  }
}
