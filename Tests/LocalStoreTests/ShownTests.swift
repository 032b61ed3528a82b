import LocalStore
import Merging
import SQLite
import TestSupport
import Testing

@Test func `of manifests that speak of the same, or of nothing, the newest alone is kept`() throws {
  let folder = try TemporaryFolder(inMemory: true)
  let laptop = try Laptop(folder.file("store"))
  let dossier = DossierID(high: 3, low: 4)
  for number in UInt64(1)...9 {
    for scope in [[], [dossier]] as [Set<DossierID>] {
      try laptop.store.keep(
        Shown(
          device: laptop.device, epoch: laptop.epoch, former: [],
          number: scope.isEmpty ? 100 + number : number, label: nil, seenSeconds: 1,
          place: "stick", scope: scope, have: Have(), forks: []))
    }
  }
  let connection = try Connection(path: folder.file("store"), mode: .readOnly)
  var numbers: [Int64] = []
  try connection.rows("SELECT number FROM shown ORDER BY number", []) {
    numbers.append($0.integer(0))
  }
  #expect(numbers == [9, 109])
}
