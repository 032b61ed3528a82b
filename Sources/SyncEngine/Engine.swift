import Bundles
public import Files
import FolderExchange
public import Language
package import LocalStore
public import Merging
import Registry
import Sodium

/// Where time and chance come from, so that a simulation can pass in its own.
public struct Surroundings {
  /// The wall clock in seconds since 1970, UTC: a claim, never a proof.
  public var nowSeconds: () -> Int64
  /// Returns so many unpredictable bytes.
  public var randomBytes: (Int) -> [UInt8]
  /// Returns what tells the place of a home from that of its copies.
  public var machine: (String) -> String

  /// Creates surroundings.
  public init(
    nowSeconds: @escaping () -> Int64, randomBytes: @escaping (Int) -> [UInt8],
    machine: @escaping (String) -> String = Directory.fingerprint
  ) {
    self.nowSeconds = nowSeconds
    self.randomBytes = randomBytes
    self.machine = machine
  }

  /// The machine's own.
  public static var system: Surroundings {
    Surroundings(nowSeconds: SystemClock.nowSeconds, randomBytes: Randomness.bytes)
  }
}

/// One device's whole Pobratym: edit, exchange, merge, resolve and consolidate.
///
/// A command opens it, does one thing and lets it go. What a method has returned is durable.
/// Not for use from several threads at once.
public final class Engine {
  package private(set) var store: LocalStore
  private(set) var identity: Identity
  let surroundings: Surroundings
  private let home: Home
  var life = Life(epoch: EpochID(0), nonce: [], machine: "")
  /// Why the database has begun a new life since it was opened; nil where it has not.
  public internal(set) var newLife: NewLife? { didSet { if let newLife { tellNewLife(newLife) } } }
  /// Called when the database begins a new life, and at once where it has.
  public var tellNewLife: (NewLife) -> Void = { _ in } {
    didSet { if let newLife { tellNewLife(newLife) } }
  }
  /// Whether what is being done will be undone, so that nothing outside the store may change.
  var isRehearsing = false
  /// The language in which records are shown; it decides nothing.
  public var language = Language.english { didSet { knownSchema = nil } }
  var knownSchema: (schema: Schema, terms: [RecordState], version: LocalStore.Version)?
  var triedBoxes: [[UInt8]: Bool] = [:]
  var knownAudiences: (audiences: Audiences, version: LocalStore.Version)?
  /// How many bytes of bundles that are known already one round with a folder reads, of others and
  /// of this device's own: only to see whether they are still whole.
  var bytesLookedAt = 1_048_576
  /// How segments are divided among bundles.
  public var packing = Packing.standard
  /// Called with what is being done, of how many, during work that can take long.
  public var progress: (_ what: Phrase, _ done: Int, _ total: Int) -> Void = { _, _, _ in } {
    didSet { passProgressOn() }
  }

  /// Opens a home that is there; the passphrase is asked for only where one locks it.
  public convenience init(
    home path: String, surroundings: Surroundings = .system,
    passphrase: PassphraseSource = { () throws(EngineError) in nil }
  ) throws(EngineError) {
    let home = try Home(existing: path)
    let identity = try Identity.read(home.identityPath, passphrase: passphrase)
    let life = Life(path: home.lifePath)
    try self.init(home, identity, surroundings)
    try engine { () throws(StoreError) in try store.requireRecords() }
    try checkLife(life)
    try admitRoot()
  }

  deinit {
    // A nonce that could not be renewed only makes the next opening look more closely.
    if store.isChanged { try? renewNonce() }
  }

  /// Makes a home: of a laptop of a network or, without one, of the centre of a new network.
  public convenience init(
    newHome path: String, network: NetworkID?, profile: Profile,
    surroundings: Surroundings = .system
  ) throws(EngineError) {
    let profile = try profile.checked()
    let home = try Home(new: path)
    if File.exists(home.storePath) {
      // Nobody's, just to look whether anything is in it.
      let nobody = try Identity(
        seed: surroundings.randomBytes(32), box: surroundings.randomBytes(32),
        network: network, profile: profile)
      let store = try Self.openStore(home.storePath, of: nobody)
      guard try engine({ () throws(StoreError) in try store.isEmpty }) else {
        throw .identityMissing(path)
      }
    }
    let identity = try Identity(
      seed: surroundings.randomBytes(32), box: surroundings.randomBytes(32),
      network: network, profile: profile)
    let identityPath = home.identityPath
    try self.init(home, identity, surroundings)
    try firstLife()
    // A home is one from the moment it has an identity; the rest is made up for when it is opened.
    try identity.save(to: identityPath)
    try admitRoot()
  }

