import Glibc

extension OpenFolder {
  /// Returns what is in the folder, sorted by the names' bytes, and whether that is all.
  ///
  /// Reading ends after `maximumEntries` of the names that `keep` tells to keep. Bytes of a name
  /// that are not UTF-8 show as U+FFFD; such a name opens nothing.
  public func list(
    maximumEntries: Int = .max, keep: (String) -> Bool = { _ in true }
  ) throws(FileError) -> (entries: [DirectoryEntry], isComplete: Bool) {
    let stream = try openStream()
    defer { closedir(stream) }
    var entries: [DirectoryEntry] = []
    while let name = try nextName(stream) {
      guard keep(name) else { continue }
      guard entries.count < maximumEntries else { return (entries.sorted(by: precedes), false) }
      if let entry = entry(name) { entries.append(entry) }
    }
    return (entries.sorted(by: precedes), true)
  }

  /// Opens the folder once more, for a reading position of its own.
  private func openStream() throws(FileError) -> OpaquePointer {
    let here = location(".")
    let descriptor = openat(here.folder, here.name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.list, path) }
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw FileError(.list, path, code: code)
    }
    return stream
  }

  private func nextName(_ stream: OpaquePointer) throws(FileError) -> String? {
    while true {
      errno = 0
      guard let item = readdir(stream) else {
        guard errno == 0 else { throw FileError(.list, path) }
        return nil
      }
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let start = UnsafeRawPointer(item).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      let name = String(cString: start)
      if name != ".", name != ".." { return name }
    }
  }

  /// Looks at a name, or returns nil where it has gone meanwhile.
  private func entry(_ name: String) -> DirectoryEntry? {
    let place = location(name)
    var status = stat()
    guard fstatat(place.folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      let isGone = errno == ENOENT && !name.unicodeScalars.contains("\u{FFFD}")
      return isGone ? nil : DirectoryEntry(name: name, kind: .unknown, sizeBytes: 0)
    }
    let kind: DirectoryEntry.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      default: .other
      }
    return DirectoryEntry(name: name, kind: kind, sizeBytes: Int(status.st_size))
  }
}

private func precedes(_ left: DirectoryEntry, _ right: DirectoryEntry) -> Bool {
  left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
}
