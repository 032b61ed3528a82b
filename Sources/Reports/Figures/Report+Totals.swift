import Language
import Merging
import Registry
import Wire

extension Holdings {
  /// The totals of aid by office, oblast, partner country, kind and month in each currency, with
  /// what is disputed between its lowest and highest value.
  public var totals: Consolidated {
    var sources: [String: Set<RecordID>] = [:]
    let entries = aidEntries
    let rates = target.map { Rates(self, target: $0) }
    let kinds = codes["aid-kind"]
    let sections = [
      Self.totals("by-office", entries, rates, &sources, Self.office, tag: "#org+recipient") {
        place in
        place.office
      } name: {
        self.named(self.name(ofOffice: $0))
      },
      Self.totals("by-oblast", entries, rates, &sources, Self.oblast, tag: "#adm1+name") { place in
        self.oblast(ofOffice: place.office)
      } name: {
        self.named($0)
      },
      Self.totals("by-country", entries, rates, &sources, Self.country, tag: "#country+code") {
        place in
        let donor = self.country(ofOffice: place.donor)
        return donor == "UA" ? self.country(ofOffice: place.office) : donor
      } name: { code in
        self.codes["country"][code].map { .words($0.words) } ?? self.named(code)
      },
      Self.totals("by-kind", entries, rates, &sources, Self.kind, tag: "#sector") { place in
        place.kind
      } name: { code in
        kinds[code].map { .words($0.words) } ?? self.named(code)
      },
      Self.totals("by-month", entries, rates, &sources, Self.month, tag: "#date") { place in
        place.month
      } name: {
        $0.isEmpty ? self.named("") : .date($0)
      },
    ]
    let notes = [Self.unsummed, Self.bounds] + (rates?.notes ?? [])
    return Consolidated(
      Report(
        name: "totals",
        title: Words(
          "Aid through municipal partnerships", uk: "Допомога через муніципальні партнерства",
          de: "Hilfe aus kommunalen Partnerschaften"),
        asOf: day, network: network, notes: notes, sections: sections), sources)
  }

  /// Every aid entry that has begun by the day, with its lines.
  var aidEntries: [AidEntry] {
    var lines: [RecordID: [RecordView]] = [:]
    for item in records("item") {
      for id in item.texts("aid").compactMap(RecordID.init(hex:)) {
        lines[id, default: []].append(item)
      }
    }
    return records("aid").compactMap { view in
      let same = sameness.members(view.key).filter { $0 != view.id }.compactMap(record)
      return AidEntry(view, same: same, lines: { lines[$0] ?? [] }, self)
    }
  }

  private func named(_ text: String) -> Cell { text.isEmpty ? .words(Self.unknown) : .text(text) }

  private static let titles = [
    "by-office": Words("By recipient", uk: "За отримувачами", de: "Nach Empfängern"),
    "by-oblast": Words("By oblast", uk: "За областями", de: "Nach Oblasten"),
    "by-country": Words(
      "By partner country", uk: "За країнами партнерів", de: "Nach Partnerländern"),
    "by-kind": Words("By kind", uk: "За видами", de: "Nach Art"),
    "by-month": Words("By month", uk: "За місяцями", de: "Nach Monaten"),
  ]
  private static let unknown = Words("not recorded", uk: "не зазначено", de: "nicht erfasst")
  private static let office = Words("Recipient", uk: "Отримувач", de: "Empfänger")
  private static let oblast = Words("Oblast", uk: "Область", de: "Oblast")
  private static let country = Words("Partner country", uk: "Країна партнера", de: "Partnerland")
  private static let kind = Words("Kind", uk: "Вид", de: "Art")
  private static let month = Words("Month", uk: "Місяць", de: "Monat")
  private static let unsummed = Words(
    "Currencies are never added up. Where a value is recorded, it counts; else the items' values.",
    uk: "Валюти ніколи не додаються. Враховано зазначену вартість, а без неї — вартість позицій.",
    de: "Währungen werden nie addiert. Es zählt der erfasste Wert, sonst der Wert der Positionen.")
  private static let bounds = Words(
    "Sums are of undisputed values; the lowest and highest take in what is disputed.",
    uk: "Показано значення, щодо яких немає розбіжностей; межі враховують спірне.",
    de: "Gezeigt sind unstrittige Werte; niedrigste und höchste Summe schließen Strittiges ein.")

