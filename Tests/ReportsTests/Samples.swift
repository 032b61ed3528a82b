import Language
import Reports
import Wire

/// Reports that the tests write.
enum Samples {
  static let hostile = [
    "<script>alert('x')</script>", "=HYPERLINK(\"http://x\";\"y\")", "first line\nsecond \"line\"",
    "a\u{202E}gpj.exe", "]]> &amp; --> </style></table>", "one\u{1}bell\u{7}escape\u{1B}[2J",
    "a;=1+1", "Комунальне підприємство «" + String(repeating: "Дуже довга назва ", count: 12) + "»",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-usw",
  ]

  /// What a network's central office publishes each month.
  static var aid: Report {
    Report(
      name: "aid",
      title: Words(
        "International aid received through municipal partnerships",
        uk: "Міжнародна допомога, отримана через муніципальні партнерства",
        de: "Internationale Hilfe aus kommunalen Partnerschaften"),
      subtitle: Words(
        "January to June 2023", uk: "Січень – червень 2023 року", de: "Januar bis Juni 2023"),
      asOf: "2023-06-30", network: "Partnerships of Dnipropetrovsk oblast",
      office: "Криворізька міська рада",
      notes: [
        Words(
          "Values are those that donors stated; hryvnias and euros are never added up.",
          uk: "Вартість вказано за даними донорів; гривні та євро ніколи не додаються.",
          de: "Die Werte haben die Geber angegeben; Hrywnja und Euro werden nie addiert.")
      ],
      sections: [kinds, months, wide])
  }

  static func amount(_ text: String, decimals: Int = 2) -> Cell {
    ExactDecimal(text).map { .amount($0, decimals: decimals) } ?? .text("no decimal: \(text)")
  }

  private static let kindNames = [
    Words("Generators", uk: "Генератори", de: "Generatoren"),
    Words("Medical goods", uk: "Медичні товари", de: "Medizinische Güter"),
    Words("Fire engines", uk: "Пожежні автомобілі", de: "Feuerwehrfahrzeuge"),
    Words("Food parcels", uk: "Продуктові набори", de: "Lebensmittelpakete"),
  ]

  static var kinds: Section {
    let values = [
      ("138060.5", "EUR"), ("45200", "EUR"), ("261000", "EUR"), ("1204500.75", "UAH"),
    ]
    let rows = values.enumerated().map { place, value in
      ReportTable.Row(
        figure: "by-kind/\(place + 1)",
        [
          .words(kindNames[place]), .count([12, 3400, 2, 15250][place]), amount(value.0),
          .text(value.1), amount(["31.1", "10.2", "58.7", "100"][place], decimals: 1),
        ])
    }
    let total = Words("Total", uk: "Усього", de: "Summe")
    return Section(
      key: "by-kind", title: Words("Aid by kind", uk: "Допомога за видами", de: "Hilfe nach Art"),
      explanation: Words(
        "Every delivery accepted by an act, counted once, in the currency of its valuation.",
        uk: "Кожна поставка, прийнята за актом, врахована один раз у валюті її оцінки.",
        de:
          "Jede mit Protokoll angenommene Lieferung, einmal gezählt, in der Währung der Bewertung."
      ),
      table: ReportTable(
        columns: [
          Column(
            "kind", Words("Kind of aid", uk: "Вид допомоги", de: "Art der Hilfe"), .text,
            hashtag: "#item+name"),
          Column(
            "pieces", Words("Pieces", uk: "Кількість", de: "Stück"), .count,
            hashtag: "#item+quantity+num"),
          Column(
            "value", Words("Value", uk: "Вартість", de: "Wert"), .money(.column("currency")),
            hashtag: "#value+received"),
          Column(
            "currency", Words("Currency", uk: "Валюта", de: "Währung"), .code,
            hashtag: "#currency+code"),
          Column("share", Words("Share", uk: "Частка", de: "Anteil"), .share),
        ], rows: rows,
        totals: [
          ReportTable.Row(
            figure: "by-kind/EUR",
            [.words(total), .empty, amount("444260.5"), .text("EUR"), .empty]),
          ReportTable.Row(
            figure: "by-kind/UAH",
            [.words(total), .empty, amount("1204500.75"), .text("UAH"), .empty]),
        ]),
      chart: Chart(
        caption: Words("Value by kind of aid", uk: "Вартість за видами", de: "Wert nach Art"),
        labels: "kind", values: ["value"]))
  }

