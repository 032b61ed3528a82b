/// Why bytes are not gzip, or not gzip within the limits.
public enum DeflateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are no bytes.
  case empty
  /// The bytes at this place do not begin a gzip member.
  case notGzip(offset: Int)
  /// A gzip member whose header is not the one fixed form.
  case foreignHeader(offset: Int)
  /// The data or its checksum is damaged, at or before this place.
  case corrupt(offset: Int)
  /// The last member is cut short.
  case truncated
  /// More bytes come out than the limit allows.
  case tooLarge(limit: Int)
  /// More bytes come out of one byte than the limit allows.
  case ratioTooHigh(limit: Int)

  /// One clear phrase with the place.
  public var description: String {
    switch self {
    case .empty: "the file is empty"
    case .notGzip(0): "the file is not gzip"
    case .notGzip(let offset): "something that is not gzip follows at byte \(offset)"
    case .foreignHeader(let offset): "a gzip header of another program, at byte \(offset)"
    case .corrupt(let offset): "the compressed data is damaged, at or before byte \(offset)"
    case .truncated: "the file is cut short"
    case .tooLarge(let limit): "more than \(limit) bytes come out of the file"
    case .ratioTooHigh(let limit): "the file inflates to more than \(limit) times its size"
    }
  }
}
