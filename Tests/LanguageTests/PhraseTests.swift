@testable import Language
import Testing

/// Sentences and what is filled into them, with a catalogue of a few messages.
@Suite struct PhraseTests {
  private let catalogue: Catalogue

  init() throws {
    catalogue = try Catalogue(
      """
      msgid ""
      msgstr ""
      "Content-Type: text/plain; charset=UTF-8\\n"
      "Plural-Forms: nplurals=3; plural=0;\\n"

      msgid "wrote %1 to %2"
      msgstr "до %2 записано %1"

      msgid "%1 record in %2"
      msgid_plural "%1 records in %2"
      msgstr[0] "у %2 є %1 запис"
      msgstr[1] "у %2 є %1 записи"
      msgstr[2] "у %2 є %1 записів"

      msgid "not yet"
      msgstr ""

      msgid "%1 file"
      msgstr "файл %1"
      """, of: .ukrainian)
  }

  private func said(_ phrase: Phrase) -> String { phrase.text(in: .ukrainian, from: catalogue) }

  @Test func `a translation may change the order`() {
    let phrase = Phrase("wrote \("a") to \("b")")
    #expect(phrase.key == "wrote %1 to %2" && phrase.plural == nil)
    #expect(phrase.description == "wrote a to b")
    #expect(said(phrase) == "до b записано a")
  }

  @Test(
    arguments: [
      (0, "у x є 0 записів"), (1, "у x є 1 запис"), (2, "у x є 2 записи"), (5, "у x є 5 записів"),
      (11, "у x є 11 записів"), (21, "у x є 21 запис"), (112, "у x є 112 записів"),
      (1_004, "у x є 1\u{A0}004 записи"),
    ])
  func `a count decides the form`(count: Int, text: String) {
    let phrase = Phrase("\(count: count, "record", "records") in \("x")")
    #expect(phrase.key == "%1 record in %2" && phrase.plural == "%1 records in %2")
    #expect(said(phrase) == text)
  }

  @Test func `in English one has its form, and all others theirs`() {
    func said(_ count: String) -> String {
      Phrase("there: \(count: count, "box", "boxes") of \("x")").description
    }
    #expect(said("1") == "there: 1 box of x")
    #expect(said("0") == "there: 0 boxes of x")
    #expect(said("1200.5") == "there: 1,200.5 boxes of x")
    #expect(said("1.0") == "there: 1.0 boxes of x")
  }

  @Test func `what is not translated is English, with the plural of English`() {
    #expect(said(Phrase("not yet")) == "not yet")
    #expect(said(Phrase("nowhere \("x")")) == "nowhere x")
    #expect(said(Phrase("\(count: 21, "sheet", "sheets")")) == "21 sheets")
    #expect(said(Phrase("\(count: 1, "file", "files")")) == "1 file", "it has no plural forms")
  }

  @Test func `what is filled in is said in the same language`() {
    let stick = Words("stick", uk: "флешка", de: "Stick")
    let parts = Phrase("\(stick); \(date: "2023-02-09"); \(2023)")
    #expect(parts.text(in: .german) == "Stick; 9. Februar 2023; 2023")
    let phrase = Phrase(
      """
      \(list: ["a", "b"]); \(list: [Phrase("c"), Phrase("\(number: "1.5", decimals: 2)")]); \
      \(money: "1000", "EUR", decimals: 2)
      """)
    #expect(phrase.text(in: .english) == "a and b; c and 1.50; 1,000.00\u{A0}EUR")
    #expect(phrase.text(in: .german) == "a und b; c und 1,50; 1.000,00\u{A0}EUR")
    #expect(phrase.key == "%1; %2; %3")
    #expect(Phrase("x: \(Phrase("y \("z")"))").description == "x: y z")
  }

  @Test func `percent signs stay, and what is filled in is not looked at again`() {
    #expect(Phrase("100 % of \("%1 %2")").description == "100 % of %1 %2")
    #expect(Phrase("%\("a")%").description == "%a%")
    #expect(Phrase("%3 \("a") %").description == "%3 a %")
  }

  @Test func `more than nine places can be filled`() {
    let phrase = Phrase(
      "\(1) \(2) \(3) \(4) \(5) \(6) \(7) \(8) \(9) \("ten") \("eleven")")
    #expect(phrase.key.hasSuffix("%9 %10 %11"))
    #expect(phrase.description == "1 2 3 4 5 6 7 8 9 ten eleven")
  }

  @Test func `equal sentences with equal contents are equal`() {
    func phrase(_ text: String) -> Phrase { Phrase("a \(text)") }
    #expect(phrase("x") == phrase("x"))
    #expect(phrase("x") != phrase("y"))
    #expect(Set([phrase("x"), phrase("x"), Phrase("a x")]).count == 2)
  }
}
