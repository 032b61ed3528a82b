import Deflate
import Language

extension DeflateError {
  /// One clear phrase with the place.
  var phrase: Phrase {
    switch self {
    case .empty: Phrase("the file is empty")
    case .notGzip(0): Phrase("the file is not gzip")
    case .notGzip(let offset): Phrase("something that is not gzip follows at byte \(offset)")
    case .foreignHeader(let offset):
      Phrase("a gzip header of another program, at byte \(offset)")
    case .corrupt(let offset):
      Phrase("the compressed data is damaged, at or before byte \(offset)")
    case .truncated: Phrase("the file is cut short")
    case .tooLarge(let limit):
      Phrase("more than \(count: limit, "byte comes", "bytes come") out of the file")
    case .ratioTooHigh(let limit):
      Phrase("the file inflates to more than \(count: limit, "time", "times") its size")
    }
  }
}
