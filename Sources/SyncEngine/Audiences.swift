import LocalStore
package import Merging
import Registry
import Sodium
import Wire

/// Who may read which dossier: what goes into a bundle depends on whom it is for.
///
/// Centres read everything, everybody reads the directory, and an office reads the dossiers of the
/// partnerships that it is a party of or has written in.
package struct Audiences {
  /// Dossiers that the same devices may read.
  struct Group {
    let readers: Set<DeviceID>
    let dossiers: Set<DossierID>
  }

  /// The devices that take part, with the keys to which what is for them is sealed.
  let boxes: [DeviceID: [UInt8]]
  private let everybody: Set<DeviceID>
  let centres: Set<DeviceID>
  private let byOffice: [String: Set<DeviceID>]
  private let offices: [DossierID: Set<String>]

  /// `canSeal` tells whether anything can be sealed to a device's key: to one that is none nothing
  /// can.
  init(_ trust: Trust, offices: [DossierID: Set<String>], canSeal: ([UInt8]) -> Bool) {
    self.offices = offices
    let active = trust.active.filter { canSeal($0.admission.box) }
    boxes = Dictionary(
      active.map { ($0.device, $0.admission.box) }, uniquingKeysWith: { one, _ in one })
    everybody = Set(boxes.keys)
    centres = everybody.filter { trust.roles(of: $0).contains(.centre) }
    byOffice = Dictionary(grouping: active, by: \.admission.office)
      .mapValues { Set($0.map(\.device)) }
  }

  /// The devices that may read a dossier.
  func readers(of dossier: DossierID) -> Set<DeviceID> {
    if dossier == .directory { return everybody }
    return (offices[dossier] ?? []).reduce(into: centres) { readers, office in
      readers.formUnion(byOffice[office] ?? [])
    }
  }

  /// Tells whether a device may read a dossier.
  package func mayRead(_ device: DeviceID, _ dossier: DossierID) -> Bool {
    guard dossier != .directory, !centres.contains(device) else {
      return everybody.contains(device)
    }
    return (offices[dossier] ?? []).contains { byOffice[$0]?.contains(device) ?? false }
  }

  /// Groups dossiers by those of some devices that may read them; the directory comes first.
  func groups(of dossiers: some Sequence<DossierID>, among devices: Set<DeviceID>) -> [Group] {
    var groups: [Set<DeviceID>: Set<DossierID>] = [:]
    for dossier in dossiers {
      groups[readers(of: dossier).intersection(devices), default: []].insert(dossier)
    }
    return groups.filter { !$0.key.isEmpty }
      .map { Group(readers: $0.key, dossiers: $0.value) }
      .sorted { ($0.dossiers.min() ?? .directory) < ($1.dossiers.min() ?? .directory) }
  }
}

extension Engine {
  /// Works out who may read what.
  package func audiences() throws(EngineError) -> Audiences {
    if let knownAudiences, knownAudiences.version == store.version {
      return knownAudiences.audiences
    }
    let audiences = try presentAudiences()
    knownAudiences = (audiences, store.version)
    return audiences
  }

  private func presentAudiences() throws(EngineError) -> Audiences {
    let trust = try engine { () throws(StoreError) in try store.trust() }
    var offices: [DossierID: Set<String>] = [:]
    for (dossier, device) in try engine({ () throws(StoreError) in try store.authors() }) {
      // Who may not write has not become a party by what it wrote all the same.
      guard let word = trust.words[device], let office = word.admission?.office,
        word.roles.contains(where: \.mayEdit)
      else { continue }
      offices[dossier, default: []].insert(office)
    }
    for type in try schema.types where type.place == .ownDossier {
      let fields = type.fields.filter { $0.kind == .office }.map(\.name)
      for record in try engine({ () throws(StoreError) in try store.records(type: type.name) }) {
        let heads = fields.flatMap { record.state[$0].heads }
        offices[record.dossier, default: []].formUnion(heads.compactMap(\.value.value.string))
      }
    }
    return Audiences(trust, offices: offices, canSeal: canSeal)
  }

  /// Tells whether anything can be sealed to a key; it is tried once, since that takes time.
  func canSeal(to key: [UInt8]) -> Bool {
    if let known = triedBoxes[key] { return known }
    let can = BoxKey.seal([], to: key) != nil
    triedBoxes[key] = can
    return can
  }
}
