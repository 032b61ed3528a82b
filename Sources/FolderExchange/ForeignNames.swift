/// Names that operating systems leave in every folder; they are passed over without a word.
enum ForeignNames {
  private static let names: Set<String> = [
    "thumbs.db", "ehthumbs.db", "desktop.ini", "system volume information", "$recycle.bin",
    "recycler", ".ds_store", ".spotlight-v100", ".fseventsd", ".temporaryitems", ".apdisk",
    ".directory", "lost+found", ".localized",
  ]
  private static let prefixes = ["._", ".trash", ".nfs", ".fuse_hidden", ".smbdelete"]

  static func contains(_ name: String) -> Bool {
    let lowered = name.lowercased()
    return names.contains(lowered) || prefixes.contains { lowered.hasPrefix($0) }
  }
}
