import Foundation
import Merging
@testable import SyncEngine
import TestSupport

/// A laptop of a town's network whose home can be closed, and its files be meddled with.
final class Laptop {
  let home: String
  private var open: Engine?

  /// Makes a home and has the centre admit it.
  init(in town: Town, _ name: String = "laptop", admitted: Bool = true) throws {
    home = town.folder.file(name)
    let engine = try Town.engine(home, network: town[0].network)
    if admitted { try town[0].admit(engine.ownAdmission(.officer)) }
    open = engine
  }

  /// The engine; opened where the home was closed.
  var engine: Engine {
    get throws {
      if let open { return open }
      let engine = try Engine(home: home)
      open = engine
      return engine
    }
  }

  func close() { open = nil }

  var store: String { home + "/store.sqlite" }

  /// The identity's file.
  var identity: [UInt8] {
    get throws { [UInt8](try Data(contentsOf: URL(fileURLWithPath: home + "/identity.json"))) }
  }

  /// Restores the closed home and goes on with it.
  func restore(from files: [String]) throws -> Restoration {
    close()
    let (engine, restoration) = try Engine.restore(home: home, from: files)
    open = engine
    return restoration
  }

  /// Exchanges with a town over its stick until both have everything.
  func meet(_ town: Town) throws {
    for _ in 0..<2 {
      _ = try engine.sync(town.stick)
      try town.meet()
    }
  }
}
