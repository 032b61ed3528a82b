import Language
import Merging
import Registry
import SyncEngine
import Wire

extension FoundCandidate {
  var json: JSONValue {
    [
      "score": .count(candidate.score), "type": .string(one.typeName),
      "records": .array(
        [one, other].map { ["id": .string($0.id.hex), "title": .string($0.view.title)] }),
      "reasons": .array(
        candidate.reasons.map {
          [
            "rule": .string($0.rule), "points": .integer(Int64($0.points)),
            "text": .string($0.phrase?.description ?? ""),
          ]
        }),
    ]
  }

  var lines: [String] {
    var lines = ["\(candidate.score)  \(Caption.type(one.typeName))"]
    lines += [one, other].map { "    \($0.shortID)  \(Output.safe($0.view.title))" }
    let reasons = candidate.reasons.sorted { abs($1.points) < abs($0.points) }
    lines += reasons.map { reason in
      let sign = reason.points < 0 ? "" : "+"
      let text = reason.phrase.map(Output.said) ?? ""
      return "    \(sign)\(reason.points)  \(reason.rule): \(text)"
    }
    let command = "pobratym same \(one.shortID) \(other.shortID) --why \"…\""
    return lines + ["    " + Output.said(Phrase("join: \(command)"))]
  }
}
