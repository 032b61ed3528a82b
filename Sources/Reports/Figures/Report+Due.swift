import Language
import Merging
import Registry

extension Holdings {
  /// The periods and offices whose reports are overdue: aid was received in them and by them that
  /// nobody has given the status 'reported'.
  func dueReports(_ sources: inout [String: Set<RecordID>]) -> Section {
    var found: [Due: Set<RecordID>] = [:]
    for aid in records("aid") where aid.text("status") != "reported" {
      guard let period = Period(of: aid.text("received"), settings), period.due < day else {
        continue
      }
      let due = Due(day: period.due, office: aid.text("recipient"), months: period.months)
      found[due, default: []].insert(aid.id)
    }
    let rows = found.sorted { $0.key < $1.key }.map { due, entries in
      let figure = "reports/\(due.office)/\(due.months)"
      sources[figure] = entries
      return ReportTable.Row(
        figure: figure,
        [
          .date(due.day), .text(due.months), .text(due.office), .text(name(ofOffice: due.office)),
          .count(entries.count),
        ])
    }
    return Section(
      key: "reports",
      title: Words("Reports overdue", uk: "Прострочені звіти", de: "Überfällige Berichte"),
      explanation: Words(
        "Aid that was received in these months and has not the status 'reported'.",
        uk: "Допомога, отримана в цих місяцях, що не має стану «прозвітовано».",
        de: "Hilfe, die in diesen Monaten einging und nicht den Stand „abgerechnet“ hat."),
      table: ReportTable(columns: Self.dueColumns, rows: rows))
  }

  private static let dueColumns = [
    Column("due", Words("Due", uk: "Строк", de: "Fällig"), .date, hashtag: "#date+due"),
    Column("period", Words("Received in", uk: "Отримано", de: "Eingang"), .text),
    Column("code", Words("Code", uk: "Код", de: "Code"), .code, hashtag: "#org+code"),
    Column("office", Words("Office", uk: "Установа", de: "Stelle"), .text, hashtag: "#org"),
    Column(
      "entries", Words("Entries", uk: "Записи", de: "Einträge"), .count,
      hashtag: "#indicator+entries+num"),
  ]

  private struct Due: Hashable, Comparable {
    let day: String
    let office: String
    let months: String

    static func < (left: Self, right: Self) -> Bool {
      (left.day, left.office, left.months) < (right.day, right.office, right.months)
    }
  }
}

/// The months that one report covers.
private struct Period {
  /// `2023-03`, or the first and the last: `2023-01 – 2023-03`.
  let months: String
  /// The day by which the report is due.
  let due: String

  /// Finds the months of a day or month, or those that a year ends with; nil for other texts.
  init?(of date: String, _ settings: Settings) {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard CalendarDate.isDate(date), let year = parts.first else { return nil }
    let count = settings.reportMonths
    let last = ((parts.count > 1 ? parts[1] : 12) - 1) / count * count + count
    let next = last == 12 ? (year + 1, 1) : (year, last + 1)
    guard let end = CalendarDate.seconds("\(Self.text(next.0, next.1))-01") else { return nil }
    let days = Int64(settings.reportDueDays - 1)
    due = String(CalendarDate.text(seconds: end + days * 86_400).prefix(10))
    let (first, final) = (Self.text(year, last - count + 1), Self.text(year, last))
    months = count == 1 ? final : "\(first) – \(final)"
  }

  private static func text(_ year: Int, _ month: Int) -> String {
    "\(year)-\(month < 10 ? "0" : "")\(month)"
  }
}
