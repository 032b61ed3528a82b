/// Who counts, and what each may do: a pure function of the statements that are held.
///
/// Centres have levels: 0 is the root, after whose key the network is named; whom a centre of one
/// level admits as a centre is of the next. Only a centre of a lower level can retire a centre or
/// release its segments, so that whether a centre's word counts never depends on its own.
public struct Trust: Hashable, Sendable {
  /// A statement with its place.
  public struct Stated: Hashable, Sendable {
    /// The statement.
    public let statement: Statement
    /// The operation that makes it.
    public let id: OperationID
    /// The Lamport number of its commit.
    public let lamport: UInt64
    /// The device that signed it.
    public let author: DeviceID
    /// The segment that it stands in.
    public let segment: SegmentMark

    /// Creates one.
    public init(
      _ statement: Statement, id: OperationID, lamport: UInt64, author: DeviceID,
      segment: SegmentMark
    ) {
      self.statement = statement
      self.id = id
      self.lamport = lamport
      self.author = author
      self.segment = segment
    }
  }

  /// What is known of one device from the statements that have effect.
  public struct Word: Hashable, Sendable {
    /// The admission that tells its office, label and key; nil where only retired or released.
    public fileprivate(set) var admission: Admission?
    /// The roles of all its admissions.
    public fileprivate(set) var roles: Set<Role> = []
    /// The hashes of its segments that count although it is retired; nil where it is not.
    public fileprivate(set) var kept: Set<[UInt8]>?
    /// The hashes of its segments that were released.
    public fileprivate(set) var released: Set<[UInt8]> = []
    /// Its level, where it is a centre.
    public fileprivate(set) var level: Int?
    fileprivate var rank: AdmissionRank?

    /// Whether it takes part: it is admitted, and not retired.
    public var isActive: Bool { !roles.isEmpty && kept == nil }
  }

  /// What is known of each device that a statement with effect is about.
  public private(set) var words: [DeviceID: Word] = [:]

  /// Judges statements, in whatever order they are given.
  ///
  /// `forerunner` gives the hash before a segment of a given hash, where that segment is held.
  public init(
    isRoot: (DeviceID) -> Bool, _ stated: [Stated], forerunner: ([UInt8]) -> [UInt8]?
  ) {
    var authors = Dictionary(grouping: stated, by: \.author)
    var level = 0
    var centres = authors.keys.filter(isRoot).sorted()
    while !centres.isEmpty {
      for centre in centres { words[centre, default: Word()].level = level }
      for centre in centres where level == 0 { words[centre]?.roles.insert(.centre) }
      // All of one level are judged before any of them is believed.
      let heard = centres.flatMap { authors.removeValue(forKey: $0) ?? [] }
        .filter { standing(of: $0.author, $0.segment) == .counts }
      for word in heard { believe(word, level: level, forerunner) }
      level += 1
      centres = Set(heard.compactMap(\.centre)).filter { words[$0]?.level == nil }.sorted()
    }
  }

  private mutating func believe(
    _ stated: Stated, level: Int, _ forerunner: ([UInt8]) -> [UInt8]?
  ) {
    let device = stated.statement.device
    var word = words[device] ?? Word()
    let isJunior = (word.level ?? .max) > level
    switch stated.statement {
    case .admit(let admission):
      word.roles.insert(admission.role)
      let rank = AdmissionRank(
        level: level, lamport: stated.lamport, id: stated.id, segment: stated.segment.hash)
      if word.rank.map({ $0 < rank }) ?? true {
        word.rank = rank
        word.admission = admission
      }
    case .retire(_, let last):
      guard isJunior else { return }
      var kept = word.kept ?? []
      for hash in last.values.joined() {
        var next: [UInt8]? = hash
        while let hash = next, kept.insert(hash).inserted { next = forerunner(hash) }
      }
      word.kept = kept
    case .release(_, let segments):
      guard isJunior else { return }
      word.released.formUnion(segments)
    }
    words[device] = word
  }

  /// Tells whether a segment of a device counts.
  public func standing(of device: DeviceID, _ segment: SegmentMark) -> SegmentStanding {
    guard let word = words[device] else { return .stranger }
    if word.released.contains(segment.hash) { return .counts }
    guard !word.roles.isEmpty else { return .stranger }
    return word.kept?.contains(segment.hash) ?? true ? .counts : .retired
  }

  /// The roles by which a device's operations are judged.
  public func roles(of device: DeviceID) -> Set<Role> {
    let roles = words[device]?.roles ?? []
    // What was released without an admission counts as a clerk's.
    return roles.isEmpty ? [.clerk] : roles
  }

  /// The devices that take part, with their admissions, sorted.
  public var active: [(device: DeviceID, admission: Admission)] {
    words.filter { $0.value.isActive }.sorted { $0.key < $1.key }
      .compactMap { device, word in word.admission.map { (device, $0) } }
  }
}

/// A segment's name: its hash and its operations.
public struct SegmentMark: Hashable, Sendable {
  /// The hash, 32 bytes.
  public let hash: [UInt8]
  /// The operations.
  public let run: Run

  /// Creates one.
  public init(hash: [UInt8], run: Run) {
    self.hash = hash
    self.run = run
  }
}

/// Whether a segment counts and, where it does not, why.
public enum SegmentStanding: String, Hashable, Sendable {
  /// It counts.
  case counts
  /// Its device was never admitted.
  case stranger
  /// Its device was retired, and the segment goes beyond what was accepted.
  case retired
}

extension Trust.Stated {
  /// The device that it makes a centre.
  fileprivate var centre: DeviceID? {
    guard case .admit(let admission) = statement, admission.role == .centre else { return nil }
    return admission.device
  }
}

/// Which of several admissions tells a device's office and key: of the lowest level, the last.
private struct AdmissionRank: Hashable, Comparable {
  let level: Int
  let lamport: UInt64
  let id: OperationID
  /// Tells two apart that a forked log has under one number.
  let segment: [UInt8]

  static func < (left: Self, right: Self) -> Bool {
    if left.level != right.level { return left.level > right.level }
    if left.lamport != right.lamport { return left.lamport < right.lamport }
    if left.id != right.id { return left.id < right.id }
    return left.segment.lexicographicallyPrecedes(right.segment)
  }
}
