/// What `Tools/reference` may import: it is a second implementation, and proves nothing where it
/// takes anything from the first, or asks another program.
enum ReferenceRules {
  private static let folder = "Tools/reference/"

  /// Modules of the standard library that neither run programs nor load libraries, and libsodium.
  static let allowed: Set<String> = [
    "collections", "dataclasses", "functools", "hashlib", "itertools", "json", "os", "pathlib",
    "re", "struct", "sys", "typing", "zlib", "nacl",
  ]

  /// The one file that may check lines against the JSON Schemas.
  static let schemas = folder + "schemas.py"

  static func check(_ files: [ProjectFile]) -> [Offence] {
    let reference = files.filter { $0.path.hasPrefix(folder) && $0.isPython }
    let own = Set(reference.map { String($0.path.dropFirst(folder.count).dropLast(3)) })
    return reference.flatMap { file in
      let known = own.union(allowed).union(file.path == schemas ? ["jsonschema"] : [])
      return file.lines.enumerated().flatMap { index, line in
        modules(in: line).filter { !known.contains($0) }.map { module in
          Offence(
            file: file.path, line: index + 1, what: "import \(module)",
            cure: "write it from Protocol alone, with the standard library and nacl")
        }
      }
    }
  }

  /// The first names of the modules that a line of Python imports, in whatever way.
  static func modules(in line: Substring) -> [String] {
    let words = line.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == ";" }
    if words.contains(where: { $0.hasPrefix("__import__") || $0.contains("import_module") }) {
      return ["what a text names"]
    }
    if words.contains(where: { $0.hasPrefix("os.system") || $0.hasPrefix("os.popen") }) {
      return ["another program"]
    }
    let names: some Sequence<Substring> =
      switch words.first {
      case "from": words.dropFirst().prefix(1)
      case "import": words.dropFirst()
      default: words.prefix(0)
      }
    return names.compactMap { $0.split(separator: ".").first.map(String.init) }
  }
}
