import Language
import Merging
import Registry
import SyncEngine
import Wire

extension FoundViolation {
  var json: JSONValue {
    [
      "rule": .string(violation.rule), "subject": .string(violation.subject.hex),
      "message": .string(violation.message.description), "token": .string(token),
      "records": .array(violation.records.map { .string($0.hex) }),
      "accepted": acceptance.map { stamp in
        [
          "by": .text(stamp.author), "why": .text(stamp.reason),
          "claimed": .integer(stamp.claimedSeconds),
        ]
      } ?? .null,
      "acceptedBefore": .bool(wasAccepted),
    ]
  }

  var lines: [String] {
    let about = subject?.known ?? String(violation.subject.hex.prefix(8))
    var lines = ["\(token)  \(violation.rule) \(about): \(Output.said(violation.message))"]
    if !causes.isEmpty {
      lines.append("          " + Output.said(Phrase("caused by:")))
      lines += causes.map { "            \($0.known)" }
    }
    if let acceptance {
      let accepted = Phrase("accepted by \(acceptance.who): \(acceptance.reason ?? "")")
      lines.append("          " + Output.said(accepted))
    } else if wasAccepted {
      lines.append(
        "          " + Output.said(Phrase("accepted before it became what it is now")))
    }
    return lines
  }
}

extension Violation {
  /// As a part of a report, which knows nothing of acceptances.
  var json: JSONValue {
    [
      "rule": .string(rule), "subject": .string(subject.hex),
      "message": .string(message.description),
      "records": .array(records.map { .string($0.hex) }),
    ]
  }

  var text: String {
    let ids = records.map { String($0.hex.prefix(8)) }.joined(separator: ", ")
    return "\(rule): \(Output.said(message)) (\(ids))"
  }
}

extension RecordView {
  /// What a person knows a record by, and the first digits of its id: of an entry in books what
  /// happened, how much, when and by which act; of other records the title, and the waybill.
  fileprivate var known: String {
    let names =
      type?.isLedger == true
      ? ["quantity", "amount", "date", "act", "counterparty", "place"] : ["waybill"]
    let facts = names.compactMap { name in
      field(name).map { name == "act" ? Output.said(Phrase("no. \($0.text)")) : $0.text }
    }
    let texts = ([title] + facts).map(Output.safe)
    return "\(texts.joined(separator: ", ")) (\(id.hex.prefix(8)))"
  }
}
