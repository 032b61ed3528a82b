import CExpat

/// A reader of XML in chunks that hands its elements to the reader of a part.
///
/// Document types, and with them all entities but the five of XML, are refused.
final class XMLParser {
  /// How many chunks of 64 KiB may pass within one tag or comment, which expat keeps whole.
  private static let longestToken = 16
  /// The most bytes of a text: a UTF-16 unit has at most three, or seven as an escape.
  private static let longestText = 7 * SpreadsheetLimits.text

  private let handle: Handle
  private let name: String
  private let part: any PartReader
  private let texts: Set<String>
  private var failure: SpreadsheetError?
  private var depth = 0
  private var isInText = false
  private var text: [UInt8] = []
  private var chunksWithoutEvent = 0

  private init(_ name: String, _ part: any PartReader) throws(SpreadsheetError) {
    guard let pointer = XML_ParserCreate(nil) else {
      throw SpreadsheetError(.damaged(part: name))
    }
    handle = Handle(pointer: pointer)
    self.name = name
    self.part = part
    texts = type(of: part).texts
    setHandlers()
  }

  /// Reads all of a part of the archive.
  static func read(
    _ name: String, of archive: borrowing ZipArchive, into part: any PartReader
  ) throws(SpreadsheetError) {
    let parser = try XMLParser(name, part)
    try archive.read(name) { chunk throws(SpreadsheetError) in
      try parser.parse(chunk, isLast: false)
    }
    try parser.parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
  }

  private func parse(_ chunk: UnsafeRawBufferPointer, isLast: Bool) throws(SpreadsheetError) {
    chunksWithoutEvent += 1
    let bytes = chunk.assumingMemoryBound(to: CChar.self).baseAddress
    let status = XML_Parse(handle.pointer, bytes, Int32(chunk.count), isLast ? 1 : 0)
    if let failure { throw failure }
    guard status == XML_STATUS_OK, chunksWithoutEvent <= Self.longestToken else {
      throw SpreadsheetError(.damaged(part: name))
    }
  }

  private func setHandlers() {
    let parser = handle.pointer
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let name, let attributes else { return }
        XMLParser.of(data)?.begin(String(cString: name), XMLAttributes(list: attributes))
      },
      { data, name in
        guard let name else { return }
        XMLParser.of(data)?.end(String(cString: name))
      })
    XML_SetCharacterDataHandler(parser) { data, bytes, count in
      XMLParser.of(data)?.append(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
    XML_SetCommentHandler(parser) { data, _ in XMLParser.of(data)?.chunksWithoutEvent = 0 }
    XML_SetProcessingInstructionHandler(parser) { data, _, _ in
      XMLParser.of(data)?.chunksWithoutEvent = 0
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let parser = XMLParser.of(data) else { return }
      parser.fail(SpreadsheetError(.documentType(part: parser.name)))
    }
  }

  /// The parser that expat hands back; it outlives every call of `parse`.
  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLParser? {
    data.map { Unmanaged<XMLParser>.fromOpaque($0).takeUnretainedValue() }
  }

  private func fail(_ error: SpreadsheetError) {
    failure = failure ?? error
    XML_StopParser(handle.pointer, 0)
  }

  private func begin(_ name: String, _ attributes: XMLAttributes) {
    // expat may report what it has already seen after it was stopped.
    guard failure == nil else { return }
    chunksWithoutEvent = 0
    depth += 1
    guard depth <= SpreadsheetLimits.depth else {
      return fail(SpreadsheetError(.damaged(part: self.name)))
    }
    let name = Self.local(name)
    isInText = texts.contains(name)
    text.removeAll(keepingCapacity: true)
    do throws(SpreadsheetError) { try part.begin(name, attributes) } catch { fail(error) }
  }

  private func end(_ name: String) {
    guard failure == nil else { return }
    chunksWithoutEvent = 0
    depth -= 1
    isInText = false
    let content = text.isEmpty ? "" : String(decoding: text, as: UTF8.self)
    text.removeAll(keepingCapacity: true)
    do throws(SpreadsheetError) { try part.end(Self.local(name), content) } catch { fail(error) }
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    chunksWithoutEvent = 0
    guard isInText, failure == nil else { return }
    guard text.count + bytes.count <= Self.longestText else { return fail(part.tooLong) }
    text.append(contentsOf: bytes)
  }

  private static func local(_ name: String) -> String {
    guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
    return String(name[name.utf8.index(after: colon)...])
  }
}

/// The C parser, freed when it goes away.
private struct Handle: ~Copyable {
  let pointer: OpaquePointer

  deinit {
    XML_ParserFree(pointer)
  }
}
