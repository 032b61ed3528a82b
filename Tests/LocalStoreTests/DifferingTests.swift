import LocalStore
import Merging
import SQLite
import TestSupport
import Testing
import Wire

private let key = RecordKey(type: "aid", id: RecordID(high: 3, low: 4))

@Test(arguments: [
  "UPDATE record SET state = x'00'", "UPDATE record SET hash = zeroblob(32)",
  "UPDATE record SET contested = 1", "UPDATE record SET joining = 1",
  "UPDATE dossier SET digest = zeroblob(32)",
  "DELETE FROM record",
])
func `a record that is not what its segments make is found and made again`(damage: String) throws {
  let folder = try TemporaryFolder()
  let laptop = try Laptop(folder.file("a"))
  try laptop.edit([
    Operation(.set, record: key, register: "title", value: CanonicalJSON("Generators"))
  ])
  #expect(try laptop.store.differingDossiers().isEmpty)
  try Connection(path: folder.file("a"), mode: .readWrite).execute(damage)
  #expect(try laptop.store.differingDossiers() == [.directory])
  #expect(try laptop.store.differingDossiers() == [.directory], "looking changes nothing")
  _ = try laptop.store.rebuild()
  #expect(try laptop.store.differingDossiers().isEmpty)
}
