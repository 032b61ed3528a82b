/// Lower-case hexadecimal text and the bytes it stands for.
public enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Returns two lower-case digits a byte.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the 16 digits of a number, most significant first.
  static func append(_ number: UInt64, to text: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
      text.append(digits[Int(number >> UInt64(shift) & 15)])
    }
  }

  /// Returns exactly `count` bytes, or nil where the text is not their lower-case digits.
  public static func bytes(_ text: String, count: Int) -> [UInt8]? {
    let units = text.utf8
    guard units.count == count * 2 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var half: UInt8?
    for unit in units {
      guard let digit = value(of: unit) else { return nil }
      if let high = half {
        bytes.append(high << 4 | digit)
        half = nil
      } else {
        half = digit
      }
    }
    return bytes
  }

  private static func value(of unit: UInt8) -> UInt8? {
    switch unit {
    case 0x30...0x39: unit - 0x30
    case 0x61...0x66: unit - 0x61 + 10
    default: nil
    }
  }
}

/// Returns the number that at most eight bytes hold, most significant first.
func bigEndian(_ bytes: some Collection<UInt8>) -> UInt64 {
  bytes.reduce(0) { $0 << 8 | UInt64($1) }
}

/// Returns the eight bytes of a number, most significant first.
func bigEndianBytes(_ number: UInt64) -> [UInt8] {
  stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
}
