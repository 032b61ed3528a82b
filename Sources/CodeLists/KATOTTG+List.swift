extension KATOTTG {
  /// The hromadas and cities with special status, by the beginning of the codes of all in them.
  private static let territories = Dictionary(
    CodeList.places.entries.filter { $0.columns["kind"] != "oblast" }
      .map { ($0.code.prefix(9), $0) }, uniquingKeysWith: { first, _ in first })

  /// The beginnings of the codes of the rayons that have hromadas in the list.
  private static let rayons = Set(
    CodeList.places.entries.filter { $0.columns["kind"] == "hromada" }.map { $0.code.prefix(6) })

  /// The hromada or city with special status that the unit is or lies in, where it is in the list.
  public var territory: CodeList.Entry? {
    Self.territories[code.prefix(9)]
  }

  /// Whether the list has the unit.
  ///
  /// Oblasts and hromadas are in the list, each with its whole code. Of a rayon, settlement or city
  /// district only the beginning of the code is looked up: that of the unit that it is part of.
  public var isKnown: Bool {
    switch level {
    case .oblast, .hromada: CodeList.places[code] != nil
    case .rayon: Self.rayons.contains(code.prefix(6))
    case .settlement, .district: territory != nil
    }
  }

  /// Returns the entries of the list that a wrong code probably means.
  ///
  /// First those that differ only in the digits that belong to the unit alone, then those where one
  /// character differs or two neighbours have changed places; each group in the order of the codes.
  public static func suggestions(for text: String) -> [CodeList.Entry] {
    let wrong = Array(text.uppercased().utf8)
    guard wrong.count == 19 else { return [] }
    let others = CodeList.places.entries.filter { !$0.code.utf8.elementsEqual(wrong) }
    let same = others.filter { $0.code.utf8.prefix(14).elementsEqual(wrong.prefix(14)) }
    return same
      + others.filter { !same.contains($0) && isNear(Array($0.code.utf8), wrong) }
  }

  /// Tells whether one character differs, or two neighbours have changed places.
  private static func isNear(_ right: [UInt8], _ wrong: [UInt8]) -> Bool {
    let places = right.indices.filter { right[$0] != wrong[$0] }
    guard places.count == 2 else { return places.count == 1 }
    let (first, second) = (places[0], places[1])
    return second == first + 1 && right[first] == wrong[second] && right[second] == wrong[first]
  }
}
