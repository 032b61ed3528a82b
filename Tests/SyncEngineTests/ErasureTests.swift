import Foundation
import LocalStore
import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing

@Test func `what an officer erases is in no file of anybody's any more`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let content = scan(300_000)
  let id = try offices.withDocument(content)
  try offices.meet(2)
  for place in 0...2 { #expect(try offices.traces(of: content, in: place) > 500) }
  let blob = try offices[2].attachment(id).blob
  #expect(try offices[2].erase(blob.short, why: "the face of a child") == [blob])
  #expect(try offices.traces(of: content, in: 2) == 0)
  try offices.meet(2)
  for place in 0...3 { #expect(try offices.traces(of: content, in: place) == 0) }
  for place in 0...2 {
    let device = offices[place]
    #expect(try device.attachment(id).state == .erased)
    #expect(try device.show(id, "title") == "Decision 7")
    let last = try #require(try device.history(of: device.at(id)).last)
    #expect(last.operation.kind.name == "erase" && last.stamp.reason == "the face of a child")
    #expect(last.origin.device == offices[2].device)
    #expect(try device.at(id).view.notUnderstood.isEmpty)
    #expect(try device.checkUp().allSatisfy(\.problems.isEmpty), "the log still verifies")
    #expect(try device.rebuild().isUnchanged)
    #expect(try device.digest() == offices[0].digest())
    #expect(throws: EngineError.attachment(blob.short, .erased)) {
      try device.saveAttachment(blob.short, to: offices.folder.file("saved"))
    }
  }
}

@Test func `what was erased is never taken in again, from wherever it comes`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let content = scan(50_000)
  let id = try offices.withDocument(content)
  _ = try offices[1].sync(offices.stick)
  let bundles = try offices.take(".blobs")
  #expect(bundles.count == 1)
  _ = try offices[1].erase(offices[1].attachment(id).blob.short, why: "private")
  // The third gets the bundle's copy, the operation and the erasure in one round.
  try offices.put(bundles)
  for _ in 0..<2 {
    _ = try offices[2].sync(offices.stick)
    _ = try offices[1].sync(offices.stick)
    #expect(try offices.files(".blobs").isEmpty, "its writer takes it away")
    try offices.put(bundles)
  }
  for place in [0, 1, 2] {
    _ = try offices[place].sync(offices.stick)
    #expect(try offices[place].attachment(id).state == .erased)
    #expect(try offices[place].sync(offices.stick).blobs == BlobReport())
    #expect(try offices.traces(of: content, in: place) == 0)
  }
}

@Test func `the erasure of one blob leaves its neighbours in the bundle`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let first = try offices.withDocument(scan(5_000))
  let partnership = try #require(try offices[1].at(first).view.reference("partnership")).hex
  let path = try offices.file(scan(6_000, seed: 2), "other.pdf")
  let second = try offices[1].new(
    "document", ["partnership": partnership, "title": "Other", "file": "@\(path)"])
  #expect(try offices[1].sync(offices.stick).blobs.written == 2)
  #expect(try offices.files(".blobs").count == 1)
  _ = try offices[1].erase(first.hex, why: "private")
  let report = try offices[1].sync(offices.stick)
  #expect(report.blobs.written == 1 && report.removed.contains { $0.hasSuffix(".blobs") })
  _ = try offices[2].sync(offices.stick)
  #expect(try offices[2].attachment(first).state == .erased)
  #expect(try offices[2].content(second) == scan(6_000, seed: 2))
}

@Test func `a clerk erases nothing, and what a clerk wrote does as soon as the role permits`()
  throws
{
  let offices = try Offices([(Offices.duisburg, .officer), (Offices.kryvyiRih, .clerk)])
  try offices.meet()
  let id = try offices.withDocument(scan(3_000))
  try offices.meet(2)
  let clerk = offices[2]
  let attachment = try clerk.attachment(id)
  #expect(throws: EngineError.notPermitted([.clerk])) {
    try clerk.erase(attachment.blob.short, why: "because")
  }
  // A program that does not keep to the rules writes it all the same.
  let record = try clerk.at(id)
  let erasure = Erasure(of: attachment.blob, in: "file", of: record.view.state.key)
  let draft = clerk.draft([erasure.operation], why: "because")
  try clerk.store.append([(clerk.ownLog(in: record.dossier), draft)])
  try offices.meet(2)
  for device in offices.devices { #expect(try device.attachment(id).state == .here) }
  try offices[0].admit(clerk.ownAdmission(.officer))
  try offices.meet(2)
  for device in offices.devices { #expect(try device.attachment(id).state == .erased) }
}

@Test func `an erasure without a reason, or of nothing, is refused`() throws {
  let offices = try Offices.partners()
  let id = try offices.withDocument(scan(100))
  #expect(throws: EngineError.reason(limitBytes: Limits.reasonBytes)) {
    try offices[1].erase(id.hex, why: " ")
  }
  #expect(throws: EngineError.attachment("Twins", .unknown)) {
    try offices[1].erase("Twins", why: "x")
  }
  #expect(try offices[1].attachment(id).state == .here)
}
