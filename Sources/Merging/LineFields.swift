import Language
import Wire

/// Typed access to the members of one line of a segment, with errors that name line and member.
struct LineFields {
  let object: JSONValue
  let number: Int

  init(_ bytes: ArraySlice<UInt8>, number: Int) throws(MergingError) {
    self.number = number
    do throws(WireError) {
      object = try JSONValue.parse(bytes, limits: Self.limits)
    } catch {
      throw .json(line: number, error)
    }
    guard object.object != nil else { throw .invalid(line: number, member: "{") }
  }

  private static let limits = JSONLimits(
    maximumBytes: Limits.lineBytes, maximumDepth: Limits.nesting,
    maximumStringBytes: Limits.lineBytes, maximumItems: Limits.operationsPerSegment)

  func invalid(_ member: String) -> MergingError { .invalid(line: number, member: member) }

  func integer(_ member: String) throws(MergingError) -> Int64 {
    guard let value = object[member]?.integer else { throw invalid(member) }
    return value
  }

  func positive(_ member: String) throws(MergingError) -> UInt64 {
    let value = try integer(member)
    guard value >= 1 else { throw invalid(member) }
    return UInt64(value)
  }

  func text(_ member: String, atMost limit: Int) throws(MergingError) -> String? {
    guard let value = object[member] else { return nil }
    guard let text = value.string else { throw invalid(member) }
    guard text.utf8.count <= limit else { throw .limit(line: number, Phrase("'\(member)'")) }
    return text
  }

  func hex<T>(_ member: String, _ make: (String) -> T?) throws(MergingError) -> T {
    guard let text = object[member]?.string, let value = make(text) else { throw invalid(member) }
    return value
  }

  /// Reads a name: 1 to 64 bytes of a-z, 0-9 and '-', after an optional '@'.
  func name(_ member: String, of json: JSONValue) throws(MergingError) -> String? {
    guard let value = json[member] else { return nil }
    guard let text = value.string, Self.isName(text) else { throw invalid(member) }
    return text
  }

  private static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count <= Limits.nameBytes else { return false }
    let rest = bytes.first == 0x40 ? bytes.dropFirst() : bytes[...]
    return !rest.isEmpty
      && rest.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  func record(of json: JSONValue) throws(MergingError) -> RecordID? {
    guard let value = json["r"] else { return nil }
    guard let text = value.string, let id = RecordID(hex: text) else { throw invalid("r") }
    return id
  }

  /// Reads references; those to the operation's own log must be to earlier numbers.
  func references(
    _ member: String, of json: JSONValue, before own: OperationID
  ) throws(MergingError) -> [OperationID] {
    guard let value = json[member] else { return [] }
    guard let list = value.array else { throw invalid(member) }
    guard list.count <= Limits.referencesPerOperation else {
      throw .limit(line: number, Phrase("'\(member)'"))
    }
    var ids: [OperationID] = []
    for item in list {
      guard let id = OperationID(item, in: own.log), id.log != own.log || id.number < own.number
      else { throw invalid(member) }
      ids.append(id)
    }
    return ids
  }
}
