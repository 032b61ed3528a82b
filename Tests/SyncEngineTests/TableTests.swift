import Foundation
import Language
import Registry
import Spreadsheet
@testable import SyncEngine
import TestSupport
import Testing
import Wire

private let aidList = """
  Відомість отриманої допомоги;;;;;;;
  № з/п;Дата отримання;Донор;№ накладної;Назва товару;К-ть;Од. виміру;Ціна, грн
  1;14.03.2023;Дуйсбург;CMR-77;Генератор 5 кВт;12;шт.;50 400,50
  2;14.03.2023;Дуйсбург;CMR-77;"Ковдра; вовняна";100;шт.;350,00
  3;02.04.2023;Дуйсбург;CMR-81;Бинт;1 200;упаковка;12,5
  Разом;;;;;1312;;

  """

/// A town that knows Duisburg, and a partnership with it.
private struct Lists {
  let town: Town
  let partnership = Entry("partnership", "Дуйсбург – Кривий Ріг")

  init(_ count: Int = 1) throws {
    town = try Town(count)
    _ = try town[0].new(
      "office", ["code": "DE/Duisburg", "name": "Duisburg", "name-uk": "Дуйсбург"])
    _ = try town[0].new("partnership", ["title": "Дуйсбург – Кривий Ріг"])
    if count > 1 { try town.meet() }
  }

  func plan(_ types: String...) -> ImportPlan {
    ImportPlan(
      type: types[0], with: Array(types.dropFirst()),
      constants: [partnership, Entry("aid.kind", "goods")])
  }

  func write(_ bytes: [UInt8], _ name: String = "list.csv") throws -> String {
    try town.write(bytes, to: town.folder.file(name))
    return town.folder.file(name)
  }
}

@Test func `a list of items becomes aid entries, their items and receipts, once`() throws {
  let lists = try Lists(2)
  let path = try lists.write(Array(aidList.utf8))
  for engine in [lists.town[0], lists.town[1], lists.town[0]] {
    _ = try engine.importTable(path, lists.plan("aid", "item", "ledger"))
  }
  try lists.town.meet()
  for engine in [lists.town[0], lists.town[1]] {
    #expect(try engine.records(type: "aid").count == 2)
    #expect(try engine.records(type: "item").count == 3)
    #expect(try engine.records(type: "ledger").count == 3)
    #expect(try engine.conflicts().isEmpty)
    let blanket = try engine.find("Ковдра; вовняна")
    #expect(blanket.view.value("unit-value") == ["amount": "350", "currency": "UAH"])
    let bandage = try engine.find("Бинт")
    #expect(bandage.view.value("quantity") == ["amount": "1200", "unit": "XPK"])
  }
}

@Test func `a preview records nothing and tells what would be`() throws {
  let lists = try Lists()
  let before = try lists.town[0].digest()
  let path = try lists.write(Array(aidList.utf8))
  let preview = try lists.town[0].prepareImport(path, lists.plan("aid", "item")).preview
  #expect(preview.report.created == 5 && preview.report.createdByType == ["aid": 2, "item": 3])
  #expect(preview.table.headingRow == 2 && preview.table.skipped == [1, 6])
  #expect(preview.problems.isEmpty && preview.table.separator == ";")
  #expect(preview.sample.first?.fields.contains(Entry("donor", "DE/Duisburg")) == true)
  #expect(try lists.town[0].digest() == before)
}

@Test func `every error is told by row and column, and the other rows can be recorded`() throws {
  let lists = try Lists()
  let bad = aidList.replacingOccurrences(of: "100;шт.", with: "сто;шт.")
    .replacingOccurrences(of: "02.04.2023;Дуйсбург", with: "32.04.2023;Дуйзбург")
  var plan = lists.plan("aid", "item")
  let path = try lists.write(Array(bad.utf8))
  let prepared = try lists.town[0].prepareImport(path, plan)
  let places = prepared.preview.problems.map { [$0.row.map(String.init), $0.column] }
  #expect(
    places == [["4", "К-ть"], ["5", "Донор"], ["5", "Дата отримання"]]
      || places == [["4", "К-ть"], ["5", "Дата отримання"], ["5", "Донор"]])
  #expect(
    prepared.preview.problems.contains {
      $0.error.hint.description == "did you mean 'дуйсбург'?"
    })
  #expect(prepared.rejects.map(\.count) == [9, 9, 9])
  #expect(throws: EngineError.self) { try lists.town[0].importTable(path, plan) }
  #expect(try lists.town[0].records(type: "aid").isEmpty)
  plan.skipsUnfit = true
  #expect(try lists.town[0].importTable(path, plan).created == 2)
}

@Test func `merged cells carry the aid entry down to its other items`() throws {
  let lists = try Lists()
  let text = """
    Дата отримання,Накладна,Назва товару,К-ть (шт.)
    14.03.2023,CMR-1,Генератор,2
    ,,Кабель,5
    ,,Шина,4

    """
  _ = try lists.town[0].importTable(lists.write(Array(text.utf8)), lists.plan("aid", "item"))
  #expect(try lists.town[0].records(type: "aid").map(\.view.title) == ["CMR-1, 2023-03-14"])
  #expect(try lists.town[0].records(type: "item").count == 3)
}

