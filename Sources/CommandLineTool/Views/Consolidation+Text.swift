import Language
import Merging
import Registry
import SyncEngine
import Wire

extension Consolidation {
  var json: JSONValue {
    [
      "partnerships": .count(partnerships),
      "relations": .count(relations),
      "rows": .array(rows.map(\.json)), "received": Self.sums(received),
      "partlyReceived": Self.sums(partlyReceived),
      "promised": Self.sums(promised), "accounts": .array(accounts.map(\.json)),
      "leftOut": .array(leftOut.map(\.json)), "violations": .array(violations.map(\.json)),
    ]
  }

  /// Sums in the order of their currencies.
  static func sums(_ sums: [String: ExactDecimal]) -> JSONValue {
    .object(
      JSONObject(
        sums.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value.description)) }))
  }

  private static func text(_ sums: [String: ExactDecimal]) -> String {
    sums.isEmpty
      ? "0"
      : sums.sorted { $0.key < $1.key }.map { Output.written.money($0.value, $0.key) }
        .joined(separator: ", ")
  }

  var lines: [String] {
    let partnerships = Phrase("\(count: partnerships, "partnership", "partnerships")")
    var lines = [
      Output.said(
        Phrase(
          """
          \(partnerships), \(count: relations, "relation", "relations") of public registers
          """)), "",
    ]
    if !rows.isEmpty {
      var table = TextTable(
        [
          Phrase("office"), Phrase("partnership"), Phrase("kind"), Phrase("month"), nil,
          Phrase("entries"), Phrase("value"),
        ], numeric: [5, 6])
      rows.flatMap(\.cells).forEach { table.add($0) }
      lines += table.lines + [""]
    }
    lines += Output.facts([
      (Phrase("received"), Self.text(received)),
      (Phrase("partly received"), Self.text(partlyReceived)),
      (Phrase("promised"), Self.text(promised)),
    ])
    if !accounts.isEmpty { lines += [""] + accountTable.lines }
    if !leftOut.isEmpty {
      lines += ["", Output.said(Phrase("left out, because people contradict each other on them:"))]
      lines += leftOut.map(\.text)
    }
    if !violations.isEmpty {
      lines += ["", Output.said(Phrase("rules broken:"))] + violations.map { "  \($0.text)" }
    }
    return lines
  }

  private var accountTable: TextTable {
    var table = TextTable(
      [
        Phrase("item"), Phrase("partnership"), Phrase("unit"), Phrase("expected"), Phrase("sent"),
        Phrase("received"), Phrase("handed out"), Phrase("returned"), Phrase("written off"),
        Phrase("in stock"),
      ], numeric: [3, 4, 5, 6, 7, 8, 9])
    for account in accounts {
      let balance = account.balance
      table.add(
        [account.name, account.partnership, Output.written.unit(account.unit)]
          + [
            account.expected, balance.sent, balance.received, balance.handedOut,
            balance.returned, balance.writtenOff, balance.stock,
          ].map { $0.map { Output.written.number($0.description) } ?? "" })
    }
    return table
  }

  /// The table, one line a currency, for spreadsheets.
  var csvLines: [String] {
    let headings = [
      "office", "partnership", "kind", "month", "stage", "entries", "value", "currency",
    ]
    return [CSV.line(headings)]
      + rows.flatMap { row in
        let start = row.group.cells + [String(row.entries)]
        let sums = row.sums.sorted { $0.key < $1.key }
        guard !sums.isEmpty else { return [CSV.line(start + ["", ""])] }
        return sums.map { CSV.line(start + [$0.value.description, $0.key]) }
      }
  }
}

extension Consolidation.Group {
  /// The cells of CSV.
  var cells: [String] { [office, partnership, kind, month, stage.rawValue] }
  /// The cells as people read them.
  var spokenCells: [String] {
    let written = Output.written
    let kind = written["aid-kind"][kind].map { written.caption($0.words, $0.code) } ?? kind
    return [office, partnership, kind, written.date(month), Output.said(stagePhrase)]
  }

  private var stagePhrase: Phrase {
    switch stage {
    case .received: Phrase("received")
    case .partlyReceived: Phrase("partly received")
    case .promised: Phrase("promised")
    }
  }
}

extension Consolidation.Row {
  var json: JSONValue {
    [
      "office": .string(group.office), "partnership": .string(group.partnership),
      "kind": .string(group.kind), "month": .string(group.month),
      "stage": .string(group.stage.rawValue),
      "entries": .count(entries),
      "unvalued": .count(unvalued),
      "sums": Consolidation.sums(sums),
    ]
  }

  /// One line a currency; further ones leave what they share empty.
  var cells: [[String]] {
    let sums = sums.sorted { $0.key < $1.key }.map { Output.written.money($0.value, $0.key) }
    let texts = sums.isEmpty ? [Output.said(Phrase("no value"))] : sums
    return texts.enumerated().map { index, sum in
      let start = group.spokenCells + [Output.number(entries)]
      return (index == 0 ? start : start.map { _ in "" }) + [sum]
    }
  }
}

extension Consolidation.Account {
  var json: JSONValue {
    [
      "item": .string(item.hex), "name": .string(name), "partnership": .string(partnership),
      "unit": .string(unit), "expected": .text(expected?.description),
      "sent": .string(balance.sent.description),
      "received": .string(balance.received.description),
      "handedOut": .string(balance.handedOut.description),
      "returned": .string(balance.returned.description),
      "writtenOff": .string(balance.writtenOff.description),
      "stock": .string(balance.stock.description),
    ]
  }
}

extension Consolidation.LeftOut {
  var json: JSONValue {
    [
      "id": .string(record.hex), "title": .string(title), "partnership": .string(partnership),
      "fields": .array(fields.map { .string($0) }),
    ]
  }

  var text: String {
    let fields = fields.map { Caption.field($0, of: "aid") }.joined(separator: ", ")
    return "  \(record.hex.prefix(8))  \(Output.safe(title)): \(fields)"
  }
}
