import Language
import Merging
import Registry
import Wire

extension Holdings {
  /// What people still have to decide: conflicts and what may be entered twice, with their weight
  /// in the totals, and violations.
  public var open: Consolidated {
    var sources: [String: Set<RecordID>] = [:]
    let weights = Dictionary(
      aidEntries.map { ($0.record, Self.weight($0)) }, uniquingKeysWith: { one, _ in one })
    return Consolidated(
      Report(
        name: "open",
        title: Words("What is open", uk: "Що не вирішено", de: "Was offen ist"),
        asOf: day, network: network,
        sections: [
          conflicts(weights, &sources), doubles(weights, &sources), broken(&sources),
          rules(&sources),
        ]), sources)
  }

  private func conflicts(
    _ weights: [RecordID: String], _ sources: inout [String: Set<RecordID>]
  ) -> Section {
    var rows: [ReportTable.Row] = []
    for view in views {
      for conflict in view.conflicts {
        let figure = "conflicts/\(view.id.hex)/\(conflict.register)"
        sources[figure] = [view.id]
        let weight = weights[view.id] ?? ""
        rows.append(
          .init(
            figure: figure,
            [
              .text(view.key.type), .text(view.title), .text(conflict.register),
              .text(Self.values(conflict, view)), .text(weight),
            ]))
      }
    }
    return Section(
      key: "conflicts", title: Words("Conflicts", uk: "Суперечності", de: "Widersprüche"),
      explanation: Words(
        "The weight is the range of what the entry adds to the totals.",
        uk: "Вага — межі того, що запис додає до підсумків.",
        de: "Das Gewicht ist die Spanne dessen, was der Eintrag zu den Summen beiträgt."),
      table: ReportTable(
        columns: [
          Column("type", Words("Type", uk: "Тип", de: "Art"), .code),
          Column(
            "title", Words("Record", uk: "Запис", de: "Datensatz"), .text, hashtag: "#activity+name"
          ),
          Column("field", Words("Field", uk: "Поле", de: "Feld"), .code),
          Column("values", Words("Values", uk: "Значення", de: "Werte"), .text),
          Column("weight", Words("Weight", uk: "Вага", de: "Gewicht"), .text),
        ], rows: rows))
  }

  private static func values(_ conflict: Conflict, _ view: RecordView) -> String {
    guard conflict.register != Operation.voidRegister else { return "" }
    let field = view.field(conflict.register)
    return conflict.alternatives.map { value in
      field?.field?.entered(value.value.value) ?? value.value.value.text
    }.joined(separator: " | ")
  }

  private static func weight(_ entry: AidEntry) -> String {
    entry.sums.sorted { $0.key < $1.key }.map { currency, range in
      let decimals = Codes.standard.decimals(of: currency)
      let bounds = [range.low, range.high].map { $0.text(minimumFractionDigits: decimals) }
      return "\(bounds.joined(separator: " … ")) \(currency)"
    }.joined(separator: "; ")
  }

  private func broken(_ sources: inout [String: Set<RecordID>]) -> Section {
    let rows = violations.enumerated().map { place, violation in
      let figure = "violations/\(violation.identity)/\(place)"
      sources[figure] = Set(violation.records)
      return ReportTable.Row(
        figure: figure,
        [
          .text(violation.rule), .text(record(violation.subject)?.title ?? ""),
          .words(violation.message.words), .count(violation.records.count),
          accepted.contains(violation) ? .words(Self.accepted) : .empty,
        ])
    }
    return Section(
      key: "violations", title: Words("Violations", uk: "Порушення", de: "Regelverstöße"),
      table: ReportTable(
        columns: [
          Self.ruleColumn,
          Column("title", Words("Record", uk: "Запис", de: "Datensatz"), .text),
          Column("message", Words("What is wrong", uk: "Що не так", de: "Was nicht stimmt"), .text),
          Column("causes", Words("Records", uk: "Записи", de: "Datensätze"), .count),
          Column("accepted", Words("Accepted", uk: "Прийнято", de: "Hingenommen"), .text),
        ], rows: rows))
  }

  private static let accepted = Words("accepted", uk: "прийнято", de: "hingenommen")
  private static let ruleColumn = Column("rule", Words("Rule", uk: "Правило", de: "Regel"), .code)

  private func rules(_ sources: inout [String: Set<RecordID>]) -> Section {
    let byRule = Dictionary(grouping: violations, by: \.rule)
    let rows = byRule.sorted { $0.key < $1.key }.map { rule, found in
      sources["rules/\(rule)"] = Set(found.flatMap(\.records))
      let words = Rule.all.first { $0.name == rule }?.words
      return ReportTable.Row(
        figure: "rules/\(rule)",
        [
          .text(rule), words.map { .words($0) } ?? .empty, .count(found.count),
          .count(found.count { accepted.contains($0) }),
        ])
    }
    return Section(
      key: "rules", title: Words("Rules", uk: "Правила", de: "Regeln"),
      table: ReportTable(
        columns: [
          Self.ruleColumn,
          Column("meaning", Words("Meaning", uk: "Пояснення", de: "Bedeutung"), .text),
          Column("violations", Words("Violations", uk: "Порушення", de: "Regelverstöße"), .count),
          Column("accepted", Words("Accepted", uk: "Прийнято", de: "Hingenommen"), .count),
        ], rows: rows))
  }
}
