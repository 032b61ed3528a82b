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
  /// The rooms where it is allowed in the line that declares a type that cannot be copied.
  var exceptUncopied: Set<String> = []

  func applies(to room: String) -> Bool {
    !except.contains(room) && (rooms?.contains(room) ?? true)
  }

  /// Whether a line of a room may hold it all the same.
  func isAllowed(in line: String, of room: String) -> Bool {
    guard exceptUncopied.contains(room), line.contains(word + " Sendable") else { return false }
    let head = line.prefix { $0 != "{" }
    let inherited = head.split(separator: ">").last ?? ""
    return head.count < line.count && head.split(separator: " ").contains("struct")
      && inherited.contains("~Copyable") && inherited.contains(word)
  }
}

/// What is banned in `Sources`.
enum Bans {
  private static let traps = [
    Ban(word: "try!", cure: "handle the error, or throw it on"),
    Ban(word: "as!", cure: "use as? and say what happens otherwise"),
    Ban(word: "fatalError(", cure: "throw, or state a precondition of the caller's"),
    // The compiler lets no type that points to C memory cross threads. One that cannot be copied
    // has one owner, who alone can change it, whatever thread that is on: what it points to is as
    // safe as a value, where only methods that are `mutating` change that memory. Elsewhere it
    // could be shared.
    Ban(
      word: "@unchecked", cure: "use a Sendable value, an actor or a Mutex",
      exceptUncopied: Set(Rooms.wrappers.map(\.name))),
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
      return bytes.occurrences(of: ban.word).map { bytes.line(of: $0) }
        .filter { !ban.isAllowed(in: code.lines[$0 - 1], of: room) }
        .map { Offence(file: file.path, line: $0, what: ban.word, cure: ban.cure) }
    }
  }
}
