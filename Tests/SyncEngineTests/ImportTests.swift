import LocalStore
import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing

private let offices = """
  code,name,needs
  DE/Duisburg,Duisburg,
  UA12060170000091033,Кривий Ріг,"heat, water"

  """

extension Town {
  fileprivate func table(_ text: String, _ name: String = "table.csv") throws -> String {
    let path = folder.file(name)
    try write(Array(text.utf8), to: path)
    return path
  }
}

@Test func `a table imported twice adds nothing the second time`() throws {
  let town = try Town(1)
  let path = try town.table(offices)
  let first = try town[0].importTable(path, ImportPlan(type: "office"))
  #expect(first.rows == 2 && first.created == 2)
  let before = try town[0].digest()
  let again = try town[0].importTable(path, ImportPlan(type: "office", updates: true))
  #expect(again.created == 0 && again.changed == 0 && again.unchanged == 2)
  #expect(try town[0].digest() == before)
}

@Test func `a table imported on two laptops apart is one set of records without a conflict`()
  throws
{
  let town = try Town()
  let path = try town.table(offices)
  for device in town.devices { _ = try device.importTable(path, ImportPlan(type: "office")) }
  try town.meet()
  for device in town.devices {
    #expect(try device.records(type: "office").count == 2)
    #expect(try device.conflicts().isEmpty && device.violations().isEmpty)
    #expect(try device.importTable(path, ImportPlan(type: "office")).unchanged == 2)
    let kryvyiRih = try device.find("Кривий Ріг")
    #expect(try device.show(kryvyiRih.id, "needs") == "heat, water")
  }
}

@Test func `one row that does not fit imports nothing and names its line`() throws {
  let town = try Town(1)
  let path = try town.table(offices + "Essen,Essen,\n")
  let before = try town[0].digest()
  let error = #expect(throws: EngineError.self) {
    try town[0].importTable(path, ImportPlan(type: "office"))
  }
  guard case .line(4, .invalid(field: "code", _, _)) = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(try town[0].digest() == before)
  #expect(try town[0].records().isEmpty)
}

@Test func `a column or field that is not there is refused, with what was probably meant`() throws {
  let town = try Town(1)
  let path = try town.table(offices)
  let plan = ImportPlan(type: "office", columns: [("name", "nam")])
  #expect(throws: EngineError.noColumn("nam", suggestion: "name")) {
    try town[0].importTable(path, plan)
  }
  #expect(throws: EngineError.self) {
    try town[0].importTable(path, ImportPlan(type: "office", columns: [("nome", "name")]))
  }
  #expect(throws: EngineError.self) {
    try town[0].importTable(town.folder.file("none.csv"), ImportPlan(type: "office"))
  }
}

@Test func `a row that differs is left alone unless an update is asked for; empty fields fill`()
  throws
{
  let town = try Town(1)
  _ = try town[0].importTable(town.table(offices), ImportPlan(type: "office"))
  let changed = try town.table("code,name,oblast\nDE/Duisburg,Stadt Duisburg,NRW\n")
  let report = try town[0].importTable(changed, ImportPlan(type: "office"))
  #expect(report.differing == [2] && report.changed == 1)
  let duisburg = try town[0].find("Duisburg").id
  #expect(try town[0].show(duisburg, "oblast") == "NRW")
  let update = try town[0].importTable(changed, ImportPlan(type: "office", updates: true))
  #expect(update.differing.isEmpty && update.changed == 1)
  #expect(try town[0].show(duisburg, "name") == "Stadt Duisburg")
  #expect(try town[0].conflicts().isEmpty)
}

@Test func `lines that repeat an earlier key are reported and not recorded`() throws {
  let town = try Town(1)
  let path = try town.table(offices + "DE/Duisburg,Essen,\n")
  let report = try town[0].importTable(path, ImportPlan(type: "office"))
  #expect(report.repeated == [4] && report.created == 2)
}

@Test func `a withdrawn record stays withdrawn when its row is imported again`() throws {
  let town = try Town(1)
  _ = try town[0].importTable(town.table(offices), ImportPlan(type: "office"))
  let duisburg = try town[0].find("Duisburg").id
  try town[0].void(town[0].at(duisburg), why: "not a partner")
  let changed = try town.table("code,name,oblast\nDE/Duisburg,Stadt Duisburg,NRW\n")
  let plan = ImportPlan(type: "office", updates: true)
  #expect(try town[0].importTable(changed, plan).differing == [2])
  #expect(try town[0].at(duisburg).view.isWithdrawn)
  #expect(try town[0].conflicts().isEmpty)
}

@Test func `columns, constants and tab-separated tables with references are imported`() throws {
  let town = try Town(1)
  _ = try town[0].new("partnership", ["title": "Duisburg and Kryvyi Rih"])
  let path = try town.table("What\tWorth\nBlankets\t1200,50 EUR\n", "aid.tsv")
  let plan = ImportPlan(
    type: "aid", columns: [("title", "What"), ("value", "Worth")],
    constants: [Entry("partnership", "Duisburg and Kryvyi Rih"), Entry("kind", "goods")])
  #expect(try town[0].importTable(path, plan).created == 1)
  let blankets = try town[0].find("Blankets").id
  #expect(try town[0].show(blankets, "value") == "1200.50 EUR")
}
