import Registry
import Wire

/// Which columns become which fields of the types of a row, and how their cells are read.
struct ColumnPlan {
  let types: [RecordType]
  let guess: MappingGuess
  let columns: [MappedColumn]
  /// What every row gets, by place.
  let constants: [FieldPlace: String]
  /// The fields that tell records of a type apart.
  private(set) var keys: [String: [String]] = [:]
  private var sources: [String: [Source]] = [:]

  /// Where the cells of one field are.
  struct Source {
    let field: Field
    var column: Int?
    var parts: [String: Int] = [:]
    var constant: String?
    var partConstants: [String: String] = [:]
    var unit: String?
    var readings: [Int: CellReading] = [:]

    /// The column that a person is shown for what is wrong with the field.
    var shownColumn: Int? { column ?? parts.values.min() }
  }

  init(
    _ plan: ImportPlan, _ types: [RecordType], _ table: borrowing SourceTable
  ) throws(EngineError) {
    self.types = types
    let guess = MappingGuess(
      headings: table.headings, types: types,
      corrections: try Self.corrections(plan, types, table.headings))
    self.guess = guess
    var constants: [FieldPlace: String] = [:]
    for entry in plan.constants {
      let place = try entering { () throws(RegistryError) in try FieldPlace(entry.field, in: types)
      }
      constants[place] = entry.text
    }
    self.constants = constants
    var readings: [Int: CellReading] = [:]
    columns = guess.columns.map { column in
      let reading = Self.reading(of: column, plan, types, table)
      readings[column.column] = reading.cells
      return MappedColumn(
        guess: column, place: column.place?.name(in: types),
        numbers: reading.hasNumbers ? reading.cells.numbers : nil,
        dates: reading.hasDates ? reading.cells.dates : nil)
    }
    gather(readings)
    try chooseKeys(plan.key)
  }

  /// What a person has said of columns, by their places in the table.
  private static func corrections(
    _ plan: ImportPlan, _ types: [RecordType], _ headings: [String]
  ) throws(EngineError) -> [Int: FieldPlace?] {
    var corrections: [Int: FieldPlace?] = [:]
    if plan.isExact { for index in headings.indices { corrections[index] = .some(nil) } }
    for (field, column) in plan.columns {
      let place = try entering { () throws(RegistryError) in try FieldPlace(field, in: types) }
      corrections[try index(of: column, in: headings)] = place
    }
    for column in plan.ignored { corrections[try index(of: column, in: headings)] = .some(nil) }
    return corrections
  }

  private static func index(
    of column: String, in headings: [String]
  ) throws(EngineError) -> Int {
    let heading = TableRows.heading(column)
    if let index = headings.firstIndex(of: heading) { return index }
    let lowered = heading.lowercased()
    let alike = headings.indices.filter { headings[$0].lowercased() == lowered }
    guard let index = alike.first, alike.count == 1 else {
      throw .noColumn(column, suggestion: Suggestion.nearest(to: column, in: headings))
    }
    return index
  }

  private static func field(_ place: FieldPlace, in types: [RecordType]) -> Field? {
    types.first { $0.name == place.type }?.field(place.field)
  }

  private static func reading(
    of column: ColumnGuess, _ plan: ImportPlan, _ types: [RecordType],
    _ table: borrowing SourceTable
  ) -> (cells: CellReading, hasNumbers: Bool, hasDates: Bool) {
    guard let place = column.place, let field = field(place, in: types) else {
      return (CellReading(numbers: .point, dates: .iso), false, false)
    }
    let texts = table.rows.map { $0.cells[column.column] }
    var reading = CellReading.decide(texts, part: place.part, of: field)
    if table.hasPlainNumbers {
      // Numbers stand beside texts in a column, and `1.234` may be the one or the other.
      reading.numbers = reading.numbers == .comma ? .mixed : reading.numbers
      if reading.numbers == .undecided { reading.numbers = .point }
    } else if let numbers = plan.usualNumbers {
      reading.numbers = numbers
    }
    if let numbers = plan.numbers { reading.numbers = numbers }
    if let dates = plan.dates { reading.dates = dates }
    let holds = field.holds(part: place.part)
    return (reading, holds.numbers, holds.dates)
  }

  private mutating func gather(_ readings: [Int: CellReading]) {
    for type in types {
      var sources: [Source] = []
      for field in type.fields {
        var source = Source(field: field)
        for column in guess.columns {
          guard let place = column.place, place.type == type.name, place.field == field.name else {
            continue
          }
          if let part = place.part {
            source.parts[part] = column.column
          } else {
            source.column = column.column
            source.unit = column.unit
          }
          source.readings[column.column] = readings[column.column]
        }
        for (place, text) in constants where place.type == type.name && place.field == field.name {
          if let part = place.part {
            source.partConstants[part] = text
          } else {
            source.constant = text
          }
        }
        if source.shownColumn != nil || source.constant != nil { sources.append(source) }
      }
      self.sources[type.name] = sources
    }
  }

  private mutating func chooseKeys(_ given: [String]?) throws(EngineError) {
    for type in types { keys[type.name] = type.importKey(among: fields(of: type), in: types) }
    guard let given else { return }
    var chosen: [String: [String]] = [:]
    for name in given {
      let place = try entering { () throws(RegistryError) in try FieldPlace(name, in: types) }
      chosen[place.type, default: []].append(place.field)
    }
    for type in types.dropFirst() where chosen[type.name] != nil {
      chosen[type.name, default: []] += type.owners(in: types).filter {
        chosen[type.name]?.contains($0) == false
      }
    }
    keys.merge(chosen) { $1 }
  }

  /// The fields that columns or constants fill.
  private func fields(of type: RecordType) -> Set<String> {
    Set((sources[type.name] ?? []).map(\.field.name) + type.owners(in: types))
  }

  /// The key as a person gives it.
  var keyNames: [String] {
    types.flatMap { type in
      (keys[type.name] ?? []).map { FieldPlace(type: type.name, field: $0).name(in: types) }
    }
  }

  func sources(of type: RecordType) -> [Source] { sources[type.name] ?? [] }

  /// The column of the main type's ids, where there is one.
  var idColumn: Int? {
    guess.columns.first { $0.place?.field == FieldPlace.id }?.column
  }
}
