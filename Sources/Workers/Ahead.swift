import Dispatch
import Synchronization

/// Makes items on another thread, a few ahead of whoever takes them.
///
///     let lines = Ahead(atMost: 3) { reader.next() }
///     while let line = lines.next() { take(line) }
///
/// Items come in the order in which they were made. When it goes away, no more are made.
public struct Ahead<Item: Sendable>: ~Copyable {
  private let queue: Queue<Item>

  /// Begins to make items, until `make` returns nil; never more than so many lie ready.
  public init(atMost count: Int, _ make: @escaping @Sendable () -> Item?) {
    precondition(count > 0, "room for one item at least")
    let queue = Queue<Item>(room: count)
    self.queue = queue
    DispatchQueue.global().async {
      while queue.waitForRoom() {
        let item = make()
        queue.add(item)
        if item == nil { return }
      }
    }
  }

  deinit { queue.close() }

  /// Returns the next item, waiting for it where it is not made yet; nil after the last.
  public mutating func next() -> Item? { queue.next() }
}

/// Items on their way from one thread to another.
private final class Queue<Item: Sendable>: Sendable {
  private struct Content {
    var items: [Item] = []
    var hasEnded = false
    var isClosed = false
  }

  private let content = Mutex(Content())
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  init(room count: Int) {
    for _ in 0..<count { room.signal() }
  }

  /// Waits until there is room for an item; false where nobody takes any more.
  func waitForRoom() -> Bool {
    room.wait()
    return content.withLock { !$0.isClosed }
  }

  /// Adds an item; nil after the last.
  func add(_ item: Item?) {
    content.withLock { content in
      if let item { content.items.append(item) } else { content.hasEnded = true }
    }
    filled.signal()
  }

  func next() -> Item? {
    guard content.withLock({ !$0.hasEnded || !$0.items.isEmpty }) else { return nil }
    filled.wait()
    room.signal()
    return content.withLock { $0.items.isEmpty ? nil : $0.items.removeFirst() }
  }

  func close() {
    content.withLock { $0.isClosed = true }
    room.signal()
  }
}
