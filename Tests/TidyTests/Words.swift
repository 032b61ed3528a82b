/// Words that no file of the project may hold, in whatever case.
enum Words {
  // Put together here, so that this file does not hold them.
  private static let banned = [
    ("shared" + "/", "name a folder of this project"),
    ("issue" + " #", "say what it is about; a number means nothing to a reader"),
  ]

  static func check(_ file: ProjectFile) -> [Offence] {
    let bytes = Array(file.text.lowercased().utf8)
    return banned.flatMap { word, cure in
      bytes.occurrences(of: word).map {
        Offence(file: file.path, line: bytes.line(of: $0), what: word, cure: cure)
      }
    }
  }
}
