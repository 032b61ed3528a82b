extension JSONValue {
  /// Appends the compact text, members in their order.
  public func write(into bytes: inout [UInt8]) {
    write(into: &bytes, sorted: false)
  }

  /// Appends the canonical text: compact, members sorted by their names' UTF-8 bytes.
  public func writeCanonical(into bytes: inout [UInt8]) {
    write(into: &bytes, sorted: true)
  }

  /// The canonical UTF-8 bytes.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    writeCanonical(into: &bytes)
    return bytes
  }

  /// The compact text, members in their order.
  public var text: String {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text for people: one member or item a line, two spaces a level.
  public var prettyText: String {
    var bytes: [UInt8] = []
    writePretty(into: &bytes, level: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(into bytes: inout [UInt8], sorted: Bool) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .string(let value): Self.writeString(value, into: &bytes)
    case .array(let items):
      bytes.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        item.write(into: &bytes, sorted: sorted)
      }
      bytes.append(0x5D)
    case .object(let object):
      bytes.append(0x7B)
      for (index, member) in (sorted ? object.sorted : object.members).enumerated() {
        if index > 0 { bytes.append(0x2C) }
        Self.writeString(member.key, into: &bytes)
        bytes.append(0x3A)
        member.value.write(into: &bytes, sorted: sorted)
      }
      bytes.append(0x7D)
    }
  }

  private func writePretty(into bytes: inout [UInt8], level: Int) {
    let margin = Array(repeating: UInt8(0x20), count: 2 * (level + 1))
    func list(_ open: UInt8, _ close: UInt8, _ count: Int, _ item: (Int, inout [UInt8]) -> Void) {
      bytes.append(open)
      for index in 0..<count {
        bytes.append(contentsOf: index > 0 ? [0x2C, 0x0A] : [0x0A])
        bytes.append(contentsOf: margin)
        item(index, &bytes)
      }
      if count > 0 { bytes.append(contentsOf: [0x0A] + margin.dropLast(2)) }
      bytes.append(close)
    }
    switch self {
    case .array(let items):
      list(0x5B, 0x5D, items.count) { items[$0].writePretty(into: &$1, level: level + 1) }
    case .object(let object):
      list(0x7B, 0x7D, object.members.count) { index, bytes in
        Self.writeString(object.members[index].key, into: &bytes)
        bytes.append(contentsOf: [0x3A, 0x20])
        object.members[index].value.writePretty(into: &bytes, level: level + 1)
      }
    default: write(into: &bytes)
    }
  }

  private static func writeString(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(0x22)
    var rest = text.utf8[...]
    // What needs no escape, which is nearly always all, is appended at once.
    while let place = rest.firstIndex(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      bytes.append(contentsOf: rest[..<place])
      writeEscape(of: rest[place], into: &bytes)
      rest = rest[rest.index(after: place)...]
    }
    bytes.append(contentsOf: rest)
    bytes.append(0x22)
  }

  private static func writeEscape(of unit: UInt8, into bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch unit {
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(contentsOf: [digits[Int(unit >> 4)], digits[Int(unit & 15)]])
    default: bytes.append(unit)
    }
  }
}
