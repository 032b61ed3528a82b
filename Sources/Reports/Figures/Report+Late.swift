import Language
import Merging
import Registry
import Wire

extension Holdings {
  /// What is overdue, and which offices have not been heard from.
  public var late: Consolidated {
    var sources: [String: Set<RecordID>] = [:]
    return Consolidated(
      Report(
        name: "late",
        title: Words("What is late", uk: "Що запізнюється", de: "Was überfällig ist"),
        asOf: day, network: network,
        notes: [
          Words(
            "When an office was last heard from follows from the times that its laptops claim.",
            uk: "Коли установа востаннє озивалася, видно з часу, який указують її ноутбуки.",
            de:
              "Wann eine Stelle zuletzt zu hören war, folgt aus den Zeiten ihrer Laptops."
          )
        ], sections: [overdue(&sources), dueReports(&sources), heard]), sources)
  }

  private struct Overdue {
    let view: RecordView
    let what: Words
    let due: String
  }

  private func overdue(_ sources: inout [String: Set<RecordID>]) -> Section {
    var found: [Overdue] = []
    let isOver = { (date: String) in !date.isEmpty && hasEnded(date) }
    for task in records("task") where task.field("done") == nil && isOver(task.text("due")) {
      found.append(Overdue(view: task, what: Self.task, due: task.text("due")))
    }
    for name in ["partnership", "agreement"] {
      for view in records(name) where isOver(view.text("valid-until")) {
        guard !["ended", "suspended"].contains(view.text("status")) else { continue }
        found.append(Overdue(view: view, what: Self.expired, due: view.text("valid-until")))
      }
    }
    for view in records("consignment") where !view.hasArrived {
      let due = arrival(of: view)
      if isOver(due) { found.append(Overdue(view: view, what: Self.transit, due: due)) }
    }
    let sorted = found.sorted { ($0.due, $0.view.id) < ($1.due, $1.view.id) }
    let rows = sorted.map { late in
      let figure = "overdue/\(late.view.id.hex)"
      sources[figure] = [late.view.id]
      let isPartnership = late.view.key.type == "partnership"
      let partnership = isPartnership ? late.view : record(late.view.reference("partnership"))
      return ReportTable.Row(
        figure: figure,
        [
          .date(late.due), .words(late.what), .text(late.view.title),
          .text(partnership?.title ?? ""),
          .text(late.view.text("who").isEmpty ? late.view.text("office") : late.view.text("who")),
        ])
    }
    return Section(
      key: "overdue", title: Words("Overdue", uk: "Прострочено", de: "Überfällig"),
      table: ReportTable(
        columns: [
          Column("due", Words("Due", uk: "Строк", de: "Fällig"), .date, hashtag: "#date+due"),
          Column("what", Words("What", uk: "Що", de: "Was"), .text, hashtag: "#activity+type"),
          Column(
            "title", Words("Title", uk: "Назва", de: "Titel"), .text, hashtag: "#activity+name"),
          Column(
            "partnership", Words("Partnership", uk: "Партнерство", de: "Partnerschaft"), .text),
          Column("who", Words("Who", uk: "Хто", de: "Wer"), .text, hashtag: "#contact"),
        ], rows: rows))
  }

  /// When a consignment should arrive: as planned, else when the days of transport are over.
  private func arrival(of view: RecordView) -> String {
    let planned = view.text("planned-arrival")
    guard planned.isEmpty, let start = CalendarDate.seconds(view.text("departed")) else {
      return planned
    }
    let end = start + Int64(settings.transitDays) * 86_400
    return String(CalendarDate.text(seconds: end).prefix(10))
  }

  /// Tells whether a day, month or year is over by the day of the report.
  private func hasEnded(_ date: String) -> Bool { date < String(day.prefix(date.utf8.count)) }

  private static let task = Words("task", uk: "завдання", de: "Aufgabe")
  private static let expired = Words("has expired", uk: "строк дії минув", de: "ist abgelaufen")
  private static let transit = Words(
    "has not arrived", uk: "не прибуло", de: "ist nicht angekommen")

  private var heard: Section {
    let now = CalendarDate.seconds(day)
    let rows = offices.map { office in
      let date = office.lastSeconds.map { String(CalendarDate.text(seconds: $0).prefix(10)) }
      let days = office.lastSeconds.flatMap { last in now.map { max(0, ($0 - last) / 86_400) } }
      return ReportTable.Row(
        [
          .text(office.code), .text(name(ofOffice: office.code)), .count(office.laptops),
          date.map { .date($0) } ?? .empty, days.map { .count(Int($0)) } ?? .empty,
        ])
    }
    return Section(
      key: "heard",
      title: Words("Last heard from", uk: "Востаннє на зв’язку", de: "Zuletzt gehört"),
      table: ReportTable(
        columns: [
          Column("code", Words("Code", uk: "Код", de: "Code"), .code, hashtag: "#org+code"),
          Column("office", Words("Office", uk: "Установа", de: "Stelle"), .text, hashtag: "#org"),
          Column("laptops", Words("Laptops", uk: "Ноутбуки", de: "Laptops"), .count),
          Column(
            "last", Words("Last entry", uk: "Останній запис", de: "Letzter Eintrag"), .date,
            hashtag: "#date"),
          Column(
            "days", Words("Days ago", uk: "Днів тому", de: "Tage her"), .count,
            hashtag: "#indicator+days+num"),
        ], rows: rows))
  }
}
