public import Bundles
import LocalStore
import Merging
import Sodium

extension Engine {
  /// Makes new keys for this laptop and returns its request to be admitted with them.
  ///
  /// With them it is another device, a stranger until a centre admits it. All that the former one
  /// wrote is signed before, and what is sealed to that can still be read here. Of its secrets only
  /// the box key is kept.
  public func renew() throws(EngineError) -> AdmissionRequest {
    guard !isCentre else { throw .rootKeys }
    try checkMember()
    try seal()
    var (seed, box) = (surroundings.randomBytes(32), surroundings.randomBytes(32))
    defer {
      Secret.wipe(&seed)
      Secret.wipe(&box)
    }
    let next = try identity.renewed(
      seed: seed, box: box, last: lastSegments())
    if store.isChanged { try renewNonce() }
    try next.save(to: identityPath)
    try become(next)
    return try request()
  }

  /// The hash of the last segment of each log that this device has written: of a log of more than
  /// one history, that of the longest.
  private func lastSegments() throws(EngineError) -> [LogID: [UInt8]] {
    let ends = try engine { () throws(StoreError) in try store.ends(of: device) }
    var last: [LogID: StoredSegment] = [:]
    for segment in try allSegments() where ends[segment.run.log]?.contains(segment.hash) == true {
      let number = segment.run.numbers.upperBound
      if let other = last[segment.run.log], other.run.numbers.upperBound >= number { continue }
      last[segment.run.log] = segment
    }
    return last.mapValues(\.hash)
  }
}
