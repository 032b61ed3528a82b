import Wire

/// Takes a blob out of every store that it reaches, for good.
///
/// To the state of records its kind is one like any other that it does not name.
public struct Erasure: Hashable, Sendable {
  /// The kind of the operations that erase.
  public static let kind = "erase"

  /// The record that referred to the blob.
  public let record: RecordKey
  /// The register that referred to the blob.
  public let register: String
  /// The blob.
  public let blob: BlobID

  /// Creates an erasure.
  public init(of blob: BlobID, in register: String, of record: RecordKey) {
    self.record = record
    self.register = register
    self.blob = blob
  }

  /// Reads the erasure that an operation makes, or returns nil where it makes none.
  public init?(_ operation: Operation) {
    guard case .unknown(Self.kind) = operation.kind,
      let blob = operation.value.value["v"]?["blob"]?.string.flatMap(BlobID.init(hex:))
    else { return nil }
    self.init(of: blob, in: operation.register, of: operation.record)
  }

  /// The operation that erases.
  public var operation: Operation {
    let value: JSONValue = [
      "k": .string(Self.kind), "y": .string(record.type), "r": .string(record.id.hex),
      "f": .string(register), "v": ["blob": .string(blob.hex)],
    ]
    return Operation(
      OperationKind(name: Self.kind), record: record, register: register,
      value: CanonicalJSON(value))
  }
}
