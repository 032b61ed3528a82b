import Merging
import Workers

/// A record that operations were folded into, before it is written.
struct FoldedRecord: Sendable {
  let dossier: DossierID
  let dossierRow: Int64
  let old: StoredState?
  let state: RecordState
}

/// What is kept of a record.
struct StoredState: Sendable {
  var state: RecordState
  let hash: [UInt8]
  let row: Int64
  let isContested: Bool
  /// Whether the index of words is of this state.
  let isIndexed: Bool
  let isJoining: Bool
}

/// What is written of a record, as far as it can be worked out without the store.
struct RecordFinish: Sendable {
  let hash: [UInt8]
  /// The state's bytes; nil where something in it has no number yet.
  let bytes: [UInt8]?
  let isContested: Bool
  let isJoining: Bool
  /// The blobs to which it refers, where those are others than before.
  let newBlobs: [BlobHead]?

  init(_ record: FoldedRecord, _ codec: StoreCodec, _ numbers: GivenNumbers) {
    hash = codec.hash(record.state.digestInput(dossier: record.dossier))
    bytes = record.state.encoded(with: numbers)
    isContested = record.state.isContested
    isJoining = codec.isJoining(record.state)
    let blobs = record.state.blobs
    newBlobs = blobs == record.old?.state.blobs ?? [] ? nil : blobs
  }
}

/// Records that are read, folded and written one after the other, while another thread finishes
/// them.
struct FoldedChunk {
  let records: [FoldedRecord]
  private let finishes: Later<[RecordFinish]>

  /// How many records are finished at once.
  static let count = 256
  /// Fewer are finished at once where they are.
  private static let least = 32

  /// Begins to finish records.
  init(_ records: [FoldedRecord], codec: StoreCodec, symbols: SymbolTable) {
    self.records = records
    let numbers = symbols.numbers
    let finish = { @Sendable in
      let given = GivenNumbers(numbers)
      return records.map { RecordFinish($0, codec, given) }
    }
    finishes = records.count < Self.least ? Later(finish()) : Later(finish)
  }

  /// What came of each record, in their order; waits until that is known.
  var finished: [RecordFinish] { finishes.value }
}
