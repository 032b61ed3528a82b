import Bundles
import Foundation
import Merging
import Sodium
@testable import SyncEngine
import TestSupport
import Testing

private func place(of device: DeviceID, _ council: Council) -> String {
  "\(council.stick)/pobratym-\(council.root.network.hex)/\(device.hex)/request.json"
}

@Test func `a request is left, found by a centre, and removed when its device is admitted`() throws
{
  let council = try Council()
  let laptop = try council.add("a", nil)
  let path = place(of: laptop.device, council)
  #expect(try laptop.sync(council.stick).ownRequest == path)
  let left = try Data(contentsOf: URL(fileURLWithPath: path))
  #expect(try laptop.sync(council.stick).ownRequest == path)
  #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == left)
  let found = try council.root.sync(council.stick).requests
  #expect(found.map(\.request) == [try laptop.request()])
  #expect(found.map(\.path) == [path])
  try council.root.admit(laptop.ownAdmission(.officer), asking: found[0].request)
  #expect(try council.root.sync(council.stick).requests.isEmpty)
  #expect(try laptop.sync(council.stick).ownRequest == nil)
  #expect(!FileManager.default.fileExists(atPath: path))
  #expect(try laptop.membership() == .member([.officer]))
}

@Test func `a damaged request of a device's own is replaced`() throws {
  let council = try Council()
  let laptop = try council.add("a", nil)
  let path = place(of: laptop.device, council)
  _ = try laptop.sync(council.stick)
  try council.town.write(Array("{\"request\":1".utf8), to: path)
  let report = try council.root.sync(council.stick)
  #expect(report.requests.isEmpty)
  #expect(report.skipped.map(\.path) == [path])
  #expect(report.skipped.map(\.problem) == [.request(path, .malformed("request"))])
  _ = try laptop.sync(council.stick)
  #expect(try council.root.sync(council.stick).requests.map(\.request) == [try laptop.request()])
}

@Test func `a request that lies in another's folder or was changed is named and not shown`()
  throws
{
  let council = try Council()
  let (one, two) = (try council.add("a", nil), try council.add("b", nil))
  for engine in [one, two] { _ = try engine.sync(council.stick) }
  let line = try one.request().line
  let text = String(decoding: line, as: UTF8.self)
  let box = Hex.text(BoxKey().publicKey)
  let own = Hex.text(try one.request().boxPublicKey)
  for forged in [line, Array(text.replacingOccurrences(of: own, with: box).utf8)] {
    try council.town.write(forged, to: place(of: two.device, council))
    let report = try council.root.sync(council.stick)
    #expect(report.requests.map(\.request.device) == [one.device])
    #expect(report.skipped.map(\.path) == [place(of: two.device, council)])
  }
  let changed = Array(text.replacingOccurrences(of: own, with: box).utf8)
  try council.town.write(changed, to: place(of: one.device, council))
  #expect(try council.root.sync(council.stick).requests.isEmpty)
}
