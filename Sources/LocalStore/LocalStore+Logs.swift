public import Merging
import SQLite

/// What is noted of a log that is known.
struct LogEntry {
  let row: Int64
  /// Whether more than one history of it is held.
  let isForked: Bool
}

extension LocalStore {
  /// Returns which dossier each known log is in.
  public func dossiersOfLogs() throws(StoreError) -> [LogID: DossierID] {
    if let dossiers = cached.dossiers { return dossiers }
    let sql = "SELECT log.name, dossier.name FROM log JOIN dossier ON dossier.id = log.dossier"
    var dossiers: [LogID: DossierID] = [:]
    for (log, dossier) in try all(sql, [], { ($0.blob(0), $0.blob(1)) }) {
      if let log = LogID(bytes: log) { dossiers[log] = DossierID(bytes: dossier) }
    }
    cached.dossiers = dossiers
    return dossiers
  }

  func note(_ log: LogID, in dossier: DossierID) {
    guard cached.dossiers?.updateValue(dossier, forKey: log) == nil else { return }
    cached.logs?[dossier, default: []].append(log)
  }

  /// Returns the known logs by their dossiers.
  public func logsOfDossiers() throws(StoreError) -> [DossierID: [LogID]] {
    if let logs = cached.logs { return logs }
    let logs = Dictionary(grouping: try dossiersOfLogs(), by: \.value).mapValues { $0.map(\.key) }
    cached.logs = logs
    return logs
  }

  /// Returns the logs of a dossier of more than one history, with the number at which those part.
  ///
  /// References to logs of other dossiers name nothing there, whatever becomes of those.
  func ambiguous(in dossier: DossierID) throws(StoreError) -> [LogID: UInt64] {
    if let ambiguous = cached.ambiguous { return ambiguous[dossier] ?? [:] }
    let rows = try all(
      """
      SELECT log.name, log.parted, dossier.name FROM log JOIN dossier ON dossier.id = log.dossier
      WHERE log.parted IS NOT NULL
      """
    ) { (LogID(bytes: $0.blob(0)), UInt64($0.integer(1)), DossierID(bytes: $0.blob(2))) }
    var ambiguous: [DossierID: [LogID: UInt64]] = [:]
    for case let (log?, number, dossier?) in rows { ambiguous[dossier, default: [:]][log] = number }
    cached.ambiguous = ambiguous
    return ambiguous[dossier] ?? [:]
  }

  /// Forgets where histories part, because that was worked out anew.
  func forgetAmbiguous() {
    cached.ambiguous = nil
  }

  /// Returns what is noted of a log; nil where it is not known.
  func entry(of log: LogID) throws(StoreError) -> LogEntry? {
    if let entry = cached.entries[log] { return entry }
    let entry = try first("SELECT id, forked FROM log WHERE name = ?", [.blob(log.bytes)]) {
      LogEntry(row: $0.integer(0), isForked: $0.integer(1) == 1)
    }
    if cached.entries.count >= Self.mostEntries { cached.entries = [:] }
    cached.entries[log] = entry
    return entry
  }

  func forgetEntry(of log: LogID) {
    cached.entries[log] = nil
  }

  /// Notes the segment with which a log ends, so that the one after it need not look for it.
  func noteTail(of segment: Segment) {
    if cached.tails.count >= Self.mostEntries { cached.tails = [:] }
    cached.tails[segment.header.log] = segment.mark
  }

  /// Tells whether a segment follows on from all that is held of its log, as nearly all do, where
  /// the last of that is known.
  func continuesTail(_ segment: Segment) throws(StoreError) -> Bool {
    let (log, first) = (segment.header.log, segment.header.numbers.lowerBound)
    let held = try held(of: log)
    if held.isEmpty { return true }
    guard let tail = cached.tails[log], tail.run.numbers.upperBound + 1 == first,
      held.last == tail.run.numbers.upperBound, try entry(of: log)?.isForked == false
    else { return false }
    return tail.hash == segment.header.previous
  }

  /// Of how many logs is remembered what is noted of them, and how they end.
  private static let mostEntries = 4_096
}