  /// Lets the root of a new network say that it is its centre, where it has not yet.
  private func admitRoot() throws(EngineError) {
    guard isCentre, newLife == nil else { return }
    let isNew = try engine { () throws(StoreError) in try store.isEmpty }
    if isNew { try admit(ownAdmission(.centre)) }
  }

  init(
    _ home: consuming Home, _ identity: Identity, _ surroundings: Surroundings
  ) throws(EngineError) {
    let store = try Self.openStore(home.storePath, of: identity)
    try engine { () throws(StoreError) in
      try store.claim(for: identity.network, former: identity.former.map(\.device))
    }
    self.store = store
    self.home = home
    self.identity = identity
    self.surroundings = surroundings
  }

  private func passProgressOn() {
    store.progress = { [progress] in progress(Phrase("keeping"), $0, $1) }
  }

  /// Goes on as the device of another identity of this laptop.
  func become(_ next: Identity) throws(EngineError) {
    store = try Self.openStore(home.storePath, of: next)
    passProgressOn()
    identity = next
  }

  static func openStore(
    _ path: String, of identity: Identity
  ) throws(EngineError) -> LocalStore {
    let network = identity.network
    let owner = StoreOwner(device: identity.device) { NetworkID(centre: $0) == network }
    return try engine { () throws(StoreError) in
      try LocalStore(path: path, codec: codec, owner: owner)
    }
  }

  static let codec = StoreCodec(
    hash: { BLAKE2b.hash($0) }, pack: SegmentPacking.pack, unpack: SegmentPacking.unpack,
    isJoining: { $0.registers[Sameness.register] != nil }, words: SearchText.words,
    wordsVersion: SearchText.version)

  /// Returns the networks that have left something in a folder, sorted.
  public static func networks(in folder: String) throws(EngineError) -> [NetworkID] {
    do throws(FolderError) { return try SharedFolder.networks(in: folder) } catch {
      throw .folder(error)
    }
  }

  var homePath: String { home.path }
  var identityPath: String { home.identityPath }
  var lifePath: String { home.lifePath }

  /// The network.
  public var network: NetworkID { identity.network }
  /// This device.
  public var device: DeviceID { identity.device }
  /// What this device says of itself.
  public var profile: Profile { identity.profile }
  /// Whether this device is its network's centre.
  public var isCentre: Bool { isCentre(identity.device) }

  /// Tells whether a device is the network's centre: the network is named after its key.
  public func isCentre(_ device: DeviceID) -> Bool { NetworkID(centre: device) == network }

  /// What an admission of this device says of it.
  package func ownAdmission(_ role: Role) -> Admission {
    Admission(
      device: device, box: identity.own.box.publicKey, office: profile.office, role: role,
      label: profile.label)
  }

  /// The log that this device writes in a dossier.
  func ownLog(in dossier: DossierID) -> OwnLog {
    OwnLog(
      log: LogID(
        network: network, device: identity.device, epoch: life.epoch, dossier: dossier),
      dossier: dossier, device: identity.device, epoch: life.epoch, office: profile.office)
  }
}

extension Profile {
  /// Returns the profile with its texts made canonical, or says which of them cannot be used.
  fileprivate func checked() throws(EngineError) -> Profile {
    Profile(
      office: try Self.office(office), label: try Self.name(label, "label"),
      person: try Self.name(person, "person"))
  }

  /// Returns an office's code made canonical, or says that it is none.
  static func office(_ text: String) throws(EngineError) -> String {
    let office = Text.trimmed(text)
    guard Text.isOffice(office) else { throw .profile("office") }
    return office
  }

  /// Returns a device's or a person's name made canonical, or says which cannot be used.
  static func name(_ text: String, _ what: String) throws(EngineError) -> String {
    let name = Text.trimmed(text)
    guard !name.isEmpty, name.utf8.count <= Limits.authorBytes, !name.utf8.contains(0) else {
      throw .profile(what)
    }
    return name
  }
}

/// Runs a step of the store and wraps its error, once, at the room's border.
@discardableResult
func engine<T>(_ step: () throws(StoreError) -> T) throws(EngineError) -> T {
  do throws(StoreError) { return try step() } catch { throw .store(error) }
}
