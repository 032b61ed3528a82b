import Language
import LocalStore
import Merging
public import Registry
import Wire

extension Engine {
  /// The record types, with the terms that the centre has added to their vocabularies.
  public var schema: Schema {
    get throws(EngineError) {
      if let knownSchema, knownSchema.version == store.version { return knownSchema.schema }
      let terms = try engine { () throws(StoreError) in try store.records(type: "term") }
        .map(\.state)
      // Nearly always it is something else that has changed.
      let known = knownSchema.flatMap { $0.terms == terms ? $0.schema : nil }
      let schema = known ?? schema(with: terms)
      knownSchema = (schema, terms, store.version)
      return schema
    }
  }

  /// Returns a record type by its name, or says which was probably meant.
  func recordType(_ name: String) throws(EngineError) -> RecordType {
    let schema = try schema
    return try entering { () throws(RegistryError) in try schema.type(name) }
  }

  private func schema(with terms: [RecordState]) -> Schema {
    let standard = Schema.standard
    let views = terms.map { RecordView($0, schema: standard) }
      .filter { !$0.isWithdrawn }
    let terms = Dictionary(grouping: views) { $0.text("official-vocabulary") }
      .mapValues { $0.sorted { $0.id < $1.id }.compactMap(Term.init) }
    return standard.with(standard.codes.extended(by: terms)).shown(in: language)
  }
}

extension Engine {
  /// Refuses a value that a setting cannot have, and a second record of one setting.
  func checkSetting(
    _ edits: [RegisterEdit], of type: RecordType, _ record: FoundRecord?
  ) throws(EngineError) {
    guard type.name == "setting" else { return }
    let entered = { (field: String) in
      edits.first { $0.register == field }?.value.string ?? record?.view.text(field) ?? ""
    }
    let name = entered("official-name")
    if let problem = Settings.problem(name, entered("official-value")) {
      throw .entry(
        .invalid(
          field: "official-value", reason: problem,
          hint: Phrase("'pobratym new setting --help' lists the settings")))
    }
    let same = try records(type: type.name).first {
      $0.id != record?.id && !$0.view.isWithdrawn && $0.view.text("official-name") == name
    }
    guard let same else { return }
    throw .entry(
      .invalid(
        field: "official-name", reason: Phrase("'\(name)' is set already"),
        hint: Phrase("change it: pobratym set \(String(same.id.hex.prefix(8))) official-value=…")))
  }
}

extension Term {
  /// Reads a term that the centre has given; nil where people contradict each other on it.
  fileprivate init?(_ view: RecordView) {
    let code = view.text("official-code")
    let words = Words(
      view.text("official-en"), uk: view.text("official-uk"), de: view.text("official-de"))
    guard !code.isEmpty, words.all.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(
      code, words, synonyms: view.elements("official-words").compactMap(\.string))
  }
}

extension RecordView {
  fileprivate func text(_ field: String) -> String { value(field)?.string ?? "" }
}
