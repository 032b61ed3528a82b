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
    let have = try engine { () throws(StoreError) in try store.have(of: device) }
    var (seed, box) = (surroundings.randomBytes(32), surroundings.randomBytes(32))
    defer {
      Secret.wipe(&seed)
      Secret.wipe(&box)
    }
    let next = try identity.renewed(
      seed: seed, box: box, last: have.logs.compactMapValues(\.last))
    if store.isChanged { try renewNonce() }
    try next.save(to: identityPath)
    try become(next)
    return try request()
  }
}
