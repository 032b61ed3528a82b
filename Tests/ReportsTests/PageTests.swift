import Language
import Reports
import TestSupport
import Testing

@Test func `a page is well nested, can be read out, and needs nothing from elsewhere`() throws {
  for language in Language.allCases {
    for report in [Samples.aid, Samples.attack] {
      let outcome = try Checkers.page(report.html(in: language))
      #expect(outcome.exitCode == 0, "\(report.name) \(language): \(outcome.output)")
    }
  }
}

@Test func `the check of pages finds what it is for`() throws {
  let page = Samples.aid.html(in: .english)
  for (part, other) in [
    ("<main>", "<main><script>x</script>"), ("</table>", ""), ("<th scope=\"col\">", "<th>"),
    ("<h2>", "<h2 onclick=\"x\">"), ("<main>", "<main><a href=\"x:y\">z</a>"),
    (" id=\"section-by-month\"", " id=\"section-by-kind\""),
  ] {
    let broken = page.replacing(part, with: other, maxReplacements: 1)
    #expect(try Checkers.page(broken).exitCode == 1, "\(part) -> \(other)")
  }
}

@Test func `hostile text stays text on a page`() {
  for language in Language.allCases {
    let page = Samples.attack.html(in: language)
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
    #expect(!page.contains("<script"))
    #expect(page.unicodeScalars.allSatisfy { $0 != "\u{202E}" && $0 != "\u{1}" && $0 != "\u{1B}" })
    #expect(page.replacing("</style>", with: "", maxReplacements: 1).contains("</style>") == false)
  }
}

@Test func `a page shows figures as its language writes them, with anchors`() {
  let page = Samples.aid.html(in: .ukrainian)
  #expect(page.contains("<html lang=\"uk\">"))
  #expect(page.contains("<td class=\"number\">1\u{A0}204\u{A0}500,75</td>"))
  #expect(page.contains("<tr id=\"figure-by-kind__by-kind_2f.EUR\">"))
  #expect(page.contains("-999\u{A0}999\u{A0}999\u{A0}999\u{A0}999\u{A0}999,99"))
}

@Test func `currencies have pictures of their own, and parts of a bar meet`() {
  let page = Samples.aid.html(in: .english)
  #expect(page.contains("<figcaption>Value by kind of aid, EUR</figcaption>"))
  #expect(page.contains("<figcaption>Value by kind of aid, UAH</figcaption>"))
  let rect = /<rect class="bar" x="(\d+)" y="(\d+)" width="(\d+)" height="18"/
  var ends: [Substring: Int] = [:]
  let months = page.split(separator: "<section").last { $0.contains("by-month") } ?? ""
  for match in months.matches(of: rect) {
    let (left, width) = (Int(match.1) ?? -1, Int(match.3) ?? -1)
    #expect(left == ends[match.2] ?? 208)
    ends[match.2] = left + width
  }
  // January 109,900.40 and June 109,400.40 of the longest, January.
  #expect(ends.values.sorted() == [453, 476, 501, 536, 576, 578])
  #expect(ends.count == 6)
}
