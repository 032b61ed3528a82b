import Deflate
@testable import Merging
import Wire

extension FuzzTarget {
  /// A segment, and what a store keeps of a record.
  static let segments = [
    FuzzTarget("segment", segment), FuzzTarget("state", state), FuzzTarget("have", have),
  ]

  private static func segment(_ bytes: [UInt8]) throws {
    guard let segment = try? Segment(startOf: bytes[...]) else { return }
    try hold(bytes.starts(with: segment.bytes), "a segment is not what it was read from")
    try hold((try? Segment(startOf: segment.bytes[...])) == segment, "a segment reads otherwise")
    try hold((try? SegmentHeader(line: segment.header.line[...])) == segment.header, "its header")
    var states: [RecordKey: RecordState] = [:]
    let lines = segment.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst()
    for (commit, line) in zip(segment.commits, lines) {
      let asJSON = try? Commit(line: line, in: segment.header.log, number: 1)
      try hold(asJSON == commit, "a usual line reads otherwise as JSON")
      let line = commit.line(in: segment.header.log)
      // Written anew, a line may be longer than it was: white space aside, escapes are the same.
      if line.count <= Limits.lineBytes {
        let again = try? Commit(line: line[...], in: segment.header.log, number: 1)
        try hold(again == commit, "a commit becomes another")
      }
      for key in Set(commit.operations.map(\.record)) {
        states[key, default: RecordState(key: key)].apply(commit, of: segment.header.log)
      }
    }
    for state in states.values { try check(state) }
  }

  private static func state(_ bytes: [UInt8]) throws {
    let key = RecordKey(type: "aid", id: RecordID(high: 0, low: 1))
    if let state = RecordState(key: key, encoded: bytes, with: symbols()) { try check(state) }
  }

  /// Numbers that begin with those in the seeds.
  private static func symbols() -> SymbolTable {
    var all: [SymbolTable.Symbol] = [
      .log(LogID(high: 0, low: 7)), .text("title"), .text("note,title"), .text("O. Koval"),
    ]
    return SymbolTable(
      assign: { symbol in
        if let place = all.firstIndex(of: symbol) { return UInt64(place + 1) }
        all.append(symbol)
        return UInt64(all.count)
      },
      find: { $0 > 0 && $0 <= all.count ? all[Int($0) - 1] : nil })
  }

  private static func check(_ state: RecordState) throws {
    let symbols = symbols()
    let kept = state.encoded(with: symbols).map {
      RecordState(key: state.key, encoded: $0, with: symbols)
    }
    try hold(kept == state, "a state is kept as another")
    try hold(!state.digestInput(dossier: .directory).isEmpty, "a state has no text to hash")
    for register in state.registers.values {
      for rule in MergeRule.allCases { _ = register.shown(by: rule) }
      _ = register.notUnderstood
    }
    _ = (state.isVoid, state.editsApartFromVoid.count, state.operationCount, state.awaited.count)
  }

  private static func have(_ bytes: [UInt8]) throws {
    guard let json = try? JSONValue.parse(bytes), let have = Have(json: json) else { return }
    try hold(Have(json: have.json) == have, "a have reads otherwise")
    _ = have.gaps
  }
}
