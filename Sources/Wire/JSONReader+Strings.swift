extension JSONReader {
  /// Reads a string from its opening to its closing quotation mark.
  mutating func readString() throws(WireError) -> String {
    position += 1
    let start = position
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == 0x22 {
        let text = try decoded(bytes[start..<position], from: start)
        position += 1
        return text
      }
      if byte == 0x5C { return try readEscapedString(from: start) }
      try check(byte, from: start)
      position += 1
    }
    throw error(.truncated)
  }

  private func check(_ byte: UInt8, from start: Int) throws(WireError) {
    guard byte >= 0x20 else { throw error(.controlCharacter) }
    guard position - start < limits.maximumStringBytes else { throw error(.stringTooLong) }
  }

  private func decoded(
    _ units: some Collection<UInt8>, from start: Int
  ) throws(WireError) -> String {
    guard let text = String(validating: units, as: UTF8.self) else {
      throw error(.invalidUTF8, at: start)
    }
    return text
  }

  private mutating func readEscapedString(from start: Int) throws(WireError) -> String {
    var units = Array(bytes[start..<position])
    while true {
      let byte = try peek()
      if byte == 0x22 { break }
      try check(byte, from: start)
      if byte == 0x5C {
        try readEscape(into: &units)
      } else {
        units.append(byte)
        position += 1
      }
    }
    let text = try decoded(units, from: start)
    position += 1
    return text
  }

  private mutating func readEscape(into units: inout [UInt8]) throws(WireError) {
    let start = position
    position += 1
    let letter = try peek()
    position += 1
    switch letter {
    case 0x22, 0x5C, 0x2F: units.append(letter)
    case 0x62: units.append(0x08)
    case 0x66: units.append(0x0C)
    case 0x6E: units.append(0x0A)
    case 0x72: units.append(0x0D)
    case 0x74: units.append(0x09)
    case 0x75: units.append(contentsOf: Array(String(try readScalar(from: start)).utf8))
    default: throw error(.invalidEscape, at: start)
    }
  }

  private mutating func readScalar(from start: Int) throws(WireError) -> Character {
    let unit = try readFourDigits(from: start)
    var code = unit
    if (0xD800...0xDBFF).contains(unit) {
      guard position + 1 < bytes.endIndex, bytes[position] == 0x5C, bytes[position + 1] == 0x75
      else { throw error(.loneSurrogate, at: start) }
      position += 2
      let low = try readFourDigits(from: start)
      guard (0xDC00...0xDFFF).contains(low) else { throw error(.loneSurrogate, at: start) }
      code = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard code != 0 else { throw error(.invalidEscape, at: start) }
    guard let scalar = Unicode.Scalar(code) else { throw error(.loneSurrogate, at: start) }
    return Character(scalar)
  }

  private mutating func readFourDigits(from start: Int) throws(WireError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
      default: throw error(.invalidEscape, at: start)
      }
      position += 1
    }
    return value
  }
}
