public import Language
public import Wire

extension Report {
  /// Returns the report for programs; the shape is in `Protocol/reports.md`.
  public func json(in language: Language) -> JSONValue {
    [
      "report": .string(name),
      "language": .string(language.rawValue),
      "title": .string(title[language]),
      "subtitle": subtitle.map { .string($0[language]) } ?? nil,
      "asOf": .string(asOf),
      "network": .string(network),
      "office": office.map { .string($0) } ?? nil,
      "notes": .array(notes.map { .string($0[language]) }),
      "sections": .array(sections.map { $0.json(in: language) }),
    ]
  }
}

extension Section {
  fileprivate func json(in language: Language) -> JSONValue {
    [
      "section": .string(key),
      "title": .string(title[language]),
      "explanation": explanation.map { .string($0[language]) } ?? nil,
      "columns": .array(table.columns.map { $0.json(in: language) }),
      "rows": .array(table.rows.map { table.json($0, in: language) }),
      "totals": .array(table.totals.map { table.json($0, in: language) }),
    ]
  }
}

extension Column {
  fileprivate func json(in language: Language) -> JSONValue {
    [
      "column": .string(key), "heading": .string(heading[language]), "kind": .string(kind.name),
      "currency": kind.currency, "hashtag": hashtag.map { .string($0) } ?? nil,
    ]
  }
}

extension Column.Kind {
  fileprivate var name: String {
    switch self {
    case .text: "text"
    case .code: "code"
    case .date: "date"
    case .count: "count"
    case .amount: "amount"
    case .money: "money"
    case .share: "share"
    }
  }

  /// The code of the currency, `{"column": key}` where it is in another column, or null.
  fileprivate var currency: JSONValue {
    switch self {
    case .money(.fixed(let code)): .string(code)
    case .money(.column(let key)): ["column": .string(key)]
    case .text, .code, .date, .count, .amount, .share: nil
    }
  }
}

extension ReportTable {
  fileprivate func json(_ row: Row, in language: Language) -> JSONValue {
    let members = zip(columns, row.cells).map { column, cell in
      JSONMember(column.key, cell.json(in: language))
    }
    return [
      "figure": row.figure.map { .string($0) } ?? nil, "values": .object(JSONObject(members)),
    ]
  }
}

extension Cell {
  fileprivate func json(in language: Language) -> JSONValue {
    switch self {
    case .empty: nil
    case .count(let count): .integer(Int64(count))
    case .text, .words, .amount, .date: .string(plain(in: language))
    }
  }
}
