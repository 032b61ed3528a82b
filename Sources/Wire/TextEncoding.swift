public import Language

/// How the bytes of a text from an office program stand for letters.
public enum TextEncoding: String, CaseIterable, Hashable, Sendable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// UTF-16 with a byte order mark, as spreadsheets save "Unicode text".
  case utf16 = "utf-16"
  /// Windows-1251: Ukrainian of before Unicode.
  case windows1251 = "windows-1251"
  /// Windows-1252, and with it ISO-8859-1: German of before Unicode.
  case windows1252 = "windows-1252"

  /// Returns the encoding of a name as people write it, such as `cp1251` or `latin1`.
  public init?(name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "utf8": self = .utf8
    case "utf16": self = .utf16
    case "windows1251", "cp1251", "win1251", "1251": self = .windows1251
    case "windows1252", "cp1252", "win1252", "1252", "iso88591", "latin1", "ansi":
      self = .windows1252
    default: return nil
    }
  }

  /// Guesses the encoding of a text in Ukrainian, German or English.
  ///
  /// What is UTF-8 is taken as that. Else the letters beyond ASCII decide: in Cyrillic they stand
  /// beside each other, in German among plain ones.
  public static func guess(_ bytes: [UInt8]) -> TextEncoding {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
    if String(validating: bytes, as: UTF8.self) != nil { return .utf8 }
    var (beside, among) = (0, 0)
    for (byte, next) in zip(bytes, bytes.dropFirst()) {
      let (isHigh, isNextHigh) = (byte >= 0x80, next >= 0x80)
      if isHigh, isNextHigh { beside += 1 }
      if isHigh != isNextHigh, isLetter(isHigh ? next : byte) { among += 1 }
    }
    return beside > among ? .windows1251 : .windows1252
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF)
  }

  /// Returns a text as UTF-8 without a byte order mark, or the line, from 1, of what is none.
  public func utf8(_ bytes: [UInt8]) -> Result<[UInt8], EncodingError> {
    if self != .utf16, let zero = bytes.firstIndex(of: 0) {
      let line = 1 + bytes[..<zero].count { $0 == 0x0A }
      return .failure(EncodingError(encoding: self, line: line))
    }
    return switch self {
    case .utf8: .success(bytes)
    case .utf16: utf16(bytes)
    case .windows1251: single(bytes, Self.high1251)
    case .windows1252: single(bytes, Self.high1252)
    }
  }

  private func utf16(_ bytes: [UInt8]) -> Result<[UInt8], EncodingError> {
    let isBig = bytes.starts(with: [0xFE, 0xFF])
    let body = bytes.dropFirst(isBig || bytes.starts(with: [0xFF, 0xFE]) ? 2 : 0)
    let units = stride(from: body.startIndex, to: body.endIndex - 1, by: 2).map { place in
      UInt16(body[place]) << (isBig ? 8 : 0) | UInt16(body[place + 1]) << (isBig ? 0 : 8)
    }
    guard body.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
      return .failure(EncodingError(encoding: self, line: 1))
    }
    if let zero = units.firstIndex(of: 0) {
      let line = 1 + units[..<zero].count { $0 == 0x0A }
      return .failure(EncodingError(encoding: self, line: line))
    }
    return .success(Array(text.utf8))
  }

  private func single(
    _ bytes: [UInt8], _ high: [[UInt8]]
  ) -> Result<[UInt8], EncodingError> {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for (place, byte) in bytes.enumerated() {
      if byte < 0x80 {
        text.append(byte)
      } else if high[Int(byte) - 0x80].isEmpty {
        let line = 1 + bytes[..<place].count { $0 == 0x0A }
        return .failure(EncodingError(encoding: self, line: line))
      } else {
        text += high[Int(byte) - 0x80]
      }
    }
    return .success(text)
  }

  /// The letters from 0x80 on; `_` stands for a byte that means nothing.
  private static let high1251 = table(
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—_™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї",
    rest: 0x410...0x44F)
  private static let high1252 = table(
    "€_‚ƒ„…†‡ˆ‰Š‹Œ_Ž__‘’“”•–—˜™š›œ_žŸ", rest: 0xA0...0xFF)

  private static func table(_ first: String, rest: ClosedRange<UInt32>) -> [[UInt8]] {
    let letters = first.unicodeScalars.map { $0 == "_" ? [] : Array(String($0).utf8) }
    return letters + rest.compactMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
  }
}

/// A text that is not in the encoding in which it was to be read.
public struct EncodingError: Error, Hashable, Sendable, Spoken {
  /// The encoding.
  public let encoding: TextEncoding
  /// The line, from 1.
  public let line: Int

  /// One clear phrase with the place.
  public var phrase: Phrase {
    Phrase("line \(line): text that is not \(encoding.rawValue)")
  }
}
