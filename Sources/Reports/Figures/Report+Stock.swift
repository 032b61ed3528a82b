import Language
import Merging
import Registry
import Wire

extension Holdings {
  /// What must be in stock of every item and place, and what was handed out to whom.
  public var stock: Consolidated {
    var sources: [String: Set<RecordID>] = [:]
    let sections = [
      items(books, &sources), places(books, &sources), handOuts(books, &sources),
    ]
    return Consolidated(
      Report(
        name: "stock",
        title: Words(
          "Stock and hand-outs", uk: "Залишки та видачі", de: "Bestand und Ausgaben"),
        asOf: day, network: network,
        notes: [
          Words(
            "Units are never added up; entries that were reversed do not count.",
            uk: "Одиниці ніколи не додаються; сторновані проводки не враховано.",
            de: "Einheiten werden nie addiert; stornierte Buchungen zählen nicht.")
        ], sections: sections), sources)
  }

  private func items(_ books: Ledger, _ sources: inout [String: Set<RecordID>]) -> Section {
    let used = Dictionary(grouping: books.entries, by: \.account)
    var rows: [(sort: [String], row: ReportTable.Row)] = []
    for (account, balance) in books.balances {
      guard let item = record(account.item) else { continue }
      let figure = "items/\(account.item.hex)/\(account.unit)"
      sources[figure] = Set([account.item] + (used[account] ?? []).map(\.id))
      let quantity = item.value("quantity")
      let expected =
        quantity?["unit"]?.string == account.unit
        ? quantity?["amount"]?.string.flatMap { ExactDecimal($0) } : nil
      let aid = record(item.reference("aid"))
      let partnership = record(aid.flatMap(partnership))?.title ?? ""
      let amounts = [
        balance.received, balance.handedOut, balance.returned, balance.writtenOff, balance.stock,
      ]
      let cells: [Cell] =
        [
          .text(partnership), .text(aid?.title ?? ""), .text(item.title), .text(account.unit),
          expected.map { .amount($0) } ?? .empty,
        ] + amounts.map { .amount($0) }
      rows.append(
        (
          [partnership, aid?.title ?? "", item.title, account.unit, item.id.hex],
          .init(figure: figure, cells)
        ))
    }
    return Section(
      key: "items", title: Words("Items", uk: "Позиції", de: "Positionen"),
      table: ReportTable(
        columns: Self.itemColumns,
        rows: rows.sorted { $0.sort.lexicographicallyPrecedes($1.sort) }.map(\.row)))
  }

  private static let partnershipColumn = Column(
    "partnership", Words("Partnership", uk: "Партнерство", de: "Partnerschaft"), .text,
    hashtag: "#activity+name")
  private static let itemColumn = Column(
    "item", Words("Item", uk: "Позиція", de: "Position"), .text, hashtag: "#item+name")
  private static let unitColumn = Column(
    "unit", Words("Unit", uk: "Одиниця", de: "Einheit"), .code, hashtag: "#item+unit")

  private static func amountColumn(_ key: String, _ words: Words) -> Column {
    Column(key, words, .amount, hashtag: "#item+\(key.split(separator: "-").joined())+num")
  }

  private static let itemColumns = [
    partnershipColumn,
    Column("aid", Words("Aid", uk: "Допомога", de: "Hilfe"), .text, hashtag: "#item+aid"),
    itemColumn, unitColumn,
    amountColumn("expected", Words("Expected", uk: "Очікувано", de: "Erwartet")),
    amountColumn("received", Words("Received", uk: "Отримано", de: "Erhalten")),
    amountColumn("handed-out", Words("Handed out", uk: "Видано", de: "Ausgegeben")),
    amountColumn("returned", Words("Returned", uk: "Повернено", de: "Zurück")),
    amountColumn("written-off", Words("Written off", uk: "Списано", de: "Abgeschrieben")),
    amountColumn("stock", Words("In stock", uk: "Залишок", de: "Bestand")),
  ]

  private func places(_ books: Ledger, _ sources: inout [String: Set<RecordID>]) -> Section {
    let used = Dictionary(grouping: books.entries, by: \.account)
    var rows: [(sort: [String], row: ReportTable.Row)] = []
    for (account, stocks) in books.stocks {
      for (place, stock) in stocks where !place.isEmpty {
        let figure = "places/\(account.item.hex)/\(account.unit)/\(place)"
        sources[figure] = Set(
          [account.item]
            + (used[account] ?? []).filter { $0.place == place || $0.destination == place }
            .map(\.id))
        let item = record(account.item)?.title ?? ""
        rows.append(
          (
            [place, item, account.unit, account.item.hex],
            .init(
              figure: figure,
              [.text(place), .text(item), .text(account.unit), .amount(stock)])
          ))
      }
    }
    return Section(
      key: "places", title: Words("Places", uk: "Місця", de: "Orte"),
      table: ReportTable(
        columns: [
          Column("place", Words("Place", uk: "Місце", de: "Ort"), .text, hashtag: "#loc+name"),
          Self.itemColumn, Self.unitColumn,
          Self.amountColumn("stock", Words("In stock", uk: "Залишок", de: "Bestand")),
        ], rows: rows.sorted { $0.sort.lexicographicallyPrecedes($1.sort) }.map(\.row)))
  }

  private func handOuts(_ books: Ledger, _ sources: inout [String: Set<RecordID>]) -> Section {
    let entries = books.entries.filter { $0.kind == "handed-out" }.sorted {
      ($0.date, $0.act, $0.id) < ($1.date, $1.act, $1.id)
    }
    let rows = entries.map { entry in
      let figure = "hand-outs/\(entry.id.hex)"
      sources[figure] = [entry.id, entry.account.item]
      return ReportTable.Row(
        figure: figure,
        [
          .date(entry.date), .text(entry.act), .text(entry.counterparty),
          .text(record(entry.account.item)?.title ?? ""), .amount(entry.amount),
          .text(entry.account.unit),
        ])
    }
    return Section(
      key: "hand-outs", title: Words("Hand-outs", uk: "Видачі", de: "Ausgaben"),
      table: ReportTable(
        columns: [
          Column("date", Words("Date", uk: "Дата", de: "Datum"), .date, hashtag: "#date"),
          Column("act", Words("Act", uk: "Акт", de: "Protokoll"), .text, hashtag: "#item+act"),
          Column(
            "recipient", Words("Recipient", uk: "Отримувач", de: "Empfänger"), .text,
            hashtag: "#beneficiary+name"),
          Self.itemColumn,
          Self.amountColumn("quantity", Words("Quantity", uk: "Кількість", de: "Menge")),
          Self.unitColumn,
        ], rows: rows))
  }
}
