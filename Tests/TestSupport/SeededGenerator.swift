/// A repeatable source of randomness (SplitMix64); a failing test prints its seed.
public struct SeededGenerator: RandomNumberGenerator, Sendable, CustomStringConvertible {
  /// The seed it began with.
  public let seed: UInt64
  private var state: UInt64

  /// Creates a generator that always yields the same numbers for the same seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// Returns the next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Tells true once in `times` on average.
  public mutating func chance(oneIn times: Int) -> Bool {
    Int.random(in: 0..<times, using: &self) == 0
  }

  /// The seed, for messages.
  public var description: String { "seed \(seed)" }
}
