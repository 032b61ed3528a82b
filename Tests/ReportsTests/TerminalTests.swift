import Language
import Reports
import Testing

@Test func `on a terminal columns are aligned and numbers are to the right`() {
  let text = Samples.aid.text(in: .english)
  let wanted = """
    Kind of aid    Pieces         Value  Currency    Share  Figure
    -------------  ------  ------------  --------  -------  -----------
    Generators         12    138,060.50  EUR        31.1 %  by-kind/1
    Medical goods   3,400     45,200.00  EUR        10.2 %  by-kind/2
    Fire engines        2    261,000.00  EUR        58.7 %  by-kind/3
    Food parcels   15,250  1,204,500.75  UAH       100.0 %  by-kind/4
    -------------  ------  ------------  --------  -------  -----------
    Total                    444,260.50  EUR                by-kind/EUR
    Total                  1,204,500.75  UAH                by-kind/UAH

    """
  #expect(text.replacing("\u{A0}", with: " ").contains(wanted))
}

@Test func `on a terminal numbers are as the language writes them`() {
  #expect(Samples.aid.text(in: .ukrainian).contains("1\u{A0}204\u{A0}500,75"))
  #expect(Samples.aid.text(in: .german).contains("-999.999.999.999.999.999,99"))
}

@Test func `on a terminal no text drives the terminal, breaks a line or makes a table endless`() {
  for language in Language.allCases {
    let text = Samples.attack.text(in: language)
    let driving = text.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(driving.isEmpty)
    let rows = text.split(separator: "\n").filter { $0.contains("-12") }
    #expect(rows.count == Samples.hostile.count * Samples.hostile.count)
    #expect(rows.allSatisfy { $0.count < 290 })
  }
}

@Test func `on a terminal a figure is whole, so that it can be asked for`() {
  let figure = "violations/" + String(repeating: "a", count: 90)
  var report = Samples.aid
  let columns = [Column("kind", Words("Kind", uk: "Вид", de: "Art"), .text)]
  report.sections = [
    Section(
      key: "long", title: Words("Long", uk: "Довге", de: "Lang"),
      table: ReportTable(columns: columns, rows: [.init(figure: figure, [.text(figure)])]))
  ]
  let text = report.text(in: .english)
  #expect(text.contains("  \(figure)\n"))
}

@Test func `an empty table says so`() {
  var report = Samples.aid
  report.sections = [
    Section(
      key: "none", title: Words("None", uk: "Нічого", de: "Nichts"),
      table: ReportTable(columns: Samples.months.table.columns, rows: []))
  ]
  #expect(report.text(in: .german).contains("Zu dieser Tabelle gibt es keine Einträge."))
  #expect(report.html(in: .german).contains("Zu dieser Tabelle gibt es keine Einträge."))
}
