@testable import Merging
import TestSupport
import Testing
import Wire

@Test func `any order and any duplication of commits gives the same state`() {
  for seed in UInt64(1)...300 {
    var generator = SeededGenerator(seed: seed)
    let history = RandomHistory(&generator)
    let inOrder = history.states(Array(history.commits.indices))
    var order = Array(history.commits.indices) + history.commits.indices.filter { $0 % 3 == 0 }
    order.shuffle(using: &generator)
    let shuffled = history.states(order)
    #expect(inOrder == shuffled, "\(generator)")
    #expect(
      inOrder.map { $0.digestInput(dossier: .directory) }
        == shuffled.map { $0.digestInput(dossier: .directory) }, "\(generator)")
  }
}

@Test func `no value that nobody replaced is missing from the heads`() {
  for seed in UInt64(1)...300 {
    var generator = SeededGenerator(seed: seed)
    let history = RandomHistory(&generator)
    var order = Array(history.commits.indices)
    order.shuffle(using: &generator)
    for state in history.states(order) {
      let sets = state.registers.map { ($0.key, Set($0.value.heads.map(\.id))) }
      let heads = Dictionary(uniqueKeysWithValues: sets).filter { !$0.value.isEmpty }
      #expect(heads == history.headsByDefinition(of: state.key), "\(generator)")
    }
  }
}

@Test func `a state written and read again at any moment merges on as if nothing had happened`()
  throws
{
  for seed in UInt64(1)...200 {
    var generator = SeededGenerator(seed: seed)
    let history = RandomHistory(&generator)
    let symbols = SymbolTable.inMemory()
    for key in history.records {
      var straight = RecordState(key: key)
      var stored = RecordState(key: key)
      for (log, commit) in history.commits {
        straight.apply(commit, of: log)
        stored.apply(commit, of: log)
        if generator.chance(oneIn: 4) {
          let bytes = try #require(stored.encoded(with: symbols), "\(generator)")
          stored = try #require(
            RecordState(key: key, encoded: bytes, with: symbols), "\(generator)")
        }
      }
      #expect(straight == stored, "\(generator)")
      #expect(straight.encoded(with: symbols) == stored.encoded(with: symbols), "\(generator)")
      let given = GivenNumbers(symbols.numbers)
      #expect(straight.encoded(with: given) == stored.encoded(with: symbols), "\(generator)")
      let isUntouched = straight == RecordState(key: key)
      #expect(isUntouched || straight.encoded(with: GivenNumbers([:])) == nil, "\(generator)")
    }
  }
}

@Test func `a commit written and read is the same commit`() throws {
  for seed in UInt64(1)...100 {
    var generator = SeededGenerator(seed: seed)
    for (log, commit) in RandomHistory(&generator).commits {
      let line = commit.line(in: log)
      #expect(try Commit(line: line[...], in: log, number: 2) == commit, "\(generator)")
    }
  }
}

@Test func `a usual line is read from its bytes as it is read as JSON, and nothing else is`() throws
{
  var usual = 0
  for seed in UInt64(1)...200 {
    var generator = SeededGenerator(seed: seed)
    for (log, commit) in RandomHistory(&generator).commits {
      var line = commit.line(in: log)
      // A byte of it changed, taken out or put in twice, and often none.
      let place = Int(generator.next() % UInt64(line.count))
      switch generator.next() % 4 {
      case 0: line[place] = UInt8(generator.next() % 128)
      case 1: line.remove(at: place)
      case 2: line.insert(line[place], at: place)
      default: break
      }
      guard let read = CommitLine.commit(line[...], in: log) else { continue }
      usual += 1
      let asJSON = try Commit(line: line[...], in: log, number: 1)
      #expect(read == asJSON, "\(generator) \(String(decoding: line, as: UTF8.self))")
    }
  }
  #expect(usual > 1_000, "\(usual) lines were usual")
}
