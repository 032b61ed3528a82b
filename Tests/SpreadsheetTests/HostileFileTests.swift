import Spreadsheet
import TestSupport
import Testing

private let part = "xl/worksheets/sheet1.xml"

@Test func `a file cut anywhere is refused`() throws {
  let bytes = try Samples.report.bytes()
  for count in bytes.indices {
    let problem = Samples.refusal(of: Array(bytes[..<count]))?.problem
    switch count {
    case 0: #expect(problem == .empty)
    case 1..<4: #expect(problem == .notASpreadsheet, "\(count)")
    default:
      guard case .damaged = problem else {
        Issue.record("cut at \(count): \(String(describing: problem))")
        continue
      }
    }
  }
}

@Test func `a flipped bit never changes what is read`() throws {
  let bytes = try Samples.report.bytes()
  let rows = try Samples.read(bytes)
  var refusals = 0
  for seed in Seeds.all(3) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      var changed = bytes
      let place = Int.random(in: bytes.indices, using: &random)
      changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      do throws(SpreadsheetError) {
        #expect(try Samples.read(changed) == rows, "byte \(place), \(random)")
      } catch { refusals += 1 }
    }
  }
  #expect(refusals > 300)
}

@Test func `random bytes in a part never crash the reader`() throws {
  for seed in Seeds.all(2) {
    var random = SeededGenerator(seed: seed)
    var parts = Samples.parts(
      "<row r='1'><c r='A1' t='s' s='0'><v>0</v></c></row>", texts: "<si><t>x</t></si>")
    for name in parts.keys.sorted() where name != "_rels/.rels" {
      var text = Array((parts[name] ?? "").unicodeScalars)
      for _ in 0..<3 {
        let scalar = UnicodeScalar(UInt8.random(in: 32..<127, using: &random))
        text[Int.random(in: text.indices, using: &random)] = scalar
      }
      let kept = parts[name]
      parts[name] = String(String.UnicodeScalarView(text))
      _ = Samples.refusal(of: try Python.zip(parts))
      parts[name] = kept
    }
  }
}

@Test func `files of other kinds are told apart`() throws {
  let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
  func stream(_ name: String) -> [UInt8] {
    compound + [UInt8](repeating: 0, count: 1_016)
      + Array(name.utf8).flatMap { [$0, 0] as [UInt8] }
  }
  #expect(Samples.refusal(of: stream("Workbook"))?.problem == .oldExcel)
  #expect(Samples.refusal(of: compound)?.problem == .oldExcel)
  #expect(Samples.refusal(of: stream("EncryptedPackage"))?.problem == .encrypted)
  #expect(Samples.refusal(of: Array("a;b\n1;2\n".utf8))?.problem == .notASpreadsheet)
  #expect(Samples.refusal(of: Array("PK".utf8))?.problem == .notASpreadsheet)
  #expect(Samples.refusal(of: try Python.zip(["a": "b"]))?.problem == .notASpreadsheet)
  let document = ["mimetype": "x", "META-INF/manifest.xml": "<a/>", "content.xml": "<a/>"]
  #expect(Samples.refusal(of: try Python.zip(document))?.problem == .openDocument)
  var binary = Samples.parts("")
  binary["_rels/.rels"] = binary["_rels/.rels"]?.replacing("workbook.xml", with: "workbook.bin")
  #expect(Samples.refusal(of: try Python.zip(binary))?.problem == .binaryExcel)
}

@Test func `a part locked with a password is told`() throws {
  var bytes = try Python.zip(Samples.parts(""))
  // The lowest bit of the flags in every header: the data is encrypted.
  for index in 0..<(bytes.count - 9) where bytes[index] == 0x50 && bytes[index + 1] == 0x4B {
    if bytes[index + 2] == 3 { bytes[index + 6] |= 1 }
    if bytes[index + 2] == 1 { bytes[index + 8] |= 1 }
  }
  #expect(Samples.refusal(of: bytes)?.problem == .encrypted)
}

@Test func `a bomb is refused before it inflates`() throws {
  let bytes = try Python.file(
    """
    import zipfile
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as file:
      for name in range(9): file.writestr(str(name), bytes(1 << 26))
    """)
  #expect(bytes.count < 1_000_000)
  let limits = SpreadsheetLimits()
  #expect(
    Samples.refusal(of: bytes)?.problem
      == .inflatesTooFar(limitBytes: limits.maximumInflatedBytes))
  var small = limits
  small.maximumPartBytes = 1 << 20
  #expect(
    Samples.refusal(of: bytes, limits: small)?.problem == .inflatesTooFar(limitBytes: 1 << 20))
  small.maximumFileBytes = 1_000
  #expect(Samples.refusal(of: bytes, limits: small)?.problem == .tooLarge(limitBytes: 1_000))
}

