import Language

extension Codes {
  /// What documents choose from.
  static let paperVocabularies = [documentKinds, languages, settings]

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

  private static let settings = Vocabulary(
    "setting", Words("setting", uk: "налаштування", de: "Einstellung"),
    [
      Term(
        "transit-days", "days that transport may take", uk: "днів на перевезення",
        de: "Tage für den Transport"),
      Term(
        "report-months", "months that a report covers", uk: "місяців у звітному періоді",
        de: "Monate je Berichtszeitraum"),
      Term(
        "report-due-days", "days until the report is due", uk: "днів до подання звіту",
        de: "Tage bis zur Abgabe des Berichts"),
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
