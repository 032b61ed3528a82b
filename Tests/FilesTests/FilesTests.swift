import Files
import Glibc
import TestSupport
import Testing

private func problem(_ body: () throws(FileError) -> Void) -> FileError.Problem? {
  do throws(FileError) {
    try body()
    return nil
  } catch {
    return error.problem
  }
}

private func read(_ path: String) throws(FileError) { _ = try File.read(path, maximumBytes: 100) }

@Test func `links, pipes, folders and devices are refused without waiting`() throws {
  let folder = try TemporaryFolder()
  try File.writeDurably([1], to: folder.file("real"))
  #expect(symlink(folder.file("real"), folder.file("link")) == 0)
  #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
  for path in [folder.file("link"), folder.file("pipe"), folder.path, "/dev/zero"] {
    #expect(problem { () throws(FileError) in try read(path) } == .notRegular, "\(path)")
  }
  #expect(problem { () throws(FileError) in try read(folder.file("none")) } == .open)
}

@Test func `a file larger than the limit is not read`() throws {
  let folder = try TemporaryFolder()
  try File.writeDurably([UInt8](repeating: 1, count: 101), to: folder.file("a"))
  #expect(problem { () throws(FileError) in try read(folder.file("a")) } == .tooLarge)
}

@Test func `a file that shrinks or grows while it is read is noticed`() throws {
  let folder = try TemporaryFolder()
  try File.writeDurably([UInt8](repeating: 1, count: 100), to: folder.file("a"))
  var shrinking = try FileReader(folder.file("a"))
  #expect(truncate(folder.file("a"), 50) == 0)
  #expect(throws: FileError(.changed, folder.file("a"), code: 0)) { try shrinking.read(upTo: 100) }
  var growing = try FileReader(folder.file("a"))
  #expect(truncate(folder.file("a"), 200) == 0)
  #expect(throws: FileError(.changed, folder.file("a"), code: 0)) { try growing.read(upTo: 100) }
}

@Test func `a file that is there is never overwritten`() throws {
  let folder = try TemporaryFolder()
  try File.writeDurably([1, 2], to: folder.file("a"))
  #expect(throws: FileError(.exists, folder.file("a"), code: 0)) {
    try File.writeDurably([3], to: folder.file("a"))
  }
  #expect(try File.read(folder.file("a"), maximumBytes: 9) == [1, 2])
  #expect(try Directory.list(folder.path).map(\.name) == ["a"])
}

@Test func `what a crash left half written does not stand in the way`() throws {
  let folder = try TemporaryFolder()
  try folder.write([9], to: "a.part")
  try File.writeDurably([1], to: folder.file("a"))
  #expect(try Directory.list(folder.path).map(\.name) == ["a"])
}

@Test func `a full disk leaves nothing behind`() throws {
  let folder = try TemporaryFolder()
  #expect(symlink("/dev/full", folder.file("a.part")) == 0)
  try File.writeDurably([1], to: folder.file("a"))
  #expect(throws: FileError.self) {
    try File.writeDurably([1], to: "/proc/pobratym-cannot-write-here")
  }
  #expect(throws: FileError.self) { try File.writeDurably([1], to: folder.file("no/such/a")) }
}

@Test func `a small file is replaced whole`() throws {
  let folder = try TemporaryFolder()
  try File.replaceDurably([1], at: folder.file("a"))
  try File.replaceDurably([2], at: folder.file("a"))
  #expect(try File.read(folder.file("a"), maximumBytes: 9) == [2])
  var status = stat()
  #expect(stat(folder.file("a"), &status) == 0 && status.st_mode & 0o777 == 0o600)
}

@Test func `a file that is moved never takes the place of another`() throws {
  let folder = try TemporaryFolder()
  for name in ["a", "b"] { try File.writeDurably(Array(name.utf8), to: folder.file(name)) }
  let moving = problem { () throws(FileError) in
    try File.move(folder.file("a"), to: folder.file("b"))
  }
  #expect(moving == .exists)
  try File.move(folder.file("a"), to: folder.file("c"))
  #expect(try folder.contents() == ["b": Array("b".utf8), "c": Array("a".utf8)])
  #expect(throws: FileError.self) { try File.move(folder.file("a"), to: folder.file("d")) }
}

@Test func `a folder lists its names by their bytes and does not follow links`() throws {
  let folder = try TemporaryFolder()
  try Directory.create(folder.file("x/y"))
  for name in ["b", "a", "Є"] { try File.writeDurably([1], to: folder.file(name)) }
  #expect(symlink(folder.file("x"), folder.file("z")) == 0)
  let entries = try Directory.list(folder.path)
  #expect(entries.map(\.name) == ["a", "b", "x", "z", "Є"])
  #expect(entries.map(\.kind) == [.regular, .regular, .directory, .other, .regular])
}

@Test func `a lock is held by one at a time`() throws {
  let folder = try TemporaryFolder()
  do {
    let lock = try FileLock(folder.file("lock"))
    #expect(problem { () throws(FileError) in _ = try FileLock(folder.file("lock")) } == .locked)
    _ = consume lock
  }
  #expect(problem { () throws(FileError) in _ = try FileLock(folder.file("lock")) } == nil)
}

@Test func `a lock that is given up is free although a child was forked meanwhile`() throws {
  let folder = try TemporaryFolder()
  let path = folder.file("lock")
  var inherited: Int32 = -1
  do {
    let lock = try FileLock(path)
    // What a child has between fork and exec: the same open file under another descriptor.
    var wanted = stat()
    #expect(stat(path, &wanted) == 0)
    let entry = (Int32(3)..<1_024).first { descriptor in
      var found = stat()
      return fstat(descriptor, &found) == 0 && found.st_ino == wanted.st_ino
        && found.st_dev == wanted.st_dev
    }
    inherited = dup(try #require(entry))
    _ = consume lock
  }
  defer { close(inherited) }
  #expect(inherited >= 0)
  #expect(problem { () throws(FileError) in _ = try FileLock(path) } == nil)
}
