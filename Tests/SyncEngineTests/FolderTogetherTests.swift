import Foundation
import LocalStore
import Merging
@testable import SyncEngine
import Synchronization
import TestSupport
import Testing

/// Runs a body on so many threads at once, and throws the first of their errors.
private func together(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
  let problem = Mutex<(any Error)?>(nil)
  let done = DispatchSemaphore(value: 0)
  for place in 0..<count {
    Thread {
      do { try body(place) } catch { problem.withLock { $0 = $0 ?? error } }
      done.signal()
    }.start()
  }
  for _ in 0..<count { done.wait() }
  if let problem = problem.withLock({ $0 }) { throw problem }
}

/// Makes the homes of a centre and of laptops that it has admitted.
private func found(_ count: Int, in folder: TemporaryFolder) throws {
  let centre = try Town.engine(folder.file("home-0"), network: nil)
  for place in 1..<count {
    let other = try Town.engine(folder.file("home-\(place)"), network: centre.network)
    try centre.admit(other.ownAdmission(.officer))
  }
}

@Test func `four devices use one folder at the same time and agree in the end`() throws {
  let folder = try TemporaryFolder(inMemory: true)
  let share = folder.file("share")
  try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: true)
  try found(4, in: folder)
  _ = try Engine(home: folder.file("home-0")).sync(share)
  try together(4) { place in
    let engine = try Engine(home: folder.file("home-\(place)"))
    for number in 0..<12 {
      _ = try engine.new("office", ["code": "DE/\(place)-\(number)", "name": "x"])
      let report = try engine.sync(share)
      if let (path, error) = report.skipped.first { throw Skipped(path: path, problem: error) }
    }
  }
  let devices = try (0..<4).map { try Engine(home: folder.file("home-\($0)")) }
  for _ in 0..<2 { for device in devices { _ = try device.sync(share) } }
  for device in devices {
    #expect(try device.records().count == 48)
    #expect(try device.digest() == devices[0].digest())
    #expect(try device.rebuild().isUnchanged)
  }
}

/// A file was skipped though nobody damaged any.
private struct Skipped: Error {
  let path: String
  let problem: EngineError
}