@Test func `rows below one that does not fit are left out with it, and keep what stands above`()
  throws
{
  let lists = try Lists()
  let text = """
    Дата отримання,Накладна,Назва товару,К-ть (шт.)
    14.03.2023,CMR-1,Генератор,2
    ,,Кабель,багато
    32.04.2023,CMR-2,Шина,4
    ,,Колесо,4

    """
  var plan = lists.plan("aid", "item")
  plan.skipsUnfit = true
  let prepared = try lists.town[0].prepareImport(lists.write(Array(text.utf8)), plan)
  try lists.town[0].accept(prepared)
  #expect(prepared.preview.problems.map(\.row) == [3, 4, 5])
  #expect(prepared.rejects.dropFirst().map { $0[1] } == ["CMR-1", "CMR-2", ""])
  #expect(try lists.town[0].records(type: "item").map(\.view.title) == ["Генератор"])
}

@Test func `a mapping saved under one name on two laptops is one mapping`() throws {
  let lists = try Lists(2)
  let path = try lists.write(Array(aidList.utf8))
  var plan = lists.plan("aid", "item")
  plan.savedAs = "Відомість"
  for engine in lists.town.devices { try engine.accept(engine.prepareImport(path, plan)) }
  try lists.town.meet()
  for engine in lists.town.devices {
    #expect(try engine.records(type: "mapping").count == 1 && engine.conflicts().isEmpty)
    #expect(try engine.importPlan(mapping: "Відомість").types == ["aid", "item"])
  }
}

@Test func `records that were entered by hand are found by their key`() throws {
  let lists = try Lists()
  _ = try lists.town[0].new("office", ["code": "DE/Bonn", "name": "Bonn"])
  let path = try lists.write(Array("code,name\nDE/Bonn,Bonn\n".utf8))
  #expect(try lists.town[0].importTable(path, ImportPlan(type: "office")).unchanged == 1)
}

@Test func `a saved mapping reads the table again, and writes the same table`() throws {
  let lists = try Lists()
  var plan = lists.plan("aid", "item")
  plan.savedAs = "Відомість"
  let path = try lists.write(Array(aidList.utf8))
  try lists.town[0].accept(lists.town[0].prepareImport(path, plan))
  let digest = try lists.town[0].digest()
  for ending in ["csv", "xlsx"] {
    var export = ExportPlan(type: "aid")
    export.mapping = "Відомість"
    export.isSpreadsheet = ending == "xlsx"
    let table = try lists.town[0].exportTable(export)
    #expect(table.leftOut.isEmpty && table.rows.count == 3)
    #expect(table.headings.first == "№ з/п" && table.headings.last == "Ціна, грн")
    let written = lists.town.folder.file("again.\(ending)")
    try lists.town[0].write(table, to: written)
    let saved = try lists.town[0].importPlan(mapping: "Відомість")
    let report = try lists.town[0].importTable(written, saved)
    #expect(report.rows == 3 && report.created == 0 && report.changed == 0)
    #expect(report.differing.isEmpty && report.repeated.isEmpty)
  }
  #expect(try lists.town[0].digest() == digest)
}

@Test func `random records that are exported and imported change nothing`() throws {
  for seed in Seeds.all(6) {
    var generator = SeededGenerator(seed: seed)
    let lists = try Lists()
    let engine = lists.town[0]
    engine.language = [.english, .ukrainian, .german].randomElement(using: &generator) ?? .english
    for number in 0..<8 {
      var fields = [
        "partnership": "Дуйсбург – Кривий Ріг", "title": "=\(number), \"x\"\n\(seed)",
        "kind": ["goods", "equipment"].randomElement(using: &generator) ?? "goods",
      ]
      let more = [
        "value": "\(Int.random(in: 1...99_999, using: &generator)).5 EUR; 2023-03-01",
        "quantity": "1.\(Int.random(in: 100...999, using: &generator)) KGM",
        "received": "2023-0\(Int.random(in: 1...9, using: &generator))", "tags": "winter, heat",
        "declaration": "23UA110; 2023-03-01", "status": "partly-received", "note": "-5; +x",
        "donor": "DE/Duisburg", "purpose": "'quoted",
      ]
      for (name, text) in more.sorted(by: { $0.key < $1.key }) where !generator.chance(oneIn: 3) {
        fields[name] = text
      }
      _ = try engine.create("aid", fields.map { Entry($0.key, $0.value) })
    }
    let digest = try engine.digest()
    for ending in ["csv", "xlsx"] {
      var plan = ExportPlan(type: "aid")
      plan.isSpreadsheet = ending == "xlsx"
      let table = try engine.exportTable(plan)
      #expect(table.leftOut.isEmpty && table.rows.count == 8, "\(generator)")
      let path = lists.town.folder.file("all.\(ending)")
      try engine.write(table, to: path)
      let prepared = try engine.prepareImport(path, ImportPlan(type: "aid"))
      #expect(prepared.preview.problems.isEmpty, "\(generator) \(prepared.preview.problems)")
      try engine.accept(prepared)
      #expect(prepared.preview.report.unchanged == 8, "\(generator) \(prepared.preview.report)")
    }
    #expect(try engine.digest() == digest, "\(generator)")
  }
}
