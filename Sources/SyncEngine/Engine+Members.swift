public import Bundles
import Files
public import LocalStore
public import Merging
import Sodium

/// A device that statements are about.
public struct Member: Sendable {
  /// The device.
  public let device: DeviceID
  /// What the statements say.
  public let word: Trust.Word
  /// How many operations of its logs count here.
  public let operations: UInt64
  /// How many of its segments are set aside here.
  public let setAside: Int
}

/// What this device may do in its network.
public enum Membership: Hashable, Sendable {
  /// It is admitted, with these roles.
  case member(Set<Role>)
  /// It is not admitted, as far as it knows: what it records waits.
  case stranger
  /// It was retired: what it records counts nowhere.
  case retired
}

extension Engine {
  /// What this device may do, as far as it knows.
  public func membership() throws(EngineError) -> Membership {
    if isCentre(device) { return .member([.centre]) }
    let word = try engine { () throws(StoreError) in try store.trust() }.words[device]
    guard let word, !word.roles.isEmpty else { return .stranger }
    return word.kept == nil ? .member(word.roles) : .retired
  }

  /// Returns every device that was admitted, retired or released, sorted by level and key.
  public func members() throws(EngineError) -> [Member] {
    let trust = try engine { () throws(StoreError) in try store.trust() }
    let aside = try engine { () throws(StoreError) in try store.quarantine() }
      .filter { $0.dropped == nil }
    var members: [Member] = []
    for (device, word) in trust.words {
      let have = try engine { () throws(StoreError) in try store.have(of: device) }
      members.append(
        Member(
          device: device, word: word, operations: have.count,
          setAside: aside.count { $0.device == device }))
    }
    return members.sorted {
      ($0.word.level ?? .max, $0.device) < ($1.word.level ?? .max, $1.device)
    }
  }

  /// Admits a device to the network; what it wrote before counts from now on.
  ///
  /// Admitted again, a device has the roles of both admissions: roles only grow.
  public func admit(_ admission: Admission) throws(EngineError) {
    guard Role.known.contains(admission.role) else { throw .role(admission.role.name) }
    var admission = admission
    admission.office = try Profile.office(admission.office)
    admission.label = try Profile.name(admission.label, "label")
    try state([.admit(admission)], why: nil)
  }

  /// Grants a request; where it renews a device's keys, that device is retired after the segments
  /// that the request names and those that are held here.
  public func admit(
    _ admission: Admission, asking request: AdmissionRequest
  ) throws(EngineError) {
    guard request.device == admission.device, BoxKey.seal([], to: admission.box) != nil else {
      throw .request("request", .malformed("box"))
    }
    if let renewal = request.renewal { try checkSeniority(over: renewal.replaced) }
    try admit(admission)
    guard let renewal = request.renewal else { return }
    var ends = try engine { () throws(StoreError) in try store.ends(of: renewal.replaced) }
    for (log, hash) in renewal.last { ends[log, default: []].insert(hash) }
    try retire(renewal.replaced, after: ends, why: "its keys were renewed")
  }

  /// Reads a file that asks for admission to this network.
  public func readRequest(_ path: String) throws(EngineError) -> AdmissionRequest {
    let line: [UInt8]
    do throws(FileError) {
      line = try File.read(path, maximumBytes: BundleLimits.requestBytes)
    } catch { throw .file(error) }
    return try request(line, at: path)
  }

  /// Reads the line of a request to this network.
  func request(_ line: [UInt8], at path: String) throws(EngineError) -> AdmissionRequest {
    do throws(RequestError) { return try AdmissionRequest(line: line, network: network) } catch {
      throw .request(path, error)
    }
  }

  /// Writes this device's request for admission to a file.
  public func writeRequest(to path: String) throws(EngineError) -> AdmissionRequest {
    let request = try request()
    do throws(FileError) { try File.writeDurably(request.line, to: path) } catch {
      throw .file(error)
    }
    return request
  }

  /// Retires a device: of its logs, what is held here counts; what comes later is set aside.
  public func retire(_ retired: DeviceID, why: String) throws(EngineError) {
    let ends = try engine { () throws(StoreError) in try store.ends(of: retired) }
    try retire(retired, after: ends, why: why)
  }

