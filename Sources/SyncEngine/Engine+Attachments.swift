import Files
import Language
import LocalStore
public import Merging
public import Registry
import Sodium
import Wire

/// A file, or personal data, to which a record refers.
public struct RecordAttachment: Sendable {
  /// Where it is.
  public enum State: String, Hashable, Sendable {
    /// Here.
    case here
    /// Not here yet.
    case wanted
    /// Erased, for good.
    case erased
  }

  /// The record.
  public let record: FoundRecord
  /// The field that refers to it.
  public let field: String
  /// The blob.
  public let blob: BlobID
  /// What the log holds of it; nil where that is not as it should be.
  public let facts: BlobFacts?
  /// Where it is.
  public let state: State
}

/// Why an attachment cannot be had.
public enum AttachmentProblem: Hashable, Sendable {
  /// None is known by these digits, and no record with one.
  case unknown
  /// More than one is known by these digits.
  case several
  /// It has not come yet.
  case awaited
  /// It was erased.
  case erased
  /// It is larger than an attachment may be.
  case tooLarge

  /// Returns one clear line about what a person named.
  func phrase(of text: String) -> Phrase {
    switch self {
    case .unknown: Phrase("\(text) names no attachment, and no record that has one")
    case .several: Phrase("\(text) can be several attachments or records")
    case .awaited: Phrase("\(text) has not come yet")
    case .erased: Phrase("\(text) was erased")
    case .tooLarge:
      Phrase("\(text) is larger than \(count: Limits.blobContentBytes, "byte", "bytes")")
    }
  }
}

extension Engine {
  /// Returns what records refer to, or one record does: sorted by title, field and id.
  public func attachments(of only: FoundRecord? = nil) throws(EngineError) -> [RecordAttachment] {
    let uses = try engine { () throws(StoreError) in try store.blobUses() }
      .filter { only == nil || ($0.record == only?.view.state.key && $0.dossier == only?.dossier) }
    let byPlace = Dictionary(grouping: uses) { [$0.dossier.hex, $0.record.id.hex, $0.record.type] }
    var attachments: [RecordAttachment] = []
    for uses in byPlace.values {
      guard let first = uses.first,
        let state = try engine({ () throws(StoreError) in
          try store.record(first.dossier, first.record)
        })
      else { continue }
      let record = try found(StoredRecord(dossier: first.dossier, state: state))
      var seen: Set<[String]> = []
      for use in state.blobs where seen.insert([use.register, use.blob.hex]).inserted {
        guard let standing = uses.first(where: { $0.blob == use.blob }) else { continue }
        attachments.append(
          RecordAttachment(
            record: record, field: use.register, blob: use.blob,
            facts: BlobFacts(use.head.value.value),
            state: standing.isErased ? .erased : standing.isWanted ? .wanted : .here))
      }
    }
    return attachments.sorted {
      ($0.record.view.title, $0.record.id, $0.field, $0.blob)
        < ($1.record.view.title, $1.record.id, $1.field, $1.blob)
    }
  }

  private func attachments(named text: String) throws(EngineError) -> [RecordAttachment] {
    let digits = text.lowercased()
    guard (4...64).contains(digits.utf8.count) else { return [] }
    let all = try attachments().filter { $0.blob.hex.hasPrefix(digits) }
    guard Set(all.map(\.blob)).count <= 1 else { throw .attachment(text, .several) }
    return all
  }

  /// Writes an attachment's content to a new file; one that is there is never overwritten.
  public func saveAttachment(_ text: String, to path: String) throws(EngineError) {
    guard let attachment = try attachments(named: text).first else {
      throw .attachment(text, .unknown)
    }
    guard attachment.state != .erased else { throw .attachment(text, .erased) }
    guard let blob = try engine({ () throws(StoreError) in try store.blob(attachment.blob) })
    else { throw .attachment(text, .awaited) }
    do throws(FileError) { try File.writeDurably(Array(blob.content), to: path) } catch {
      throw .file(error)
    }
  }

