import Language

/// Guesses from the headings of a table which column is which field.
///
/// Names of fields, their labels in every language and what officials write count, in this order;
/// a heading that only contains such words counts less.
public struct MappingGuess: Sendable {
  /// The columns, in their order.
  public private(set) var columns: [ColumnGuess]
  private let types: [RecordType]

  /// Guesses for tables with rows of the types, the main one first.
  ///
  /// What a person has said, by column, goes before any guess; nil is a column to be ignored.
  public init(
    headings: [String], types: [RecordType], corrections: [Int: FieldPlace?] = [:]
  ) {
    self.types = types
    columns = headings.enumerated().map { ColumnGuess(column: $0, heading: $1) }
    for (index, place) in corrections where columns.indices.contains(index) {
      columns[index].place = place
      columns[index].score = place == nil ? 0 : 100
      columns[index].reason = place == nil ? .ignored : nil
    }
    let fixed = Set(columns.compactMap(\.place))
    assign(candidates(except: Set(corrections.keys), fixed))
    assignParts()
    noteUnits()
    explain()
  }

  /// How many headings are understood, and how well: what tells a row of headings from others.
  public static func weight(of cells: [String], types: [RecordType]) -> Int {
    let guess = MappingGuess(headings: cells, types: types)
    return guess.columns.reduce(0) { $0 + ($1.reason == .rowNumbers ? 20 : $1.score) }
  }

  private struct Candidate {
    let column: Int
    let place: FieldPlace
    let score: Int
  }

  private func candidates(except corrected: Set<Int>, _ fixed: Set<FieldPlace>) -> [Candidate] {
    let open = types.enumerated().flatMap { index, type in
      self.targets(of: type, isMain: index == 0)
    }
    let targets = open.filter { !fixed.contains($0.place) }
    var candidates: [Candidate] = []
    for column in columns where !corrected.contains(column.column) {
      let heading = HeadingText(column.heading)
      let least = isRowNumber(column, heading) ? 100 : 1
      for target in targets {
        let score = target.score(of: heading, column.heading)
        if score >= least {
          candidates.append(Candidate(column: column.column, place: target.place, score: score))
        }
      }
    }
    return candidates
  }

  /// Gives each column and each field to each other once, the surest first.
  private mutating func assign(_ candidates: [Candidate]) {
    let sorted = candidates.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    var taken = Set(columns.compactMap(\.place))
    for (_, candidate) in sorted where columns[candidate.column].place == nil {
      guard taken.insert(candidate.place).inserted else {
        columns[candidate.column].reason = .taken
        continue
      }
      columns[candidate.column].place = candidate.place
      columns[candidate.column].score = candidate.score
      columns[candidate.column].reason = nil
    }
  }

  private func isRowNumber(_ column: ColumnGuess, _ heading: HeadingText) -> Bool {
    !column.heading.isEmpty && Headings.rowNumbers.contains(heading.words)
  }

  /// Joins columns of units and currencies to the nearest amounts that have none.
  private mutating func assignParts() {
    for (names, part) in [(Headings.units, "unit"), (Headings.currencies, "currency")] {
      for index in columns.indices where columns[index].place == nil && !isIgnored(index) {
        guard names.contains(HeadingText(columns[index].heading).words),
          let owner = nearest(to: index, with: part)
        else { continue }
        columns[index].place = FieldPlace(type: owner.type, field: owner.field, part: part)
        columns[index].score = 80
        columns[index].reason = nil
      }
    }
  }

  private func isIgnored(_ index: Int) -> Bool { columns[index].reason == .ignored }

  private func nearest(to index: Int, with part: String) -> FieldPlace? {
    let taken = Set(columns.compactMap(\.place))
    return columns.compactMap { column -> (distance: Int, place: FieldPlace)? in
      guard let place = column.place, place.part == nil, let field = field(place),
        field.parts.contains(part),
        !taken.contains(FieldPlace(type: place.type, field: place.field, part: part))
      else { return nil }
      // A column to the left is nearer than one equally far to the right.
      let distance = index - column.column
      return (distance > 0 ? distance * 2 : -distance * 2 + 1, place)
    }.min { $0.distance < $1.distance }?.place
  }

  private func field(_ place: FieldPlace) -> Field? {
    types.first { $0.name == place.type }?.field(place.field)
  }

