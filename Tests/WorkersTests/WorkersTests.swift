import Synchronization
import Testing

@testable import Workers

@Test func `items come in the order in which they were made, and end where those end`() {
  let next = Atomic(0)
  var items = Ahead(atMost: 3) { () -> Int? in
    let item = next.add(1, ordering: .relaxed).newValue
    return item <= 1_000 ? item : nil
  }
  var taken: [Int] = []
  while let item = items.next() { taken.append(item) }
  #expect(taken == Array(1...1_000))
  #expect(items.next() == nil)
}

@Test func `no more items are made than there is room for`() async throws {
  let made = Atomic(0)
  var items = Ahead(atMost: 2) { () -> Int? in made.add(1, ordering: .relaxed).newValue }
  #expect(items.next() == 1)
  while made.load(ordering: .relaxed) < 3 { await Task.yield() }
  try await Task.sleep(for: .milliseconds(20))
  #expect(made.load(ordering: .relaxed) == 3)
}

@Test func `where nobody takes items any more none are made`() async throws {
  final class Witness: Sendable {}
  weak var seen: Witness?
  do {
    let witness = Witness()
    seen = witness
    var items = Ahead(atMost: 1) { () -> Witness? in witness }
    #expect(items.next() === witness)
  }
  // Who makes them has gone, and all that it held with it.
  while seen != nil { await Task.yield() }
}

@Test func `a value is worked out once, however often it is asked for`() {
  let count = Atomic(0)
  let later = Later { count.add(1, ordering: .relaxed).newValue }
  #expect(later.value == 1)
  #expect(later.value == 1)
  #expect(Later(2).value == 2)
}
