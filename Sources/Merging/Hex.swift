/// Lower-case hexadecimal text and the bytes it stands for.
public enum Hex {
  /// Returns two lower-case digits a byte.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    // An array once, since single steps through a collection of any type are slow.
    for byte in [UInt8](bytes) {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the 16 digits of a number, most significant first.
  static func append(_ number: UInt64, to text: inout [UInt8]) {
    // Eight digits at once: a nibble in each byte, and the distance to the letters where needed.
    for half in [number >> 32, number & 0xFFFF_FFFF] {
      var nibbles = (half << 16 | half) & 0x0000_FFFF_0000_FFFF
      nibbles = (nibbles << 8 | nibbles) & 0x00FF_00FF_00FF_00FF
      nibbles = (nibbles << 4 | nibbles) & 0x0F0F_0F0F_0F0F_0F0F
      let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
      let digits = nibbles | 0x3030_3030_3030_3030
      let word = digits &+ letters &* 0x27
      for shift in stride(from: 56, through: 0, by: -8) {
        text.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
  }

  /// Returns exactly `count` bytes, or nil where the text is not their lower-case digits.
  public static func bytes(_ text: String, count: Int) -> [UInt8]? {
    guard text.utf8.count == count * 2 else { return nil }
    var units = text.utf8.makeIterator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while let unit = units.next() {
      guard let high = value(of: unit), let low = units.next().flatMap(value) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }

  /// Returns what a lower-case digit stands for.
  static func value(of unit: UInt8) -> UInt8? {
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

/// Returns the bytes of some numbers, eight for each, most significant first.
func bigEndianBytes(_ numbers: UInt64...) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(numbers.count * 8)
  for number in numbers {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
  return bytes
}
