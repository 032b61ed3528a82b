import Language
import Merging
import Registry
import Wire

extension Holdings {
  /// The partnerships by the stage that they have reached.
  public var pipeline: Consolidated {
    var sources: [String: Set<RecordID>] = [:]
    let partnerships = records("partnership")
    let stages = codes["partnership-status"]
    let byStage = Dictionary(grouping: partnerships) { view in
      view.field("status").map { $0.text.isEmpty ? "" : view.text("status") } ?? ""
    }
    let order = stages.terms.map(\.code) + [""]
    let rows = order.compactMap { stage -> ReportTable.Row? in
      let views = byStage[stage] ?? []
      guard !views.isEmpty || !stage.isEmpty else { return nil }
      sources["stages/\(stage)"] = Set(views.map(\.id))
      return .init(
        figure: "stages/\(stage)",
        [stages[stage].map { .words($0.words) } ?? .words(Self.open), .count(views.count)])
    }
    let title = Words("Stages", uk: "Етапи", de: "Stände")
    let overview = Section(
      key: "stages", title: title,
      table: ReportTable(
        columns: [
          Self.stageColumn,
          Column(
            "partnerships", Words("Partnerships", uk: "Партнерства", de: "Partnerschaften"),
            .count, hashtag: "#indicator+partnerships+num"),
        ], rows: rows), chart: Chart(caption: title, labels: "stage", values: ["partnerships"]))
    return Consolidated(
      Report(
        name: "pipeline",
        title: Words(
          "Partnerships by stage", uk: "Партнерства за етапами", de: "Partnerschaften nach Stand"),
        asOf: day, network: network,
        sections: [overview, list(partnerships, stages, &sources)]), sources)
  }

  private static let open = Words(
    "disputed or not recorded", uk: "спірний або не зазначений", de: "strittig oder nicht erfasst")
  private static let stageColumn = Column(
    "stage", Words("Stage", uk: "Етап", de: "Stand"), .text, hashtag: "#status")

  private func list(
    _ partnerships: [RecordView], _ stages: Vocabulary,
    _ sources: inout [String: Set<RecordID>]
  ) -> Section {
    let missing = Dictionary(
      violations.filter { $0.rule == "step-skipped" }.map { ($0.subject, $0.message) },
      uniquingKeysWith: { one, _ in one })
    let sorted = partnerships.sorted { ($0.title, $0.id) < ($1.title, $1.id) }
    let rows = sorted.map { view in
      let figure = "partnerships/\(view.id.hex)"
      sources[figure] = [view.id]
      let parties = view.elements("parties").compactMap(\.string).map(name(ofOffice:))
      let latest = milestones(of: view).max() ?? ""
      return ReportTable.Row(
        figure: figure,
        [
          .text(view.title), .text(parties.joined(separator: ", ")),
          stages[view.text("status")].map { .words($0.words) } ?? .words(Self.open),
          latest.isEmpty ? .empty : .date(latest),
          missing[view.id].map { .words($0.words) } ?? .empty,
        ])
    }
    return Section(
      key: "partnerships",
      title: Words("Partnerships", uk: "Партнерства", de: "Partnerschaften"),
      table: ReportTable(
        columns: [
          Column(
            "partnership", Words("Partnership", uk: "Партнерство", de: "Partnerschaft"), .text,
            hashtag: "#activity+name"),
          Column(
            "partners", Words("Partners", uk: "Партнери", de: "Partner"), .text, hashtag: "#org"),
          Self.stageColumn,
          Column(
            "latest", Words("Latest step", uk: "Останній крок", de: "Letzter Schritt"), .date,
            hashtag: "#date"),
          Column("missing", Words("Missing", uk: "Бракує", de: "Fehlt"), .text),
        ], rows: rows))
  }

  /// The dates of a partnership's milestones, by the day of the report.
  private func milestones(of view: RecordView) -> [String] {
    view.fields.compactMap { field in
      guard case .group = field.field?.kind else { return nil }
      return view.value(field.name)?["date"]?.string
    }.filter(hasBegun)
  }
}
