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
    let table = preview.table
    let kind =
      [
        table.sheet.map { "sheet '\($0)'" }, table.encoding?.rawValue,
        table.separator.map { "separated by \(Self.separators[$0] ?? $0)" },
        "headings in row \(table.headingRow)",
        table.skipped.isEmpty ? nil : "no data in rows \(Self.some(table.skipped))",
      ] as [String?]
    return [kind.compactMap { $0 }.map(Output.safe).joined(separator: ", "), ""] + columnLines
      + [""] + sampleLines + [summary] + warnings + problemLines
      + (isRecorded || !preview.problems.isEmpty
        ? [] : ["", "nothing is recorded yet: give --accept to record it"])
  }

  private static let separators = [",": "commas", ";": "semicolons", "\t": "tabs"]

  private var columnLines: [String] {
    var table = TextTable(["field", "heading", "sure", "read as"])
    for column in preview.columns {
      let forms = [
        column.numbers.map(Self.text), column.dates.map(Self.text),
        column.guess.unit.map { "in \($0)" },
      ].compactMap { $0 }
      table.add([
        column.place ?? "–", column.guess.heading,
        column.place == nil ? "" : "\(column.guess.score) %",
        column.guess.reason?.rawValue ?? forms.joined(separator: ", "),
      ])
    }
    for constant in preview.constants {
      table.add([constant.field, "", "", "'\(constant.text)' in every row"])
    }
    return table.lines + ["the key: \(preview.key.joined(separator: ", "))"]
  }

  private static func text(_ form: NumberForm) -> String {
    switch form {
    case .comma: "decimals after a comma"
    case .point: "decimals after a point"
    case .undecided: "whole numbers"
    case .mixed: "decimals after commas and points, each by itself"
    }
  }

  private static func text(_ form: DateForm) -> String {
    switch form {
    case .iso: "dates as year-month-day or in words"
    case .dotted: "dates as day.month.year"
    case .dayFirst: "dates as day/month/year"
    case .monthFirst: "dates as month/day/year"
    case .undecided: "dates with the day or the month first: nothing tells"
    case .mixed: "dates with the day first and with the month first"
    }
  }

  private var sampleLines: [String] {
    preview.sample.flatMap { record in
      ["row \(record.row): \(record.type)"]
        + record.fields.map { Output.safe("  \($0.field): \($0.text)") }
    } + (preview.sample.isEmpty ? [] : [""])
  }

  /// The counts on one line.
  var summary: String {
    let kinds = report.createdByType.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let what = kinds.count > 1 ? " (\(kinds.joined(separator: ", ")))" : ""
    let unfit = Set(preview.problems.compactMap(\.row)).count
    return "\(report.rows) rows: \(report.created) new records\(what), \(report.changed) changed,"
      + " \(report.unchanged) unchanged"
      + (unfit == 0 ? "" : ", \(unfit) rows do not fit")
  }

  /// What was done, or would be, only in part.
  var warnings: [String] {
    var warnings: [String] = []
    if !report.differing.isEmpty {
      warnings.append(
        "\(report.differing.count) rows differ from their records, which stay as they are"
          + " (rows \(Self.some(report.differing))); --update changes them")
    }
    if !report.repeated.isEmpty {
      warnings.append(
        "\(report.repeated.count) rows repeat a key and are not recorded"
          + " (rows \(Self.some(report.repeated))); --key names what tells rows apart")
    }
    let unfit = Set(preview.problems.compactMap(\.row)).sorted()
    if isRecorded, !unfit.isEmpty {
      warnings.append("\(unfit.count) rows do not fit and are left out (rows \(Self.some(unfit)))")
    }
    return warnings
  }

  private var problemLines: [String] {
    guard !preview.problems.isEmpty else { return [] }
    let more = preview.problems.count - Self.shownProblems
    return [""] + preview.problems.prefix(Self.shownProblems).map { Output.safe(Self.text($0)) }
      + (more > 0 ? ["… \(more) more; --rejects or --json shows all"] : [])
  }

  private static func text(_ problem: RowProblem) -> String {
    let place = [problem.row.map { "row \($0)" }, problem.column.map { "'\($0)'" }]
      .compactMap { $0 }.joined(separator: ", ")
    return "! \(place.isEmpty ? "the table" : place): \(problem.error) – \(problem.error.hint)"
  }

  /// Why nothing was recorded, on one line.
  var refusal: String {
    guard let first = preview.problems.first else { return "nothing to record" }
    let place = first.row.map { "row \($0): " } ?? ""
    let more = preview.problems.count - 1
    return "\(place)\(first.error)" + (more > 0 ? "; \(Output.count(more, "more error"))" : "")
  }

  /// What to do about the first error.
  var remedy: String? { preview.problems.first?.error.hint }

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
      "problem": .string("\(problem.error)"), "hint": .string(problem.error.hint),
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
            "why": .string($0.why),
          ]
        }),
    ]
  }
}
