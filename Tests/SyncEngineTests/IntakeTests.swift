import Merging
@testable import SyncEngine
import TestSupport
import Testing

@Test func `of very many records some are told, with all conflicts, and all are counted`() throws {
  let town = try Town()
  let aid = try town.withAid()
  try town[1].change(aid, ["title": "Winter aid"])
  for number in 0..<(Intake.toldRecords + 20) {
    _ = try town[0].new("item", ["aid": aid.hex, "name": "Box \(number)"])
  }
  try town[0].change(aid, ["title": "Help for the winter"])
  let path = town.folder.file("bundle")
  _ = try town[0].writeBundle(to: path, for: [town[1].device])
  let intake = try town[1].readBundle(path)
  #expect(intake.newCount == Intake.toldRecords + 20 && intake.changedCount == 1)
  #expect(intake.records.count <= Intake.toldRecords + 1)
  #expect(intake.records.count >= Intake.toldRecords)
  #expect(intake.records.filter { !$0.opened.isEmpty }.map(\.key.id) == [aid])
}