  /// A section of sums by one label.
  private static func totals(
    _ key: String, _ entries: [AidEntry], _ rates: Rates?,
    _ sources: inout [String: Set<RecordID>], _ heading: Words, tag: String,
    by label: (AidEntry.Place) -> String, name: (String) -> Cell
  ) -> Section {
    let tally = Tally(entries, by: label)
    var rows: [ReportTable.Row] = []
    for (line, sum) in tally.sums.sorted(by: { $0.key < $1.key }) {
      let figure =
        "\(key)/\(line.label)/\(line.stage.rawValue)/\(line.currency)"
      sources[figure] = sum.records
      rows.append(
        .init(figure: figure, [.text(line.label), name(line.label)] + cells(line, sum, rates)))
    }
    var sums: [Tally.Key: Tally.Sum] = [:]
    for (line, sum) in Tally(entries, by: { _ in "" }).sums { sums[line] = sum }
    let totals = sums.sorted { $0.key < $1.key }.map { line, sum in
      let figure = "\(key)//\(line.stage.rawValue)/\(line.currency)/total"
      sources[figure] = sum.records
      return ReportTable.Row(
        figure: figure,
        [.empty, .words(Words("Total", uk: "Усього", de: "Summe"))] + cells(line, sum, rates))
    }
    let title = titles[key] ?? heading
    return Section(
      key: key, title: title,
      table: ReportTable(
        columns: columns(heading, tag: tag, rates), rows: rows, totals: totals),
      chart: Chart(
        caption: title, labels: "name", values: ["shown"],
        kinds: .init(column: "stage", names: AidStage.allCases.map(words))))
  }

  private static func columns(_ heading: Words, tag: String, _ rates: Rates?) -> [Column] {
    let money = Column.Kind.money(.column("currency"))
    var columns = [
      Column("code", Words("Code", uk: "Код", de: "Code"), .code, hashtag: tag + "+code"),
      Column("name", heading, .text, hashtag: tag),
      Column("stage", Words("Stage", uk: "Стан", de: "Stand"), .text, hashtag: "#status"),
      Column(
        "currency", Words("Currency", uk: "Валюта", de: "Währung"), .code, hashtag: "#currency+code"
      ),
      Column(
        "entries", Words("Entries", uk: "Записи", de: "Einträge"), .count,
        hashtag: "#indicator+entries+num"),
      Column(
        "disputed", Words("Disputed", uk: "Спірні", de: "Strittig"), .count,
        hashtag: "#indicator+disputed+num"),
      Column("shown", Words("Sum", uk: "Сума", de: "Summe"), money, hashtag: "#value"),
      Column(
        "lowest", Words("Lowest", uk: "Найменша", de: "Niedrigste"), money, hashtag: "#value+min"),
      Column(
        "highest", Words("Highest", uk: "Найбільша", de: "Höchste"), money, hashtag: "#value+max"),
    ]
    if let rates {
      columns.append(
        Column(
          "converted",
          Words("Converted", uk: "Перераховано", de: "Umgerechnet"),
          .money(.fixed(rates.target)), hashtag: "#value+\(rates.target.lowercased())"))
    }
    return columns
  }

  private static func words(of stage: AidStage) -> Words {
    switch stage {
    case .received: Words("received", uk: "отримано", de: "erhalten")
    case .partlyReceived:
      Words("partly received", uk: "частково отримано", de: "teilweise erhalten")
    case .promised: Words("promised", uk: "обіцяно", de: "zugesagt")
    }
  }

  private static func cells(_ line: Tally.Key, _ sum: Tally.Sum, _ rates: Rates?) -> [Cell] {
    let decimals = Codes.standard.decimals(of: line.currency)
    let isValued = !line.currency.isEmpty
    let amount = { (value: ExactDecimal) -> Cell in
      isValued ? .amount(value, decimals: decimals) : .empty
    }
    var cells: [Cell] = [
      .words(words(of: line.stage)),
      isValued ? .text(line.currency) : .empty, .count(sum.entries), .count(sum.disputed),
      amount(sum.shown), amount(sum.low), amount(sum.high),
    ]
    if let rates {
      let converted = isValued ? rates.converted(sum.shown, from: line.currency) : nil
      cells.append(
        converted.map { .amount($0, decimals: Codes.standard.decimals(of: rates.target)) }
          ?? .empty)
    }
    return cells
  }
}
