/// A small map whose keys are in order: what a record has of registers or logs.
///
/// A record has few of them, so that a search from the last, where most changes are, beats hashing.
public struct SortedMap<Key: Comparable & Sendable, Value: Sendable>: Sendable {
  /// A key and its value.
  public typealias Element = (key: Key, value: Value)

  @usableFromInline private(set) var entries: [Element] = []

  /// Creates an empty map.
  public init() {}

  /// The keys, in order.
  @inlinable public var keys: [Key] { entries.map(\.key) }

  /// The values, in the order of their keys.
  @inlinable public var values: [Value] { entries.map(\.value) }

  /// The value of a key, or nil.
  @inlinable public subscript(key: Key) -> Value? {
    let place = place(of: key)
    return place.isThere ? entries[place.index].value : nil
  }

  /// The places of the entries, in the order of their keys.
  var indices: Range<Int> { entries.indices }

  /// The value at a place.
  subscript(at place: Int) -> Value { entries[place].value }

  /// The key at a place.
  subscript(keyAt place: Int) -> Key { entries[place].key }

  /// Tells whether any value is such; looks at each where it is.
  func contains(_ isSuch: (borrowing Value) -> Bool) -> Bool {
    for index in entries.indices where isSuch(entries[index].value) { return true }
    return false
  }

  /// Changes the value of a key in place, beginning with `start` where it has none.
  mutating func update<T>(
    _ key: Key, from start: @autoclosure () -> Value, _ change: (inout Value) -> T
  ) -> T {
    let place = place(of: key)
    if !place.isThere {
      if place.index == entries.count {
        entries.append((key, start()))
      } else {
        entries.insert((key, start()), at: place.index)
      }
    }
    return change(&entries[place.index].value)
  }

  /// Changes each value in place.
  mutating func updateAll(_ change: (Key, inout Value) -> Void) {
    for index in entries.indices { change(entries[index].key, &entries[index].value) }
  }

  /// Makes room for so many entries.
  mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  /// Adds an entry, whose key must come after all others; tells whether it does.
  mutating func append(_ key: Key, _ value: Value) -> Bool {
    if let last = entries.last, !(last.key < key) { return false }
    entries.append((key, value))
    return true
  }

  @inlinable func place(of key: Key) -> (index: Int, isThere: Bool) {
    var index = entries.count
    while index > 0, key < entries[index - 1].key { index -= 1 }
    let isThere = index > 0 && !(entries[index - 1].key < key)
    return (isThere ? index - 1 : index, isThere)
  }
}

extension SortedMap: Sequence {
  /// Goes through the entries in the order of their keys.
  @inlinable public func makeIterator() -> IndexingIterator<[Element]> { entries.makeIterator() }

  /// Whether nothing is in it.
  @inlinable public var isEmpty: Bool { entries.isEmpty }

  /// How many entries it has.
  @inlinable public var count: Int { entries.count }
}

extension SortedMap: Equatable where Value: Equatable {
  /// Compares keys and values.
  public static func == (left: Self, right: Self) -> Bool {
    left.entries.elementsEqual(right.entries) { $0.key == $1.key && $0.value == $1.value }
  }
}

extension SortedMap: Hashable where Key: Hashable, Value: Hashable {
  /// Hashes keys and values.
  public func hash(into hasher: inout Hasher) {
    for entry in entries {
      hasher.combine(entry.key)
      hasher.combine(entry.value)
    }
  }
}