  /// Erases an attachment, or all that a record refers to or ever did, in every store that this
  /// reaches and for good; returns which those are.
  public func erase(_ text: String, why: String) throws(EngineError) -> [BlobID] {
    let why = try reason(why)
    var erasures: [DossierID: Set<Erasure>] = [:]
    let named = try attachments(named: text)
    var record: FoundRecord?
    do throws(EngineError) { record = try find(text) } catch {
      guard case .notFound = error else { throw error }
    }
    guard record == nil || named.isEmpty else { throw .attachment(text, .several) }
    for use in named {
      erasures[use.record.dossier, default: []].insert(
        Erasure(of: use.blob, in: use.field, of: use.record.view.state.key))
    }
    if let record {
      for entry in try history(of: record) where entry.hasEffect {
        guard let blob = BlobID(entry.operation.value) else { continue }
        erasures[record.dossier, default: []].insert(
          Erasure(of: blob, in: entry.operation.register, of: record.view.state.key))
      }
    }
    guard !erasures.isEmpty else { throw .attachment(text, .unknown) }
    for (dossier, all) in erasures {
      let erased = try engine { () throws(StoreError) in try store.erased() }
      let left = all.filter { !erased.contains($0.blob) }
        .sorted { ($0.register, $0.blob) < ($1.register, $1.blob) }
      try append(left.map(\.operation), in: dossier, why: why)
    }
    return Set(erasures.values.joined().map(\.blob)).sorted()
  }
}

extension Engine {
  /// Replaces what a person gave as files, by `@PATH`, and as personal data, by what the log is to
  /// hold; returns that, and the blobs.
  func takingBlobs(
    _ entries: [Entry], of type: RecordType, in record: FoundRecord? = nil
  ) throws(EngineError) -> (entries: [Entry], blobs: [Blob]) {
    var (plain, blobs): ([Entry], [Blob]) = ([], [])
    func take(_ content: [UInt8], as field: String, name: String) throws(EngineError) {
      let bytes = surroundings.randomBytes(Limits.blobSaltBytes) + content
      guard let blob = Blob(bytes: bytes, hash: { BLAKE2b.hash($0) }) else {
        throw .attachment(name, .tooLarge)
      }
      blobs.append(blob)
      plain.append(Entry(field, BlobFacts(blob, name: name).json.text))
    }
    for entry in entries where !type.personal.contains(where: { $0.name == entry.field }) {
      guard type.field(entry.field)?.kind == .blob, entry.text.hasPrefix("@") else {
        plain.append(entry)
        continue
      }
      let path = String(entry.text.dropFirst())
      try take(try Self.content(of: path), as: entry.field, name: Text.trimmed(Path.name(of: path)))
    }
    guard !type.personal.isEmpty else { return (plain, blobs) }
    let pairs = entries.map { (field: $0.field, text: $0.text) }
    let isPersonal = pairs.contains { pair in type.personal.contains { $0.name == pair.field } }
    let before = isPersonal ? try record.map(card) ?? JSONObject() : JSONObject()
    let after = try entering { () throws(RegistryError) in
      try type.card(pairs, over: before, isNew: record == nil)
    }
    if let after, after != before || record == nil {
      try take(JSONValue.object(after).canonicalBytes, as: RecordType.cardField, name: "card.json")
    }
    return (plain, blobs)
  }

  private static func content(of path: String) throws(EngineError) -> [UInt8] {
    do throws(FileError) {
      return try File.read(path, maximumBytes: Limits.blobContentBytes)
    } catch {
      throw error.problem == .tooLarge ? .attachment(path, .tooLarge) : .file(error)
    }
  }

  /// The personal data that a record shows, to which a person's entries are added.
  private func card(of record: FoundRecord) throws(EngineError) -> JSONObject {
    let name = RecordType.cardField
    func refused(_ reason: Phrase, _ hint: Phrase) -> EngineError {
      .entry(.invalid(field: name, reason: reason, hint: hint))
    }
    switch record.view.state[name].shown(by: .ask) {
    case .value(let shown):
      guard let blob = BlobID(shown.value) else { return JSONObject() }
      if let card = record.view.cards[blob] { return card }
      let isErased = try engine { () throws(StoreError) in try store.isErased(blob) }
      guard isErased else {
        throw refused(
          Phrase("the personal data has not come yet"), Phrase("sync with somebody who has it"))
      }
      return JSONObject()
    case .conflict:
      throw refused(
        Phrase("people contradict each other on it"),
        Phrase("decide that first, with 'pobratym resolve'"))
    case .empty, .elements: return JSONObject()
    }
  }

  /// The personal data to which a record's heads refer, as far as it is here.
  func cards(of state: RecordState) throws(EngineError) -> [BlobID: JSONObject] {
    guard try schema.hasCards(state.key.type) else { return [:] }
    var cards: [BlobID: JSONObject] = [:]
    for use in state.blobs where use.register == RecordType.cardField {
      let blob = try engine { () throws(StoreError) in try store.blob(use.blob) }
      let json = blob.flatMap { try? JSONValue.parse($0.content) }
      if let card = json?.object { cards[use.blob] = card }
    }
    return cards
  }
}
