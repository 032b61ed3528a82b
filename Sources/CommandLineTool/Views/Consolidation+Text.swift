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
      : sums.sorted { $0.key < $1.key }.map { Self.money($0.value, $0.key) }
        .joined(separator: ", ")
  }

  static func money(_ amount: ExactDecimal, _ currency: String) -> String {
    "\(amount.text(minimumFractionDigits: Codes.standard.decimals(of: currency))) \(currency)"
  }

  var lines: [String] {
    var lines = [
      "\(Output.count(partnerships, "partnership")),"
        + " \(Output.count(relations, "relation")) of public registers", "",
    ]
    if !rows.isEmpty {
      var table = TextTable(
        ["office", "partnership", "kind", "month", "", "entries", "value"], numeric: [5, 6])
      rows.flatMap(\.cells).forEach { table.add($0) }
      lines += table.lines + [""]
    }
    lines += ["received  \(Self.text(received))", "promised  \(Self.text(promised))"]
    if !accounts.isEmpty { lines += [""] + accountTable.lines }
    if !leftOut.isEmpty {
      lines += ["", "left out, because people contradict each other on them:"]
      lines += leftOut.map(\.text)
    }
    if !violations.isEmpty { lines += ["", "rules broken:"] + violations.map { "  \($0.text)" } }
    return lines
  }

  private var accountTable: TextTable {
    var table = TextTable(
      [
        "item", "partnership", "unit", "expected", "received", "handed out", "returned",
        "written off", "in stock",
      ], numeric: [3, 4, 5, 6, 7, 8])
    for account in accounts {
      let balance = account.balance
      table.add(
        [account.name, account.partnership, account.unit, account.expected?.description ?? ""]
          + [
            balance.received, balance.handedOut, balance.returned, balance.writtenOff,
            balance.stock,
          ].map(\.description))
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
  var stage: String { isReceived ? "received" : "promised" }
  var cells: [String] { [office, partnership, kind, month, stage] }
}

extension Consolidation.Row {
  var json: JSONValue {
    [
      "office": .string(group.office), "partnership": .string(group.partnership),
      "kind": .string(group.kind), "month": .string(group.month), "stage": .string(group.stage),
      "entries": .count(entries),
      "unvalued": .count(unvalued),
      "sums": Consolidation.sums(sums),
    ]
  }

  /// One line a currency; further ones leave what they share empty.
  var cells: [[String]] {
    let sums = sums.sorted { $0.key < $1.key }.map { Consolidation.money($0.value, $0.key) }
    return (sums.isEmpty ? ["no value"] : sums).enumerated().map { index, sum in
      let start = group.cells + [String(entries)]
      return (index == 0 ? start : start.map { _ in "" }) + [sum]
    }
  }
}

extension Consolidation.Account {
  var json: JSONValue {
    [
      "item": .string(item.hex), "name": .string(name), "partnership": .string(partnership),
      "unit": .string(unit), "expected": .text(expected?.description),
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
    "  \(record.hex.prefix(8))  \(Output.safe(title)): \(fields.joined(separator: ", "))"
  }
}
