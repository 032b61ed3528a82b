/// Returns the bytes of hexadecimal digits in a test's own text.
func hex(_ text: String) -> [UInt8] {
  stride(from: 0, to: text.count, by: 2).map { place in
    let start = text.index(text.startIndex, offsetBy: place)
    return UInt8(text[start..<text.index(start, offsetBy: 2)], radix: 16) ?? 0
  }
}
