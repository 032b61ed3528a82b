public import Deflate
public import Language
public import Merging

/// Why a file is not a bundle that may be merged, named by the stage that refuses it.
public enum BundleError: Error, Hashable, Sendable, Spoken {
  /// Stage `gzip`: the compressed file is empty, foreign, damaged, cut short or too large.
  case gzip(DeflateError)
  /// Stage `sealed`: the header or the encrypted bytes are not what a sender sealed; says what.
  case sealed(Phrase)
  /// Stage `key`: sealed to others than the reader.
  case sealedToOthers
  /// Stage `manifest`: the first line is not a manifest; names the member.
  case manifest(String)
  /// Stage `version`: a newer format.
  case newerFormat(Int64)
  /// Stage `network`: another network's bundle.
  case wrongNetwork(NetworkID)
  /// Stage `segment`: the structure of a segment; segments count from 1.
  case segment(Int, MergingError)
  /// Stage `contents`: a segment is not the one that the manifest announces at this place.
  case contents(Int)
  /// Stage `blob`: a blob is missing or not the one that the manifest announces at this place.
  case blob(Int)
  /// Stage `log`: a segment's log is not named after its network, device, epoch and dossier.
  case logName(Int)
  /// Stage `hash`: a segment's text is not the text that was hashed.
  case hash(Int)
  /// Stage `signature`: a segment is not signed by the device it names.
  case signature(Int)
  /// Stage `closing`: the last line is missing, wrong or followed by something.
  case closing(Phrase)

  /// The stage's name in `Protocol/`.
  public var stage: String {
    switch self {
    case .gzip: "gzip"
    case .sealed: "sealed"
    case .sealedToOthers: "key"
    case .manifest: "manifest"
    case .newerFormat, .segment(_, .newerFormat): "version"
    case .wrongNetwork: "network"
    case .segment: "segment"
    case .contents: "contents"
    case .blob: "blob"
    case .logName: "log"
    case .hash: "hash"
    case .signature: "signature"
    case .closing: "closing"
    }
  }

  /// One clear phrase with the place, never content.
  public var phrase: Phrase {
    switch self {
    case .gzip(let error): error.phrase
    case .sealed(let what): Phrase("the sealed bundle: \(what)")
    case .sealedToOthers: Phrase("it is sealed to other devices, which alone can read it")
    case .manifest(let member): Phrase("the manifest's '\(member)' is missing or not as specified")
    case .newerFormat(let version): Phrase("it has format \(version), newer than this program")
    case .wrongNetwork(let network): Phrase("it belongs to another network (\(network.hex))")
    case .segment(let place, let error): Phrase("segment \(place): \(error)")
    case .contents(let place): Phrase("segment \(place) is not the one that the manifest announces")
    case .blob(let place): Phrase("attachment \(place) is not the one that the manifest announces")
    case .logName(let place): Phrase("segment \(place) names a log that is not its device's")
    case .hash(let place): Phrase("segment \(place) was changed after it was written (hash)")
    case .signature(let place): Phrase("segment \(place) is not signed by the device it names")
    case .closing(let what): Phrase("the closing line: \(what)")
    }
  }
}
