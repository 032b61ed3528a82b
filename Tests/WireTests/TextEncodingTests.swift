import Foundation
import Language
import Testing
import Wire

private func text(_ bytes: [UInt8], _ encoding: TextEncoding) -> String? {
  (try? encoding.utf8(bytes).get()).map { String(decoding: $0, as: UTF8.self) }
}

/// What the system's own converter makes of a text.
private func encoded(_ text: String, _ encoding: String.Encoding) throws -> [UInt8] {
  [UInt8](try #require(text.data(using: encoding)))
}

@Test(arguments: [
  "Відомість отриманої гуманітарної допомоги; Ґ ґ Є є Ї ї І і", "№ з/п;К-ть;Ціна, грн", "м³ – «ні»",
])
func `Ukrainian in Windows-1251 is recognised and read`(sample: String) throws {
  let plain = sample.replacingOccurrences(of: "³", with: "")
  let bytes = try encoded(plain, .windowsCP1251)
  #expect(TextEncoding.guess(bytes) == .windows1251)
  #expect(text(bytes, .windows1251) == plain)
}

@Test(arguments: ["Stück;Größe;Empfänger", "Krankenhausbetten für Köln", "10 € je Stück"])
func `German in Windows-1252 is recognised and read`(sample: String) throws {
  let bytes = try encoded(sample, .windowsCP1252)
  #expect(TextEncoding.guess(bytes) == .windows1252)
  #expect(text(bytes, .windows1252) == sample)
}

@Test func `every byte of both tables is what the system says it is`() throws {
  for (encoding, system) in [
    (TextEncoding.windows1251, String.Encoding.windowsCP1251), (.windows1252, .windowsCP1252),
  ] {
    for byte in UInt8(1)...255 {
      let known = String(data: Data([byte]), encoding: system)
      // Some converters give controls for bytes that mean nothing.
      let isControl = known?.unicodeScalars.first.map { (0x80..<0xA0).contains($0.value) } ?? true
      #expect(text([byte], encoding) == (isControl && byte > 0x7F ? nil : known), "\(byte)")
    }
  }
}

@Test func `UTF-8 and UTF-16 are told by their bytes`() throws {
  #expect(TextEncoding.guess(Array("Größe, вага".utf8)) == .utf8)
  let utf16 = [0xFF, 0xFE] + (try encoded("вага", .utf16LittleEndian))
  #expect(TextEncoding.guess(utf16) == .utf16 && text(utf16, .utf16) == "вага")
  let big = [0xFE, 0xFF] + (try encoded("вага", .utf16BigEndian))
  #expect(TextEncoding.guess(big) == .utf16 && text(big, .utf16) == "вага")
}

@Test func `what is no text is told by its line`() throws {
  let error = #expect(throws: EncodingError.self) {
    try TextEncoding.windows1251.utf8([0x41, 0x0A, 0x98]).get()
  }
  #expect(error?.description == "line 2: text that is not windows-1251")
  #expect(throws: EncodingError.self) { try TextEncoding.utf8.utf8([0x41, 0x00]).get() }
  #expect(throws: EncodingError.self) { try TextEncoding.utf16.utf8([0xFF, 0xFE, 0x41]).get() }
}

@Test(arguments: [
  ("cp1251", TextEncoding.windows1251), ("WINDOWS-1251", .windows1251), ("latin1", .windows1252),
  ("ISO-8859-1", .windows1252), ("UTF8", .utf8),
])
func `an encoding has the names that people give it`(name: String, encoding: TextEncoding) {
  #expect(TextEncoding(name: name) == encoding)
  #expect(TextEncoding(name: "koi8-u") == nil)
}

@Test(arguments: [
  ("a;b\n1,5;2\n3,5;4\n", ";"), ("a,b\n1;x,2\n", ","), ("a\tb,c\n1\t2\n", "\t"), ("a\n1\n", ","),
  ("Title\n\n№;Назва;\"Ціна, грн\"\n1;а;12,5\n", ";"), ("\"a;b\",c\n\"d;e\",f\n", ","),
])
func `what separates cells is what most rows have`(text: String, separator: String) {
  #expect(CSV.separator(of: Array(text.utf8)) == separator.utf8.first)
}

@Test(arguments: ["=1+1", "+380", "-5", "@x", "'quoted", "''=x", "plain", "", "'", "\tx"])
func `no text of a table is a formula, and each is read as it was`(text: String) {
  let cell = CSV.guarded(text)
  #expect(cell.first.map { !"=+-@\t".contains($0) } ?? true)
  #expect(CSV.unguarded(cell) == text)
  let zeros = #expect(throws: EncodingError.self) {
    try TextEncoding.utf16.utf8([0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0x41, 0, 0, 0]).get()
  }
  #expect(zeros?.description == "line 2: text that is not utf-16")
}
