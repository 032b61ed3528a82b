import LocalStore
import Merging
@testable import SyncEngine
import TestSupport
import Testing
import Wire

/// Parts of the seeds, small enough that the machine's cores share them evenly.
private let parts: [Range<UInt64>] = {
  let seeds = Seeds.all(150)
  return stride(from: seeds.lowerBound, to: seeds.upperBound, by: 10).map {
    $0..<min($0 + 10, seeds.upperBound)
  }
}()

@Test(arguments: parts)
func `whatever happens to bundles, devices agree in the end and no edit is lost`(
  _ seeds: Range<UInt64>
) throws {
  let told = try TemporaryFolder(inMemory: true)
  var found: [String: SecondOpinion] = [:]
  for seed in seeds {
    let simulation = try Simulation(seed: seed)
    do {
      try simulation.run()
      _ = try simulation.meet(simulation.archive)
      try simulation.expectAgreement()
      if seed.isMultiple(of: 5) { try simulation.resolveAll() }
      // What some may not read is in no plain bundle.
      if !simulation.isMixed {
        let folder = told.file("\(seed)")
        try simulation.makeFolder(folder)
        found[folder] = try SecondOpinion(writing: simulation.engine(0), to: folder)
      }
    } catch {
      Issue.record("\(simulation.seed): \(error)")
    }
  }
  for (folder, opinion) in try SecondOpinion.read(found.keys.sorted()) {
    #expect(opinion == found[folder], "seed \(folder.split(separator: "/").last ?? "")")
  }
}

/// What a history comes to: the digest of the state, and the registers with several heads.
private struct SecondOpinion: Equatable {
  let digest: String
  let apart: Set<[String]>

  /// What the engine says of all that it holds, which it writes to a folder in plain bundles.
  init(writing engine: Engine, to folder: String) throws {
    _ = try engine.writeBundle(to: folder + "/all.jsonl.gz", everything: true, isPlain: true)
    digest = try engine.digest().hex
    apart = Set(
      try engine.store.records().flatMap { record in
        record.state.registers.filter { $0.value.heads.count > 1 }.map { name, register in
          let key = record.state.key
          return [
            record.dossier.hex, key.type, key.id.hex, name, String(register.heads.count),
          ]
        }
      })
  }

  /// What the second reader says, which shares no code with this one.
  static func read(_ folders: [String]) throws -> [(folder: String, opinion: SecondOpinion)] {
    let outcome = try Program(path: "/usr/bin/python3").run(["Tools/reference", "merge"] + folders)
    guard outcome.exitCode == 0 else {
      Issue.record("\(outcome.errors)")
      return []
    }
    let results = try JSONValue.parse(Array(outcome.output.utf8)).array ?? []
    #expect(results.count == folders.count)
    return results.map { result in
      let apart = (result["apart"]?.array ?? []).map { row in
        (row.array ?? []).map { $0.string ?? $0.text }
      }
      return (
        result["folder"]?.string ?? "",
        SecondOpinion(digest: result["digest"]?.string ?? "", apart: Set(apart))
      )
    }
  }

  private init(digest: String, apart: Set<[String]>) {
    self.digest = digest
    self.apart = apart
  }
}

@Test func `the same seed is the same history`() throws {
  let digests = try (0..<2).map { _ in
    let simulation = try Simulation(seed: 7)
    try simulation.run()
    return try simulation.devices.map { try $0.engine.digest() }
  }
  #expect(digests[0] == digests[1])
}
