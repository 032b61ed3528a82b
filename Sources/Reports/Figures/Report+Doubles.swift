import Language
import Merging
import Registry
import Wire

extension Holdings {
  /// The pairs that may be one thing, entered twice, with what each adds to the totals.
  func doubles(
    _ weights: [RecordID: String], _ sources: inout [String: Set<RecordID>]
  ) -> Section {
    let rows = Duplicates.candidates(views, codes: codes, offices: authors).map { candidate in
      let pair = [candidate.one, candidate.other]
      let figure = "duplicates/" + pair.map(\.id.hex).joined(separator: "-")
      sources[figure] = Set(pair.map(\.id))
      let titles = pair.map { record($0.id)?.title ?? "" }
      let sums = pair.map { weights[sameness.representative($0)] ?? "" }
      return ReportTable.Row(
        figure: figure,
        [
          .text(candidate.one.type), .text(titles[0]), .text(titles[1]), .count(candidate.score),
          .text(sums[0]), .text(sums[1]),
        ])
    }
    let weight = Words("Weight", uk: "Вага", de: "Gewicht")
    return Section(
      key: "duplicates",
      title: Words("Perhaps entered twice", uk: "Можливо, внесено двічі", de: "Vielleicht doppelt"),
      explanation: Words(
        "The weight is what each of the two adds to the totals; joined, they count once.",
        uk:
          "Вага — те, що кожен із двох записів додає до підсумків; об’єднані, вони рахуються раз.",
        de:
          "Das Gewicht ist der Beitrag zu den Summen; verbunden zählen die beiden nur einmal."
      ),
      table: ReportTable(
        columns: [
          Column("type", Words("Type", uk: "Тип", de: "Art"), .code),
          Column(
            "one", Words("Record", uk: "Запис", de: "Datensatz"), .text, hashtag: "#activity+name"),
          Column(
            "other", Words("Perhaps the same", uk: "Можливо, те саме", de: "Vielleicht dasselbe"),
            .text),
          Column(
            "score", Words("Of 100 points", uk: "Зі 100 балів", de: "Von 100 Punkten"), .count),
          Column("weight-one", weight, .text), Column("weight-other", weight, .text),
        ], rows: rows))
  }
}
