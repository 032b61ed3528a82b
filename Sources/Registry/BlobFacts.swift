import Language
public import Merging
public import Wire

/// What the log holds of an attachment: which it is, how large, its name and its type.
public struct BlobFacts: Hashable, Sendable {
  /// The blob.
  public let blob: BlobID
  /// The size of its content in bytes, as its author says.
  public let sizeBytes: Int64
  /// The file's name, as its author says.
  public let name: String
  /// The media type, as its author says, such as `application/pdf`.
  public let type: String

  /// Creates the facts of a blob that a person gives under a name; the type follows from that.
  public init(_ blob: Blob, name: String) {
    self.blob = blob.id
    sizeBytes = Int64(blob.content.count)
    self.name = name
    type = Self.type(ofName: name)
  }

  /// Reads a field's value, or returns nil.
  public init?(_ value: JSONValue) {
    guard let blob = value["blob"]?.string.flatMap(BlobID.init(hex:)),
      let size = value["size"]?.integer, size >= 0, let name = value["name"]?.string,
      let type = value["type"]?.string
    else { return nil }
    self.blob = blob
    sizeBytes = size
    self.name = name
    self.type = type
  }

  /// The field's value.
  public var json: JSONValue {
    [
      "blob": .string(blob.hex), "size": .integer(sizeBytes), "name": .string(name),
      "type": .string(type),
    ]
  }

  /// As a person reads it.
  var phrase: Phrase {
    Phrase("\(name) (\(type), \(count: sizeBytes, "byte", "bytes")) \(blob.short)")
  }

  private static func type(ofName name: String) -> String {
    let ending = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    return types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png",
    "tif": "image/tiff", "tiff": "image/tiff", "txt": "text/plain", "csv": "text/csv",
    "json": "application/json", "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]
}
