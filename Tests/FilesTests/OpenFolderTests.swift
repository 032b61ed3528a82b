import Files
import Glibc
import TestSupport
import Testing

private func failure<T: ~Copyable>(_ body: () throws(FileError) -> T) -> FileError? {
  do throws(FileError) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

private func cause<T: ~Copyable>(_ body: () throws(FileError) -> T) -> FileError.Cause? {
  failure(body)?.cause
}

@Test func `through an open folder no link is followed`() throws {
  let place = try TemporaryFolder()
  try place.write([1], to: "outside/secret")
  try place.write([2], to: "inside/own")
  #expect(symlink(place.file("outside"), place.file("inside/link")) == 0)
  #expect(symlink(place.file("outside/secret"), place.file("inside/file")) == 0)
  let folder = try OpenFolder(place.file("inside"))
  #expect(cause { () throws(FileError) in try folder.folder("link") } == .notAFolder)
  #expect(cause { () throws(FileError) in try folder.makeFolder("link") } == .notAFolder)
  #expect(cause { () throws(FileError) in try folder.folder("own") } == .notAFolder)
  #expect(cause { () throws(FileError) in try folder.folder("none") } == .missing)
  let read = failure { () throws(FileError) in try folder.read("file", maximumBytes: 9) }
  #expect(read?.problem == .notRegular)
  #expect(try folder.read("own", maximumBytes: 9) == [2])
}

@Test func `an open folder stays the same when its name is given to another`() throws {
  let place = try TemporaryFolder()
  try place.write([1], to: "a/file")
  try place.write([2], to: "b/file")
  let folder = try OpenFolder(place.file("a"))
  #expect(rename(place.file("a"), place.file("c")) == 0)
  #expect(symlink(place.file("b"), place.file("a")) == 0)
  #expect(try folder.read("file", maximumBytes: 9) == [1])
  try folder.writeDurably([3], as: "new")
  #expect(try File.read(place.file("c/new"), maximumBytes: 9) == [3])
  #expect(!File.exists(place.file("b/new")))
}

@Test func `a listing ends at its limit and tells so`() throws {
  let place = try TemporaryFolder()
  for name in ["a", "b", "c", "d"] { try place.write([1], to: name) }
  let folder = try OpenFolder(place.path)
  #expect(try folder.list(maximumEntries: 3).entries.count == 3)
  #expect(try !folder.list(maximumEntries: 3).isComplete)
  #expect(try folder.list(maximumEntries: 4).isComplete)
  let kept = try folder.list(maximumEntries: 2) { $0 != "a" && $0 != "c" }
  #expect(kept.entries.map(\.name) == ["b", "d"])
  #expect(kept.isComplete)
}

@Test func `a name that is not UTF-8 is listed and opens nothing`() throws {
  let place = try TemporaryFolder()
  let bytes: [CChar] = Array((place.path + "/x").utf8CString.dropLast()) + [-1, 0]
  #expect(mkdir(bytes, 0o755) == 0)
  let entries = try OpenFolder(place.path).list().entries
  #expect(entries.map(\.name) == ["x\u{FFFD}"])
  #expect(entries.map(\.kind) == [.unknown])
}

@Test func `a folder is made once and its files are removed by name`() throws {
  let place = try TemporaryFolder()
  let folder = try OpenFolder(place.path)
  for _ in 0..<2 { _ = try folder.makeFolder("inner") }
  let inner = try folder.folder("inner")
  try inner.writeDurably([1], as: "a")
  #expect(inner.path == place.file("inner"))
  let again = failure { () throws(FileError) in try inner.writeDurably([2], as: "a") }
  #expect(again == FileError(.exists, place.file("inner/a"), code: 0))
  try inner.remove("a")
  #expect(cause { () throws(FileError) in try inner.remove("a") } == .missing)
}

@Test func `the reasons that a person can help are told apart`() {
  let codes: [(Int32, FileError.Cause)] = [
    (ENOENT, .missing), (ENOTDIR, .notAFolder), (ELOOP, .notAFolder), (EROFS, .forbidden),
    (EACCES, .forbidden), (ENOSPC, .full), (EDQUOT, .full), (EIO, .failing), (0, .other),
  ]
  for (code, cause) in codes { #expect(FileError(.write, "a", code: code).cause == cause) }
  #expect(
    FileError(.create, "/a", code: EROFS).description == "cannot create /a: Read-only file system")
}
