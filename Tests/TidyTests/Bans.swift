/// Something that must not be written, and what to write instead.
struct Ban {
  /// What is looked for, as whole words.
  let word: String
  /// What to do instead.
  let cure: String
  /// The rooms where it is allowed, or nil where only `rooms` are looked at.
  var except: Set<String> = []
  /// The rooms where it is banned; nil means all.
  var rooms: Set<String>?
  /// Whether comments and strings count too.
  var isInComments = false

  func applies(to room: String) -> Bool {
    !except.contains(room) && (rooms?.contains(room) ?? true)
  }
}

/// What is banned in `Sources`.
enum Bans {
  private static let traps = [
    Ban(word: "try!", cure: "handle the error, or throw it on"),
    Ban(word: "as!", cure: "use as? and say what happens otherwise"),
    Ban(word: "fatalError(", cure: "throw, or state a precondition of the caller's"),
    Ban(word: "@unchecked", cure: "use a Sendable value, an actor or a Mutex"),
    Ban(word: "nonisolated(unsafe)", cure: "use a Sendable value, an actor or a Mutex"),
    Ban(word: "unowned(unsafe)", cure: "hold it strongly or weakly"),
  ]

  private static let edges = [
    Ban(
      word: "print(",
      cure: "return the text; CommandLineTool writes it with Standard of Files, which may fail"),
    Ban(word: "getenv", cure: "use Environment of Files", except: ["Files"]),
  ]

  private static let notes = ["TODO", "FIXME", "XXX"].map {
    Ban(word: $0, cure: "do it, or write it down for later elsewhere", isInComments: true)
  }

  private static let exactRooms: Set<String> = [
    "Wire", "Language", "Merging", "Registry", "Bundles", "LocalStore", "SyncEngine",
    "Reports", "CommandLineTool",
  ]
  private static let inexact = [
    "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "FloatingPoint",
    "BinaryFloatingPoint",
  ].map { Ban(word: $0, cure: "use ExactDecimal, or integers", rooms: exactRooms) }

  private static let chance = [
    "arc4random", "arc4random_uniform", "arc4random_buf", "SystemRandomNumberGenerator",
    ".random(", ".randomElement(", ".shuffle(", ".shuffled(",
  ].map {
    Ban(word: $0, cure: "randomness is passed in; it comes from Sodium", except: ["Sodium"])
  }

  private static let time = ["Date()", "ContinuousClock", "SuspendingClock"].map {
    Ban(word: $0, cure: "the time is passed in; SystemClock of Files tells it", except: ["Files"])
  }

  static let all = traps + edges + notes + inexact + chance + time

  static func check(_ file: ProjectFile) -> [Offence] {
    guard file.isSource, let room = file.room, let code = file.code else { return [] }
    let text = Array(file.text.utf8)
    return all.filter { $0.applies(to: room) }.flatMap { ban in
      let bytes = ban.isInComments ? text : code.bytes
      return bytes.occurrences(of: ban.word).map {
        Offence(file: file.path, line: bytes.line(of: $0), what: ban.word, cure: ban.cure)
      }
    }
  }
}
