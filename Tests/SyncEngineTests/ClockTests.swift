import Files
import Foundation
import Merging
@testable import SyncEngine
import TestSupport
import Testing

/// Seconds since 1970: the first and the last that Linux can show, 2099, and an hour back.
private let clocks: [Int64] = [0, 9_223_372_036, 4_070_908_800, SystemClock.nowSeconds() - 3_600]

@Test func `clocks at 1970, at 2099 and an hour back decide nothing and stop nobody`() throws {
  for seconds in clocks {
    let town = try Town()
    let home = town.folder.file("odd")
    var surroundings = Surroundings.system
    surroundings.nowSeconds = { seconds }
    let odd = try Engine(
      newHome: home, network: town[0].network,
      profile: Profile(office: "DE/Essen", label: "odd", person: "Jo"), surroundings: surroundings)
    try town[0].admit(odd.ownAdmission(.officer))
    let office = try town[0].new("office", ["code": "DE/Essen", "name": "Essen"])
    func meet() throws {
      for _ in 0..<2 {
        for device in town.devices + [odd] {
          #expect(try device.sync(town.stick).skipped.isEmpty, "\(seconds)")
        }
      }
    }
    try meet()
    // It edits what it has seen: its word is the later one, whatever its clock says.
    try odd.change(office, ["website": "of the odd clock", "name": "Essen (Ruhr)"])
    try meet()
    try town[1].change(office, ["website": "seen and changed"])
    try meet()
    for device in town.devices + [odd] {
      #expect(try device.show(office, "website") == "seen and changed", "\(seconds)")
      #expect(try device.show(office, "name") == "Essen (Ruhr)", "\(seconds)")
      #expect(try device.conflicts().isEmpty)
      #expect(try device.digest() == town[0].digest(), "\(seconds)")
      #expect(try device.checkUp().allSatisfy(\.problems.isEmpty), "\(seconds)")
    }
  }
}
