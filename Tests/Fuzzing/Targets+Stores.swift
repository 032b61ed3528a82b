import Bundles
import Files
import Language
import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Wire

extension FuzzTarget {
  /// Whole stores: what a bundle does to one, and what people are shown then.
  static let stores = [FuzzTarget("merge", merge), FuzzTarget("shown", shown)]

  /// Takes a bundle in; nil where it is refused, which must change nothing.
  private static func take(_ file: [UInt8], _ engine: Engine) throws -> Intake? {
    let before = (try engine.digests(), try held(engine))
    do throws(EngineError) { return try engine.takeIn(file, "input", from: "stick") } catch {
      guard case .bundle = error else { throw error }
    }
    try hold((try engine.digests(), try held(engine)) == before, "a refused bundle has an effect")
    return nil
  }

  private static func held(_ engine: Engine) throws -> Set<[UInt8]> {
    Set(try (engine.store.segments() + engine.store.segmentsSetAside()).map(\.hash))
  }

  private static func merge(_ bytes: [UInt8]) throws {
    let file = SignedBundle(bytes).file
    try TrialHome.withOne { home in
      try home.trying { engine in
        let before = try held(engine)
        guard let intake = try take(file, engine) else { return }
        try hold(try held(engine).isSuperset(of: before), "a segment is gone")
        try expectSound(engine, "merged")
        let digest = try engine.digest()
        try hold(try take(file, engine)?.isKnown == true, "a bundle is not known again")
        try hold(try engine.digest() == digest, "a second time changes something")
        _ = intake.records.map(\.title)
      }
    }
  }

  static func expectSound(_ engine: Engine, _ when: String) throws {
    let unsound = try Engine.unsoundSegments(in: engine.store, of: engine.network)
    try hold(unsound.isEmpty, "\(when): \(unsound.map(\.description))")
    let differing = try engine.store.differingDossiers()
    try hold(differing.isEmpty, "\(when): the state is not that of the segments")
  }

  /// What a member has written is merged, whatever it is, and shown without an error.
  private static func shown(_ bytes: [UInt8]) throws {
    let file = SignedBundle(bytes).file
    try TrialHome.withOne { home in
      try home.trying { engine in
        engine.language = Language.allCases[bytes.count % Language.allCases.count]
        guard try take(file, engine) != nil else { return }
        try show(engine)
        for letter in try engine.writeBundle(to: home.path("letter"), everything: true) {
          _ = try Engine.verifyBundle(letter.path, by: engine)
          try File.remove(letter.path)
        }
      }
    }
  }

  private static func show(_ engine: Engine) throws {
    let records = try engine.records()
    for record in records {
      _ = record.view.fields.map { ($0.caption, $0.text, $0.problems.map(\.description)) }
      for open in try engine.conflicts(of: record) {
        _ = (open.fieldCaption, open.conflict.alternatives.map { open.display($0.value.value) })
      }
      _ = try (engine.history(of: record), engine.story(of: record), engine.joined(with: record))
      switch record.typeName {
      case "mapping": _ = try? engine.importPlan(mapping: record.id.hex)
      case "filter":
        if let listing = try? engine.listing(ofFilter: record.id.hex) {
          _ = try? engine.list(listing)
        }
      case "partnership": _ = try engine.checklist(of: record)
      default: break
      }
    }
    for violation in try engine.violations(on: "2026-06-30") {
      _ = (violation.violation.message.description, violation.violation.facts)
    }
    _ = try (engine.duplicates(), engine.consolidate(), engine.standing(), engine.members())
    _ = try (engine.attachments(), engine.conflicts(), engine.circumstances())
    for type in try engine.schema.types {
      var listing = Listing()
      listing.type = type.name
      listing.sortField = type.fields.first?.name
      listing.includesWithdrawn = true
      _ = try engine.list(listing)
      _ = try engine.exportTable(ExportPlan(type: type.name)).rows.flatMap { $0.map(\.written) }
    }
    if let title = records.first?.view.title, !title.isEmpty { _ = try? engine.search(title) }
  }
}
