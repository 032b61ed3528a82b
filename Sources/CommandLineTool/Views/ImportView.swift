import Language
import Merging
import Registry
import SyncEngine
import Wire

/// What an import did or would do, for people and programs.
struct ImportView {
  private let preview: ImportPreview
  private let isRecorded: Bool
  private var report: ImportReport { preview.report }

  init(_ preview: ImportPreview, isRecorded: Bool) {
    self.preview = preview
    self.isRecorded = isRecorded
  }

  /// How many errors a terminal is shown.
  private static let shownProblems = 50

  var lines: [String] {
    [table, ""] + columnLines + [""] + sampleLines + [Output.said(summary)]
      + warnings.map(Output.said) + problemLines
      + (isRecorded || !preview.problems.isEmpty
        ? []
        : ["", Output.said(Phrase("nothing is recorded yet: give --accept to record it"))])
  }

  /// What the table was found to be.
  private var table: String {
    let table = preview.table
    let facts =
      [
        table.sheet.map { Phrase("sheet '\($0)'") },
        table.encoding.map { Phrase("\($0.rawValue)") }, table.separator.map(Self.separation),
        Phrase("headings in row \(table.headingRow)"),
        table.skipped.isEmpty ? nil : Phrase("no data in rows \(Self.some(table.skipped))"),
      ] as [Phrase?]
    return facts.compactMap { $0.map(Output.said) }.joined(separator: ", ")
  }

  private static func separation(_ separator: String) -> Phrase {
    switch separator {
    case ",": Phrase("separated by commas")
    case ";": Phrase("separated by semicolons")
    case "\t": Phrase("separated by tabs")
    default: Phrase("separated by '\(separator)'")
    }
  }

  private var columnLines: [String] {
    var table = TextTable([
      Phrase("field"), Phrase("heading"), Phrase("sure"), Phrase("read as"),
    ])
    for column in preview.columns {
      let forms = [
        column.numbers.map(Self.phrase), column.dates.map(Self.phrase),
        column.guess.unit.map { Phrase("in \($0)") },
      ].compactMap { $0.map(Output.said) }
      table.add([
        column.place ?? "–", column.guess.heading,
        column.place == nil ? "" : "\(column.guess.score) %",
        column.guess.reason.map { Output.said(Self.phrase($0)) }
          ?? forms.joined(separator: ", "),
      ])
    }
    for constant in preview.constants {
      table.add([
        constant.field, "", "", Output.said(Phrase("'\(constant.text)' in every row")),
      ])
    }
    return table.lines
      + [Output.said(Phrase("the key: \(preview.key.joined(separator: ", "))"))]
  }

  private static func phrase(_ form: NumberForm) -> Phrase {
    switch form {
    case .comma: Phrase("decimals after a comma")
    case .point: Phrase("decimals after a point")
    case .undecided: Phrase("whole numbers")
    case .mixed: Phrase("decimals after commas and points, each by itself")
    }
  }

  private static func phrase(_ form: DateForm) -> Phrase {
    switch form {
    case .iso: Phrase("dates as year-month-day or in words")
    case .dotted: Phrase("dates as day.month.year")
    case .dayFirst: Phrase("dates as day/month/year")
    case .monthFirst: Phrase("dates as month/day/year")
    case .undecided: Phrase("dates with the day or the month first: nothing tells")
    case .mixed: Phrase("dates with the day first and with the month first")
    }
  }

  private static func phrase(_ reason: ColumnGuess.Reason) -> Phrase {
    switch reason {
    case .notUnderstood: Phrase("not understood")
    case .rowNumbers: Phrase("row numbers")
    case .ignored: Phrase("ignored")
    case .multiples: Phrase("in thousands or millions: write the whole amounts")
    case .otherUnit: Phrase("the field is in kg")
    case .taken: Phrase("another column is nearer to its field")
    }
  }

  private var sampleLines: [String] {
    preview.sample.flatMap { record in
      [Output.said(Phrase("row \(record.row): \(Caption.type(record.type))"))]
        + record.fields.map { Output.safe("  \($0.field): \($0.text)") }
    } + (preview.sample.isEmpty ? [] : [""])
  }

  /// The counts on one line.
  var summary: Phrase {
    let rows = Phrase("\(count: report.rows, "row", "rows")")
    let changed = Phrase("\(count: report.changed, "changed", "changed")")
    let unchanged = Phrase("\(count: report.unchanged, "unchanged", "unchanged")")
    let counts = Phrase("\(rows): \(created), \(changed), \(unchanged)")
    let unfit = Set(preview.problems.compactMap(\.row)).count
    return unfit == 0
      ? counts : Phrase("\(counts), \(count: unfit, "row does not fit", "rows do not fit")")
  }

  private var created: Phrase {
    let created = Phrase("\(count: report.created, "new record", "new records")")
    let kinds = report.createdByType.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    return kinds.count > 1 ? Phrase("\(created) (\(kinds.joined(separator: ", ")))") : created
  }

