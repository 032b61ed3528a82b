import Wire

extension RecordState {
  /// The canonical text that is hashed for the state digest (`Protocol/`, section State digest).
  public func digestInput(dossier: DossierID) -> [UInt8] {
    let operations: JSONValue = .array(
      known.sorted { $0.key < $1.key }.map { .array([.string($0.key.hex), $0.value.json]) })
    let heads: JSONValue = .array(
      registers.filter { !$0.value.heads.isEmpty }
        .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { name, register in
          .array([.string(name), .array(register.heads.map(Self.digestEntry))])
        })
    return JSONValue.array([
      "pobratym record 1", .string(dossier.hex), .string(key.type), .string(key.id.hex),
      operations, heads,
    ]).canonicalBytes
  }

  private static func digestEntry(_ head: Head) -> JSONValue {
    .array([
      .string(head.stamp.log.hex), .integer(Int64(head.number)), .string(head.kind.name),
      head.value.value, .array(head.seen.map(\.json)),
    ])
  }
}
