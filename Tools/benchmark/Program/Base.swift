import Merging

/// What everybody had before: who entered each field of which record, and who may read it.
struct Base {
  /// The offices at home in each dossier; none in one that all share.
  private(set) var parties: [DossierID: [Int]] = [:]
  private var places: [RecordID: (log: LogID, first: UInt64)] = [:]
  private var ends: [DossierID: (log: LogID, last: UInt64, lamport: UInt64)] = [:]

  /// Counts what the registry's bundles hold.
  init(_ workload: Workload, registry: Author) throws {
    try workload.base { event in
      if parties[event.dossier] == nil {
        parties[event.dossier] = event.home.map { [$0] } ?? []
        ends[event.dossier] = (registry.log(in: event.dossier), event.home == nil ? 1 : 2, 1)
      }
      guard let end = ends[event.dossier] else { return }
      places[event.record] = (end.log, end.last + 1)
      let last = end.last + UInt64(Workload.fields.count)
      ends[event.dossier] = (end.log, last, end.lamport + 1)
    }
  }

  /// The operation that entered a field of a record; nil where the record is not of the base.
  func head(of field: String, in record: RecordID) -> OperationID? {
    guard let place = places[record], let offset = Workload.fields.firstIndex(of: field) else {
      return nil
    }
    return OperationID(log: place.log, number: place.first + UInt64(offset))
  }

  /// The highest Lamport number in a dossier.
  func lamport(_ dossier: DossierID) -> UInt64? { ends[dossier]?.lamport }

  /// The dossiers that a laptop's office reads: its own, and those that all share.
  func dossiers(of laptop: Int) -> [DossierID] {
    parties.filter { $0.value.isEmpty || $0.value == [laptop] }.map(\.key)
  }

  /// What is held by whoever holds all of some dossiers.
  func have(of dossiers: some Sequence<DossierID>) -> Have {
    Have(dossiers.compactMap { ends[$0].map { Run(log: $0.log, numbers: 1...$0.last) } })
  }
}
