import Bundles
import LocalStore
import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing
import Wire

@Test func `more blobs than one bundle may hold go into several, and wants come in parts`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let partnership = try offices[1].new(
    "partnership", ["title": "Twins", "parties": "\(Offices.duisburg),\(Offices.kryvyiRih)"])
  let count = BundleLimits.blobs + 500
  let author = offices[1]
  let dossier = DossierID(high: partnership.high, low: partnership.low)
  var steps: [(log: OwnLog, draft: Draft)] = []
  var blobs: [Blob] = []
  for number in 0..<count {
    let path = "@\(try offices.file(Array("\(number)".utf8), "x.txt"))"
    let taken = try author.takingBlobs([Entry("file", path)], of: Schema.standard.type("document"))
    blobs += taken.blobs
    let value = try JSONValue.parse(Array(taken.entries[0].text.utf8))
    let key = RecordKey(
      type: "document", id: try #require(RecordID(bytes: author.surroundings.randomBytes(16))))
    let operation = Operation(.set, record: key, register: "file", value: CanonicalJSON(value))
    steps.append((author.ownLog(in: dossier), author.draft([operation], why: nil)))
  }
  try author.store.append(steps, blobs: blobs)
  _ = try author.sync(offices.stick)
  let files = try offices.take(".blobs")
  #expect(files.count == 2)
  let reader = offices[2]
  #expect(try reader.sync(offices.stick).blobs.wanted == BundleLimits.blobs)
  try offices.put(files)
  #expect(try reader.sync(offices.stick).blobs == report(taken: count))
  #expect(try author.store.blobUses().count == count)
}

private func report(taken: Int) -> BlobReport {
  var report = BlobReport()
  report.taken = taken
  return report
}
