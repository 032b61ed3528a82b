import LocalStore
import Merging

extension Engine {
  /// Begins a new life of the database: what is not signed yet moves to logs of the new life, and
  /// nothing that was signed changes.
  ///
  /// The file comes first: should the store not follow, the next opening moves the rest.
  func beginLife(_ reason: NewLife) throws(EngineError) {
    // Lives that only the store knows may be those of copies, which go on; but where the file is
    // gone, that was the only one to tell.
    let known =
      reason == .unknown ? try engine { () throws(StoreError) in try store.ownEpochs() } : []
    life = life.next(
      EpochID(surroundings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }), after: known,
      machine: surroundings.machine(homePath))
    try life.save(to: lifePath)
    newLife = reason
  }

  /// Looks whether the database is the one that this home had last, and begins a new life if not.
  func checkLife(_ found: Life?) throws(EngineError) {
    let nonces = try engine { () throws(StoreError) in try store.lifeNonces() }
    if let found {
      life = found
      if found.machine != surroundings.machine(homePath) {
        try beginLife(.moved)
      } else if !nonces.contains(found.nonce) {
        try beginLife(.putBack)
      }
    } else {
      try beginLife(.unknown)
    }
    if newLife != nil { try renewNonce() }
    try engine { () throws(StoreError) in
      try store.enterLife(life.epoch, former: life.former) { ownLog(in: $0) }
    }
  }

  /// Notes the lives that a backup tells of, and moves what is not signed yet to the present one.
  func leaveLives(_ epochs: [EpochID]) throws(EngineError) {
    life.leave(epochs + (try engine { () throws(StoreError) in try store.ownEpochs() }))
    try renewNonce()
    try engine { () throws(StoreError) in
      try store.enterLife(life.epoch, former: life.former) { ownLog(in: $0) }
    }
  }

  /// Makes the first life of a new home.
  func firstLife() throws(EngineError) {
    life = Life(
      epoch: EpochID(surroundings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }), nonce: [],
      machine: surroundings.machine(homePath))
    try renewNonce()
  }

  /// Marks the database and the file as belonging together, now that the database has changed.
  ///
  /// The database keeps the nonce before as well: whichever of the two is written last, they fit.
  func renewNonce() throws(EngineError) {
    let nonce = surroundings.randomBytes(Life.nonceBytes)
    try engine { () throws(StoreError) in try store.renewLifeNonce(nonce) }
    life.nonce = nonce
    try life.save(to: lifePath)
  }
}
