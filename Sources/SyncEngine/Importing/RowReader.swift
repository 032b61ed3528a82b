import Registry

/// Reads what one row says of a type: what a person would have entered, or what is wrong where.
struct RowReader {
  let plan: ColumnPlan
  let lookups: RecordLookups

  /// What a row says of one type.
  struct Reading {
    var entries: [Entry] = []
    var problems: [RowProblem] = []
    /// Whether all columns of the type are empty.
    var isBlank = true
  }

  func read(_ row: TableRow, _ type: RecordType) -> Reading {
    var reading = Reading()
    for source in plan.sources(of: type) {
      do throws(RegistryError) {
        var text = source.constant ?? ""
        if source.shownColumn != nil {
          let cells = cells(row, source)
          reading.isBlank = reading.isBlank && cells.isEmpty
          text = cells.isEmpty ? text : try source.field.entry(cells)
        }
        guard !Text.trimmed(text).isEmpty else { continue }
        // What makes an office known is not looked up among those that are.
        let isOwnCode = type.name == "office" && type.key.contains(source.field.name)
        reading.entries.append(
          Entry(
            source.field.name, isOwnCode ? text : try lookups.resolve(text, for: source.field)))
      } catch {
        reading.problems.append(problem(row, source, error))
      }
    }
    return reading
  }

  private func cells(_ row: TableRow, _ source: ColumnPlan.Source) -> FieldCells {
    let plain = CellReading(numbers: .point, dates: .iso)
    func cell(_ column: Int) -> (text: String, reading: CellReading) {
      (Text.trimmed(row.cells[column]), source.readings[column] ?? plain)
    }
    let whole = source.column.map(cell)
    var cells = FieldCells(whole?.text ?? "", whole?.reading ?? plain)
    for (part, text) in source.partConstants { cells.parts[part] = (text, plain) }
    for (part, column) in source.parts where !cell(column).text.isEmpty {
      cells.parts[part] = cell(column)
    }
    cells.unit = source.unit
    return cells
  }

  /// What is wrong with one field, at its column.
  func problem(_ row: TableRow, _ source: ColumnPlan.Source, _ error: RegistryError) -> RowProblem {
    RowProblem(
      row: row.number, column: source.shownColumn.map { plan.guess.columns[$0].heading },
      error: error)
  }

  /// Everything that is wrong with the entries of a row, by looking at each alone.
  func problems(_ row: TableRow, _ type: RecordType, _ entries: [Entry]) -> [RowProblem] {
    var problems: [RowProblem] = []
    for entry in entries {
      guard let field = type.field(entry.field),
        let source = plan.sources(of: type).first(where: { $0.field.name == entry.field })
      else { continue }
      do throws(RegistryError) {
        _ = try type.edits([(field.name, entry.text)], isNew: false)
      } catch .immutable {
        // Ledger entries are looked at as a whole.
        do throws(RegistryError) { _ = try field.parse(entry.text) } catch {
          problems.append(problem(row, source, error))
        }
      } catch {
        problems.append(problem(row, source, error))
      }
    }
    return problems
  }
}
