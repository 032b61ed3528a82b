import Files

/// The folder in which one device keeps its store and, beside it, its identity.
///
/// One process has it open at a time.
struct Home: ~Copyable {
  let path: String
  private let lock: FileLock

  init(existing path: String) throws(EngineError) {
    guard File.exists(Self.identity(in: path)) else { throw .noHome(path) }
    try self.init(path)
  }

  init(new path: String) throws(EngineError) {
    guard !File.exists(Self.identity(in: path)) else { throw .homeExists(path) }
    do throws(FileError) { try Directory.create(path, permissions: 0o700) } catch {
      throw .file(error)
    }
    try self.init(path)
  }

  private init(_ path: String) throws(EngineError) {
    self.path = path
    do throws(FileError) { lock = try FileLock(Path.join(path, "lock")) } catch {
      throw .file(error)
    }
  }

  static func identity(in path: String) -> String { Path.join(path, "identity.json") }

  var identityPath: String { Self.identity(in: path) }
  var lifePath: String { Path.join(path, "life.json") }
  var storePath: String { Path.join(path, "store.sqlite") }
}