  /// Retires a device: of its logs, the segments of these hashes and what they continue count.
  func retire(
    _ retired: DeviceID, after ends: [LogID: Set<[UInt8]>], why: String
  ) throws(EngineError) {
    let why = try reason(why)
    try checkSeniority(over: retired)
    let all = ends.sorted { $0.key < $1.key }
      .flatMap { log, hashes in
        hashes.sorted(by: { $0.lexicographicallyPrecedes($1) }).map { (log, $0) }
      }
    let parts = stride(from: 0, to: max(1, all.count), by: Limits.statementItems).map { start in
      all.dropFirst(start).prefix(Limits.statementItems)
    }
    try state(
      parts.map { part in
        .retire(retired, last: Dictionary(grouping: part, by: \.0).mapValues { Set($0.map(\.1)) })
      }, why: why)
  }

  /// Lets segments that are set aside count, everywhere, with a reason.
  public func release(_ segments: [QuarantinedSegment], why: String) throws(EngineError) {
    let why = try reason(why)
    guard segments.allSatisfy({ $0.dropped == nil }) else { throw .dropped }
    guard !segments.contains(where: \.isDefective) else { throw .defective }
    var statements: [Statement] = []
    for (device, own) in Dictionary(grouping: segments, by: \.device).sorted(by: { $0.key < $1.key }
    ) {
      try checkSeniority(over: device)
      for start in stride(from: 0, to: own.count, by: Limits.statementItems) {
        let part = own.dropFirst(start).prefix(Limits.statementItems)
        statements.append(.release(device, segments: Set(part.map(\.hash))))
      }
    }
    try state(statements, why: why)
  }

  /// The segments that are set aside, oldest first.
  public func quarantine() throws(EngineError) -> [QuarantinedSegment] {
    try engine { () throws(StoreError) in try store.quarantine() }
  }

  /// Drops the content of segments that are set aside, on this device only, with a reason.
  public func drop(_ segments: [QuarantinedSegment], why: String) throws(EngineError) {
    let why = try reason(why)
    try engine { () throws(StoreError) in try store.drop(segments.map(\.hash), why: why) }
  }

  /// Only a centre of a lower level may end a centre's part, and nobody the root's.
  private func checkSeniority(over other: DeviceID) throws(EngineError) {
    try checkMember()
    if case .member(let roles) = try membership(), !roles.contains(.centre) {
      throw .notPermitted(roles)
    }
    let trust = try engine { () throws(StoreError) in try store.trust() }
    let own = isCentre(device) ? 0 : trust.words[device]?.level ?? .max
    guard !isCentre(other), trust.words[other]?.level ?? .max > own else { throw .seniority }
  }

  /// Makes statements in the directory and signs them at once, so that they have effect.
  func state(_ statements: [Statement], why: String?) throws(EngineError) {
    for statement in statements {
      let record = RecordID(device: statement.device, hash: { BLAKE2b.hash($0) })
      try append([statement.operation(about: record)], in: .directory, why: why)
    }
    try seal()
  }

  /// Refuses a step that only a device that takes part can do.
  func checkMember() throws(EngineError) {
    switch try membership() {
    case .member: break
    case .stranger: throw .notPermitted([])
    case .retired: throw .retired
    }
  }

  /// What two people read to each other to be sure that they mean this device.
  public var fingerprint: Fingerprint {
    Fingerprint(network: network, device: device, boxPublicKey: identity.own.box.publicKey)
  }

  /// This device's request for admission, in place of the one before where its keys were renewed.
  public func request() throws(EngineError) -> AdmissionRequest {
    do throws(RequestError) {
      if let renewal = identity.renewal {
        return try AdmissionRequest(line: renewal, network: network)
      }
      return try AdmissionRequest(
        network: network, office: profile.office, label: profile.label, person: profile.person,
        boxPublicKey: identity.own.box.publicKey, by: identity.key)
    } catch { throw .request("request", error) }
  }

  /// Refuses what this device's person may not do, before it is recorded.
  func checkPermission(_ operations: [Operation]) throws(EngineError) {
    switch try membership() {
    case .retired: throw .retired
    case .stranger:
      guard operations.allSatisfy({ $0.isPermitted(to: [.clerk]) }) else { throw .notPermitted([]) }
    case .member(let roles):
      guard operations.allSatisfy({ $0.isPermitted(to: roles) }) else {
        throw .notPermitted(roles)
      }
    }
  }
}
