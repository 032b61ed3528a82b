import Language

extension Codes {
  /// What documents choose from.
  static let paperVocabularies = [documentKinds, languages]

  private static let documentKinds = Vocabulary(
    "document-kind", Words("kind of document", uk: "вид документа", de: "Art des Dokuments"),
    [
      Term("decision", "decision", uk: "рішення", de: "Beschluss"),
      Term("agreement", "agreement", uk: "угода", de: "Vereinbarung"),
      Term("act", "act", uk: "акт", de: "Protokoll"),
      Term("declaration", "declaration", uk: "декларація", de: "Erklärung"),
      Term("waybill", "waybill", uk: "накладна", de: "Frachtbrief", also: ["CMR"]),
      Term("invoice", "invoice", uk: "рахунок-фактура", de: "Rechnung"),
      Term("letter", "letter", uk: "лист", de: "Schreiben"),
      Term("report", "report", uk: "звіт", de: "Bericht"),
      Term("photograph", "photograph", uk: "світлина", de: "Foto"),
      Term("other", "other", uk: "інше", de: "Sonstiges"),
    ])

  /// ISO 639-1.
  private static let languages = Vocabulary(
    "language", Words("language", uk: "мова", de: "Sprache"),
    [
      Term("uk", "Ukrainian", uk: "українська", de: "Ukrainisch"),
      Term("en", "English", uk: "англійська", de: "Englisch"),
      Term("de", "German", uk: "німецька", de: "Deutsch"),
      Term("pl", "Polish", uk: "польська", de: "Polnisch"),
      Term("fr", "French", uk: "французька", de: "Französisch"),
      Term("it", "Italian", uk: "італійська", de: "Italienisch"),
      Term("es", "Spanish", uk: "іспанська", de: "Spanisch"),
      Term("cs", "Czech", uk: "чеська", de: "Tschechisch"),
      Term("ro", "Romanian", uk: "румунська", de: "Rumänisch"),
    ])
}
