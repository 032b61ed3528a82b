@testable import Merging
import TestSupport
import Testing

@Test func `a packed state tells of every register what the whole state tells`() throws {
  for seed in UInt64(1)...200 {
    var generator = SeededGenerator(seed: seed)
    let history = RandomHistory(&generator)
    let symbols = SymbolTable.inMemory()
    let states = history.states(Array(history.commits.indices))
    let bytes = try states.map { try #require($0.encoded(with: symbols), "\(generator)") }
    let known = symbols.known(to: 1_000)
    for (state, bytes) in zip(states, bytes) {
      let packed = try #require(
        PackedState(key: state.key, encoded: bytes, with: known), "\(generator)")
      #expect(packed.state == state, "\(generator)")
      #expect(packed.names == state.registers.keys, "\(generator)")
      #expect(packed.isContested == state.isContested, "\(generator)")
      for name in packed.names + ["nothing"] {
        #expect(packed.register(name) == state.registers[name], "\(generator)")
      }
    }
  }
}

@Test func `a packed state of damaged bytes is none`() throws {
  var generator = SeededGenerator(seed: 1)
  let history = RandomHistory(&generator)
  let symbols = SymbolTable.inMemory()
  let state = try #require(history.states(Array(history.commits.indices)).first)
  let bytes = try #require(state.encoded(with: symbols))
  let known = symbols.known(to: 1_000)
  for count in bytes.indices {
    #expect(PackedState(key: state.key, encoded: Array(bytes[..<count]), with: known) == nil)
  }
  #expect(PackedState(key: state.key, encoded: bytes, with: KnownSymbols([:])) == nil)
}
