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
    let causes = violation.records.filter { $0 != violation.subject }
      .map { String($0.hex.prefix(8)) }
    let about = String(violation.subject.hex.prefix(8))
    var lines = ["\(token)  \(violation.rule) \(about): \(Output.said(violation.message))"]
    if !causes.isEmpty {
      lines.append("          " + Output.said(Phrase("caused by \(list: causes)")))
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