  /// Reads the units and currencies that headings name, and drops what they make unreadable.
  private mutating func noteUnits() {
    for index in columns.indices {
      guard let place = columns[index].place, let field = field(place) else { continue }
      let notes = HeadingText(columns[index].heading).notes
      let isNumber = [.decimal, .quantity, .money, .valuation].contains(field.kind)
      if isNumber, place.part == nil, notes.contains(where: HeadingText.isMultiple) {
        drop(index, .multiples)
        continue
      }
      let codes = field.codes
      switch field.kind {
      case .quantity:
        columns[index].unit = notes.lazy.compactMap { Headings.unit(meaning: $0, codes) }.first
      case .money, .valuation:
        columns[index].unit = notes.lazy.compactMap { Headings.currency(meaning: $0, codes) }.first
      case .decimal where place.field == "weight":
        let units = notes.compactMap { Headings.unit(meaning: $0, codes) }
        if let unit = units.first, unit != "KGM" { drop(index, .otherUnit) }
      default: break
      }
    }
  }

  private mutating func drop(_ index: Int, _ reason: ColumnGuess.Reason) {
    columns[index].place = nil
    columns[index].score = 0
    columns[index].reason = reason
  }

  private mutating func explain() {
    for index in columns.indices where columns[index].place == nil {
      guard columns[index].reason == nil else { continue }
      let heading = HeadingText(columns[index].heading)
      columns[index].reason = isRowNumber(columns[index], heading) ? .rowNumbers : .notUnderstood
    }
  }
}

extension MappingGuess {
  /// A place, and what may stand over it.
  private struct Target {
    let place: FieldPlace
    /// Names and labels as they are, in small letters.
    let labels: Set<String>
    /// What may stand over it, in plain words.
    let phrases: [String]

    func score(of heading: HeadingText, _ text: String) -> Int {
      if labels.contains(Text.trimmed(text).lowercased()) { return 100 }
      guard !heading.words.isEmpty else { return 0 }
      if phrases.contains(heading.words) { return 90 }
      let padded = " \(heading.words) "
      let longest = phrases.filter { $0.count >= 4 && padded.contains(" \($0) ") }.map(\.count)
        .max()
      return longest.map { 40 + min($0, 30) } ?? 0
    }
  }

  private func targets(of type: RecordType, isMain: Bool) -> [Target] {
    var targets: [Target] = []
    for field in type.fields + type.personal where Self.isOpen(field, of: type, in: types) {
      targets.append(target(field, of: type, isMain: isMain))
      for part in field.parts {
        let phrases = Headings.of(type.name, field.name, part: part)
        targets.append(
          Target(
            place: FieldPlace(type: type.name, field: field.name, part: part),
            labels: ["\(field.name).\(part)", "\(type.name).\(field.name).\(part)"],
            phrases: phrases))
      }
    }
    guard isMain else { return targets }
    let id = FieldPlace(type: type.name, field: FieldPlace.id)
    return targets + [Target(place: id, labels: [FieldPlace.id], phrases: [])]
  }

  private func target(_ field: Field, of type: RecordType, isMain: Bool) -> Target {
    let place = FieldPlace(type: type.name, field: field.name)
    var labels = field.words.all.map { Text.trimmed($0).lowercased() } + [field.name]
    var further = Headings.of(type.name, field.name)
    if types.count > 1 {
      // Of rows with items, what is called a name is the item's, and a mere date the aid's.
      if isMain, field.name == type.titleField { further = [] }
      if type.name == "ledger" {
        labels = []
        further = Headings.receipt[field.name] ?? further
      }
    }
    return Target(
      place: place, labels: Set(labels),
      phrases: (labels + further).map { HeadingText($0).words })
  }

  /// Whether a field may have a column: not where another type of the same row stands for it.
  private static func isOpen(_ field: Field, of type: RecordType, in types: [RecordType]) -> Bool {
    guard field.kind != .blob else { return false }
    let names = types.map(\.name)
    if case .reference(let target) = field.kind, field.isRequired, names.contains(target) {
      return target == type.name
    }
    let hasItems = names.count > 1
    switch (type.name, field.name) {
    case ("aid", "quantity"), ("aid", "value"), ("aid", "note"): return !hasItems
    case ("ledger", "kind"), ("ledger", "reverses"): return !hasItems
    default: return true
    }
  }
}
