import Bundles
@testable import LocalStore
import Merging
import Registry
import Sodium
@testable import SyncEngine
import Wire

/// What an engine says, in the form in which `Tools/reference merge` tells it.
struct FirstOpinion {
  private let engine: Engine
  private let records: [StoredRecord]

  init(_ engine: Engine) throws {
    self.engine = engine
    records = try engine.store.records().sorted {
      ($0.dossier, $0.state.key.id, $0.state.key.type)
        < ($1.dossier, $1.state.key.id, $1.state.key.type)
    }
  }

  var json: JSONValue {
    get throws {
      let facts = VectorFacts(engine, [:], senders: [])
      let digests = try facts.digests
      return [
        "digest": digests.whole, "digests": digests.each, "heads": .array(heads),
        "conflicts": .array(try conflicts), "accounts": .array(try accounts),
        "members": .array(try facts.members), "aside": .array(try facts.aside),
        "forks": try facts.forks, "branches": .object(JSONObject(try facts.branches)),
        "without_effect": .array(
          try engine.store.history(of: records).filter { !$0.hasEffect }.map(\.id).sorted()
            .map(\.json)),
        "skipped": [],
      ]
    }
  }

  private var heads: [JSONValue] {
    records.map { record in
      let registers = record.state.registers.filter { !$0.value.heads.isEmpty }
        .sorted { $0.key < $1.key }
        .map { JSONValue.array([.string($0), .array($1.heads.map(\.id).sorted().map(\.json))]) }
      return .array(name(record.dossier, record.state.key) + [.array(registers)])
    }
  }

  private func name(_ dossier: DossierID, _ key: RecordKey) -> [JSONValue] {
    [.string(dossier.hex), .string(key.type), .string(key.id.hex)]
  }

  private var conflicts: [JSONValue] {
    get throws {
      try engine.conflicts().map { open in
        let isVoid = open.conflict.register == Operation.voidRegister
        let values = isVoid ? [] : open.conflict.alternatives.map(\.value.value)
        return .array(
          name(open.record.dossier, open.record.view.state.key) + [
            .string(open.conflict.register), .string(open.token), .array(values),
          ])
      }.sorted { $0.text < $1.text }
    }
  }

  private var accounts: [JSONValue] {
    get throws {
      let views = try engine.records().map(\.view)
      let books = Ledger(views.filter { !$0.isWithdrawn }, Sameness(views))
      return Consolidation(views).accounts.sorted { ($0.item, $0.unit) < ($1.item, $1.unit) }
        .map { account in
          let key = Ledger.Account(item: account.item, unit: account.unit)
          let places = (books.stocks[key] ?? [:]).map {
            JSONMember($0.key, .string($0.value.description))
          }
          let sums = account.balance
          let text = { (sum: ExactDecimal) in JSONValue.string(sum.description) }
          return [
            "item": .string(account.item.hex), "unit": .string(account.unit),
            "expected": account.expected.map(text) ?? .null, "sent": text(sums.sent),
            "received": text(sums.received), "handedOut": text(sums.handedOut),
            "returned": text(sums.returned), "writtenOff": text(sums.writtenOff),
            "stock": text(sums.stock), "places": .object(JSONObject(places)),
          ]
        }
    }
  }
}