  static var months: Section {
    let rows = (1...6).map { month in
      ReportTable.Row(
        figure: "by-month/2023-0\(month)",
        [
          .date("2023-0\(month)"), amount("\(month * 14_000).4"), amount("\(90_000 / month)"),
          month == 2 ? .empty : amount("\(5_000 + month * 900)"),
        ])
    }
    func column(_ key: String, _ heading: Words) -> Column {
      Column(key, heading, .money(.fixed("EUR")), hashtag: "#value+\(key)+eur")
    }
    return Section(
      key: "by-month",
      title: Words("Aid by month", uk: "Допомога за місяцями", de: "Hilfe nach Monaten"),
      table: ReportTable(
        columns: [
          Column(
            "month", Words("Month", uk: "Місяць", de: "Monat"), .date, hashtag: "#date+received"),
          column("energy", Words("Energy", uk: "Енергетика", de: "Energie")),
          column("health", Words("Health", uk: "Охорона здоров’я", de: "Gesundheit")),
          column("food", Words("Food", uk: "Харчування", de: "Ernährung")),
        ], rows: rows),
      chart: Chart(
        caption: Words("Value by month", uk: "Вартість за місяцями", de: "Wert nach Monaten"),
        labels: "month", values: ["energy", "health", "food"]))
  }

  /// Many rows and columns, long names and the largest amounts.
  static var wide: Section {
    func words(_ text: String) -> Words { Words(text, uk: text, de: text) }
    let rows = (0..<60).map { place in
      ReportTable.Row(
        figure: "list/\(place)",
        [
          .text("UA12060170000091033"), .text(hostile[place % hostile.count]),
          .text("Duisburg"), .date("2023-02-09"), .count(place),
          place == 3 ? amount("-999999999999999999.99") : amount("\(place * 1001).5"),
          .text("EUR"), place % 2 == 0 ? .empty : .text("CMR \(place)"),
        ])
    }
    return Section(
      key: "list", title: words("Lieferungen / Deliveries / Поставки"),
      table: ReportTable(
        columns: [
          Column("hromada", words("Hromada"), .code, hashtag: "#adm3+code"),
          Column("recipient", words("Recipient"), .text, hashtag: "#org+receiver"),
          Column("partner", words("Partner"), .text, hashtag: "#org+provider"),
          Column("date", words("Date"), .date, hashtag: "#date"),
          Column("pieces", words("Pieces"), .count, hashtag: "#item+quantity+num"),
          Column("value", words("Value"), .money(.column("currency")), hashtag: "#value+received"),
          Column("currency", words("Currency"), .code, hashtag: "#currency+code"),
          Column("waybill", words("Waybill"), .text),
        ], rows: rows))
  }

  /// Every text of the report is hostile.
  static var attack: Report {
    let all = hostile.map { Words($0, uk: $0, de: $0) }
    let sections = all.enumerated().map { place, text in
      Section(
        key: "attack-\(place)", title: text, explanation: text,
        table: ReportTable(
          columns: [
            Column("name", text, .text, hashtag: "#org"),
            Column("value", text, .money(.fixed("EUR")), hashtag: "#value"),
          ],
          rows: hostile.map { name in
            ReportTable.Row(figure: name, [.text(name), amount("-12.5")])
          }), chart: Chart(caption: text, labels: "name", values: ["value"]))
    }
    return Report(
      name: "attack", title: all[0], subtitle: all[1], asOf: hostile[3], network: hostile[4],
      office: hostile[0], notes: all, sections: sections)
  }
}