  /// What was done, or would be, only in part.
  var warnings: [Phrase] {
    var warnings: [Phrase] = []
    if !report.differing.isEmpty {
      warnings.append(
        Phrase(
          """
          \(count: report.differing.count, "row differs", "rows differ") from what is recorded, \
          which stays as it is (rows \(Self.some(report.differing))); --update changes it
          """))
    }
    if !report.repeated.isEmpty {
      warnings.append(
        Phrase(
          """
          \(count: report.repeated.count, "row repeats a key and is", "rows repeat a key and are") \
          not recorded (rows \(Self.some(report.repeated))); --key names what tells rows apart
          """))
    }
    let unfit = Set(preview.problems.compactMap(\.row)).sorted()
    if isRecorded, !unfit.isEmpty {
      warnings.append(
        Phrase(
          """
          \(count: unfit.count, "row does not fit and is", "rows do not fit and are") left out \
          (rows \(Self.some(unfit)))
          """))
    }
    return warnings
  }

  private var problemLines: [String] {
    guard !preview.problems.isEmpty else { return [] }
    let more = preview.problems.count - Self.shownProblems
    let shown = preview.problems.prefix(Self.shownProblems).map(Self.phrase)
    let rest = Phrase("… \(count: more, "more", "more"); --rejects or --json shows all")
    return [""] + (shown + (more > 0 ? [rest] : [])).map(Output.said)
  }

  private static func phrase(_ problem: RowProblem) -> Phrase {
    let what = Phrase("\(problem.error) – \(problem.error.hint)")
    switch (problem.row, problem.column) {
    case (let row?, let column?): return Phrase("! row \(row), '\(column)': \(what)")
    case (let row?, nil): return Phrase("! row \(row): \(what)")
    case (nil, let column?): return Phrase("! '\(column)': \(what)")
    case (nil, nil): return Phrase("! the table: \(what)")
    }
  }

  /// Why nothing was recorded, on one line.
  var refusal: Phrase {
    guard let first = preview.problems.first else { return Phrase("nothing to record") }
    let problem = first.row.map { Phrase("row \($0): \(first.error)") } ?? first.error.phrase
    let more = preview.problems.count - 1
    return more > 0
      ? Phrase("\(problem); \(count: more, "more error", "more errors")") : problem
  }

  /// What to do about the first error.
  var remedy: Phrase? { preview.problems.first?.error.hint }

  private static func some(_ rows: [Int]) -> String {
    rows.prefix(5).map(String.init).joined(separator: ", ") + (rows.count > 5 ? ", …" : "")
  }
}

extension ImportView {
  var json: JSONValue {
    let table = preview.table
    return [
      "accepted": .bool(isRecorded),
      "table": [
        "encoding": .text(table.encoding?.rawValue), "separator": .text(table.separator),
        "sheet": .text(table.sheet), "headingRow": .count(table.headingRow),
        "skipped": .array(table.skipped.map { .count($0) }),
      ],
      "columns": .array(preview.columns.map(Self.json)),
      "constants": .array(
        preview.constants.map { ["field": .string($0.field), "text": .string($0.text)] }),
      "key": .array(preview.key.map { .string($0) }),
      "sample": .array(preview.sample.map(Self.json)),
      "rows": .count(report.rows), "created": .count(report.created),
      "types": .array(
        report.createdByType.sorted { $0.key < $1.key }.map {
          ["type": .string($0.key), "created": .count($0.value)]
        }),
      "changed": .count(report.changed), "unchanged": .count(report.unchanged),
      "differing": .array(report.differing.map { .count($0) }),
      "repeated": .array(report.repeated.map { .count($0) }),
      "problems": .array(preview.problems.map(Self.json)),
    ]
  }

  private static func json(_ column: MappedColumn) -> JSONValue {
    [
      "column": .count(column.guess.column + 1), "heading": .string(column.guess.heading),
      "field": .text(column.place), "sure": .count(column.guess.score),
      "unit": .text(column.guess.unit), "numbers": .text(column.numbers?.rawValue),
      "dates": .text(column.dates?.rawValue), "unread": .text(column.guess.reason?.rawValue),
    ]
  }

  private static func json(_ record: SampleRecord) -> JSONValue {
    [
      "row": .count(record.row), "type": .string(record.type),
      "fields": .object(
        JSONObject(
          record.fields.reduce(into: [String: [JSONValue]]()) { texts, entry in
            texts[entry.field, default: []].append(.string(entry.text))
          }.sorted { $0.key < $1.key }.map { JSONMember($0.key, .array($0.value)) })),
    ]
  }

  private static func json(_ problem: RowProblem) -> JSONValue {
    [
      "row": .number(problem.row.map(Int64.init)), "column": .text(problem.column),
      "problem": .string("\(problem.error)"), "hint": .string(problem.error.hint.description),
    ]
  }
}

extension ExportedTable {
  func json(path: String) -> JSONValue {
    [
      "path": .string(path), "headings": .array(headings.map { .string($0) }),
      "rows": .count(rows.count),
      "leftOut": .array(
        leftOut.map {
          [
            "id": .string($0.id.hex), "title": .string($0.title), "field": .string($0.field),
            "why": .string($0.why.description),
          ]
        }),
    ]
  }
}
