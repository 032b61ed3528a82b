import Foundation
import TestSupport
import Testing
import Wire

/// Many devices use one folder at the same time; nobody locks anything.
@Suite struct CrowdTests {
  @Test func `eight laptops that sync with one share all the time agree in the end`() throws {
    let share = try TemporaryFolder()
    let centre = try Office("UA80000000000093317", label: "Centre", person: "Olena")
    let network = try centre.network
    let others = try (1...7).map {
      try Office("DE/Town \($0)", label: "Laptop \($0)", person: "P\($0)", network: network)
    }
    for other in others { try centre.admit(other, as: "clerk") }
    let offices = [centre] + others
    let busy = try offices.enumerated().map { try start($1, number: $0, share: share.path) }
    for (process, office) in zip(busy, offices) {
      process.waitUntilExit()
      let log = String(decoding: try bytes(of: office.place.file("log")), as: UTF8.self)
      #expect(process.terminationStatus == 0, "\(log)")
    }
    for _ in 0..<2 { for office in offices { try office.done("sync", share.path) } }
    #expect(try Set(offices.map { try $0.digest }).count == 1)
    for office in offices {
      #expect(try office.json("status")["records"] == 32)
      try office.expectSound()
    }
    let left = try FileManager.default.subpathsOfDirectory(atPath: share.path)
    #expect(!left.contains { $0.hasSuffix(".part") })
  }

  /// Enters something and syncs twice, four times over.
  ///
  /// A bundle that its owner takes away in the middle is skipped, which is the exit code 10; any
  /// other ends the loop.
  private func start(_ office: Office, number: Int, share: String) throws -> Process {
    let script = """
      exec >"$3" 2>&1
      for turn in 1 2 3 4; do
        "$0" --home "$1" new office "code=DE/Office $4-$turn" "name=Office $4-$turn" || exit 1
        for again in 1 2; do
          "$0" --home "$1" sync "$2"; code=$?
          [ $code = 0 ] || [ $code = 10 ] || exit 1
        done
      done
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [
      "-c", script, Program.pobratym.path, office.home, share, office.place.file("log"),
      String(number),
    ]
    try process.run()
    return process
  }
}
