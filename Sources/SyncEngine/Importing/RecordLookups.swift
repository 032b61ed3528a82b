import Language
import Merging
import Registry
import Wire

/// Finds records by what officials write for them: their titles, ids, or an office's name.
final class RecordLookups {
  private let engine: Engine
  private var byTitle: [String: [String: [FoundRecord]]] = [:]
  private var byID: [String: FoundRecord] = [:]
  private var offices: [String: Set<String>]?

  init(_ engine: Engine) {
    self.engine = engine
  }

  /// Replaces what stands for offices and other records by codes and whole ids.
  func resolve(_ text: String, for field: Field) throws(RegistryError) -> String {
    guard field.kind == .office || field.isReference else { return text }
    guard field.rule == .set else { return try one(text, for: field) }
    var resolved: [String] = []
    for element in text.split(separator: ",").map({ Text.trimmed(String($0)) })
    where !element.isEmpty {
      resolved.append(try one(element, for: field))
    }
    return resolved.joined(separator: ",")
  }

  private func one(_ text: String, for field: Field) throws(RegistryError) -> String {
    if case .reference(let type) = field.kind { return try record(text, type, for: field).id.hex }
    return try office(text, for: field)
  }

  /// Returns a record of a type by its id or title.
  func record(
    _ text: String, _ type: String, for field: Field
  ) throws(RegistryError) -> FoundRecord {
    let titles = titles(of: type)
    let title = Text.trimmed(text)
    if let found = titles[title] {
      guard found.count == 1 else {
        throw .invalid(
          field: field.name,
          reason: Phrase("'\(title)' can be \(count: found.count, "record", "records")"),
          hint: Phrase("write the id of the one that is meant; 'pobratym list \(type)' shows them"))
      }
      return found[0]
    }
    if let known = byID["\(type) \(title)"] { return known }
    if let found = try? engine.find(title, type: type) {
      byID["\(type) \(title)"] = found
      return found
    }
    let near = Suggestion.nearest(to: title, in: titles.keys.sorted())
    throw .invalid(
      field: field.name, reason: Phrase("there is no '\(type)' \(title) here"),
      hint: near.map { Phrase("did you mean '\($0)'?") }
        ?? Phrase("'pobratym list \(type)' shows those that are"))
  }

  private func titles(of type: String) -> [String: [FoundRecord]] {
    if let known = byTitle[type] { return known }
    let records = ((try? engine.records(type: type)) ?? []).filter { !$0.view.isWithdrawn }
    let titles = Dictionary(grouping: records) { $0.view.title }
    byTitle[type] = titles
    return titles
  }

  private func office(_ text: String, for field: Field) throws(RegistryError) -> String {
    guard !Text.isOffice(text) else { return text }
    let offices = known()
    let name = Text.trimmed(text).lowercased()
    let codes = (offices[name] ?? []).sorted()
    if let only = codes.first, codes.count == 1 { return only }
    guard codes.isEmpty else {
      throw .invalid(
        field: field.name,
        reason: Phrase("'\(text)' can be \(count: codes.count, "office", "offices")"),
        hint: Phrase("write its code: \(codes.prefix(3).joined(separator: ", "))"))
    }
    let near = Suggestion.nearest(to: name, in: offices.keys.sorted())
    throw .invalid(
      field: field.name,
      reason: Phrase("'\(text)' is no office's code, and no office here has that name"),
      hint: near.map { Phrase("did you mean '\($0)'?") }
        ?? Phrase(
          "write its KATOTTG code or DE/Duisburg, or record it with 'pobratym new office'"))
  }

  /// The codes of the offices that are here, by their names in small letters.
  private func known() -> [String: Set<String>] {
    if let offices { return offices }
    var found: [String: Set<String>] = [:]
    for office in (try? engine.records(type: "office")) ?? [] where !office.view.isWithdrawn {
      guard let code = office.view.value("code")?.string else { continue }
      for field in ["name", "name-uk", "name-de"] {
        guard let name = office.view.value(field)?.string else { continue }
        found[name.lowercased(), default: []].insert(code)
      }
    }
    offices = found
    return found
  }
}

extension Field {
  /// Whether it names another record.
  var isReference: Bool { if case .reference = kind { true } else { false } }
}