@Test func `a part that inflates to more than its directory says is refused`() throws {
  let space = String(repeating: " ", count: 1 << 20)
  let bytes = try Python.file(
    """
    import json, struct, zipfile
    parts = json.load(sys.stdin)
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as file:
      for name, text in sorted(parts.items()): file.writestr(name, text)
    data = bytearray(open(sys.argv[1], "rb").read())
    size = struct.pack("<I", len(parts["\(part)"]))
    while size in data:
      place = data.index(size)
      data[place:place + 4] = struct.pack("<I", 500)
    open(sys.argv[1], "wb").write(data)
    """, input: json(Samples.parts(space)))
  guard case .damaged = Samples.refusal(of: bytes)?.problem else {
    Issue.record("read")
    return
  }
}

/// Returns texts by name as JSON; they have no characters that need an escape but quotes.
private func json(_ texts: [String: String]) -> String {
  "{" + texts.map { "\"\($0)\": \"\($1.replacing("\"", with: "\\\""))\"" }.joined(separator: ",")
    + "}"
}

@Test func `too many parts are refused before memory is taken for them`() throws {
  let bytes = try Python.file(
    """
    import zipfile
    with zipfile.ZipFile(sys.argv[1], "w") as file:
      for name in range(10001): file.writestr(str(name), "")
    """)
  #expect(Samples.refusal(of: bytes)?.problem == .tooManyParts(limit: 10_000))
}

@Test func `document types are refused in every part`() throws {
  let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
  let outside = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"
  for name in Samples.parts("").keys.sorted() {
    for declaration in [laughs, outside] {
      var parts = Samples.parts("")
      parts[name] = declaration + (parts[name] ?? "")
      let problem = Samples.refusal(of: try Python.zip(parts))?.problem
      #expect(problem == .documentType(part: name))
    }
  }
}

@Test func `cells in wrong places are refused with their place`() throws {
  let cases: [(String, Int?, Int?)] = [
    ("<row r='2'/><row r='2'/>", 2, nil), ("<row r='1048577'/>", nil, nil),
    ("<row r='0'/>", nil, nil), ("<row r='x'/>", nil, nil), ("<c r='A1'/>", nil, nil),
    ("<row><c r='XFE1'/></row>", 1, nil), ("<row><c r='B1'/><c r='A1'/></row>", 1, 2),
    ("<row><c r='A2'/></row>", 1, nil), ("<row><c r='A'/></row>", 1, nil),
    ("<row><c r='1'/></row>", 1, nil), ("<row><c r='A99999999999999999999'/></row>", 1, nil),
  ]
  for (data, row, column) in cases {
    let error = Samples.refusal(of: try Python.zip(Samples.parts(data)))
    let wanted = SpreadsheetError(.damaged(part: part), sheet: "Data", row: row, column: column)
    #expect(error == wanted, "\(data)")
  }
}

@Test func `values without a meaning are refused with their cell`() throws {
  let cases = [
    ("<c t='s'><v>0</v></c>", "a text that is not there"),
    ("<c t='s'><v>-1</v></c>", "a text that is not there"),
    ("<c t='s'><v>99999999999999999999</v></c>", "a text that is not there"),
    ("<c><v>1,5</v></c>", "a number"), ("<c><v>1E999999999</v></c>", "a number"),
    ("<c><v>NaN</v></c>", "a number"), ("<c><v>--1</v></c>", "a number"),
    ("<c t='q'><v>1</v></c>", "a cell of an unknown type"),
  ]
  for (cell, what) in cases {
    let error = Samples.refusal(of: try Python.zip(Samples.parts("<row>\(cell)</row>")))
    #expect(
      error == SpreadsheetError(.damaged(part: what), sheet: "Data", row: 1, column: 1), "\(cell)")
  }
}

@Test func `sparse cells count with the empty ones before them`() throws {
  let row = "<row><c r='XFD\u{0}'><v>1</v></c></row>"
  let data = (1...200).map { row.replacing("\u{0}", with: String($0)) }.joined()
  let error = Samples.refusal(of: try Python.zip(Samples.parts(data)))
  #expect(error?.problem == .tooManyCells(limit: 2_000_000))
  #expect(error?.row == 123)
}

@Test func `texts and tags that are too long and nesting that is too deep are refused`() throws {
  func refusal(_ data: String, texts: String = "") throws -> SpreadsheetError? {
    Samples.refusal(of: try Python.zip(Samples.parts(data, texts: texts)))
  }
  let long = String(repeating: "ї", count: 32_768)
  let problem = SpreadsheetError.Problem.textTooLong(limit: 32_767)
  let inCell = SpreadsheetError(problem, sheet: "Data", row: 1, column: 1)
  #expect(try refusal("<row><c t='str'><v>\(long)</v></c></row>") == inCell)
  let item = "<si><t>\(long)</t></si>"
  #expect(try refusal("<row><c t='s'><v>0</v></c></row>", texts: item) == inCell)
  let run = String(repeating: "<r><t>\(long)</t></r>", count: 8)
  #expect(try refusal("", texts: "<si>\(run)</si>")?.problem == problem)
  let runs = "<row><c t='inlineStr'><is>\(run)</is></c></row>"
  #expect(try refusal(runs) == inCell)
  let damage = SpreadsheetError(.damaged(part: part), sheet: "Data")
  let deep = String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65)
  #expect(try refusal(deep) == damage)
  let tag = "<a b='" + String(repeating: "x", count: 2 << 20) + "'/>"
  #expect(try refusal(tag) == damage)
}
