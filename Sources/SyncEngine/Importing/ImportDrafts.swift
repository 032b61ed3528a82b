import LocalStore
import Merging

/// Operations of an import, gathered into steps of many records each.
struct ImportDrafts {
  private var operations: [(dossier: DossierID, operations: [Operation])] = []

  /// How many records have operations.
  var count: Int { operations.count }

  mutating func add(_ record: [Operation], in dossier: DossierID) {
    if !record.isEmpty { operations.append((dossier, record)) }
  }

  /// How many operations one commit of an import gathers.
  private static let commitOperations = 256
  /// How many bytes of values one commit gathers, with room to spare in the limit of a line.
  private static let commitBytes = Limits.lineBytes / 4

  /// The operations as steps of this device's person, many records in one.
  func made(by engine: Engine) -> [(log: OwnLog, draft: Draft)] {
    var drafts: [(log: OwnLog, draft: Draft)] = []
    for (dossier, list) in Dictionary(grouping: operations, by: \.dossier)
      .sorted(by: { $0.key < $1.key })
    {
      var gathered: [Operation] = []
      var size = 0
      func close() {
        guard !gathered.isEmpty else { return }
        drafts.append((engine.ownLog(in: dossier), engine.draft(gathered, why: nil)))
        gathered = []
        size = 0
      }
      for (_, operations) in list {
        let bytes = operations.reduce(0) { $0 + $1.value.bytes.count + 160 }
        if gathered.count + operations.count > Self.commitOperations
          || size + bytes > Self.commitBytes
        {
          close()
        }
        gathered += operations
        size += bytes
      }
      close()
    }
    return drafts
  }
}
