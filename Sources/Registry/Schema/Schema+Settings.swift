import Language
import Merging

/// What the centre sets for everybody; registers that begin with `official-` are its alone.
extension Schema {
  static let term = RecordType(
    "term", Words("term", uk: "термін", de: "Begriff"),
    Words(
      "a further word of a vocabulary, given by the centre", uk: "новий термін словника від центру",
      de: "ein weiterer Begriff eines Vokabulars, von der Zentrale"),
    place: .directory, title: "official-en", key: ["official-vocabulary", "official-code"],
    [
      Field(
        "official-vocabulary", .text, Words("vocabulary", uk: "словник", de: "Vokabular"),
        required: true),
      Field("official-code", .text, Words("code", uk: "код", de: "Code"), required: true),
      Field(
        "official-en", .text, Words("in English", uk: "англійською", de: "auf Englisch"),
        required: true),
      Field(
        "official-uk", .text, Words("in Ukrainian", uk: "українською", de: "auf Ukrainisch"),
        required: true),
      Field(
        "official-de", .text, Words("in German", uk: "німецькою", de: "auf Deutsch"), required: true
      ),
      Field(
        "official-words", .text, Words("further words", uk: "інші слова", de: "weitere Wörter"),
        rule: .set),
    ])

  static let rate = RecordType(
    "rate", Words("exchange rate", uk: "курс валют", de: "Wechselkurs"),
    Words(
      "what one unit of a currency is worth in another, given by the centre",
      uk: "скільки одиниця валюти варта в іншій, встановлює центр",
      de: "was eine Einheit einer Währung in einer anderen wert ist, von der Zentrale"),
    place: .directory, title: "official-currency",
    key: ["official-currency", "official-target", "official-date"],
    [
      Field(
        "official-currency", .choice("currency"), Words("currency", uk: "валюта", de: "Währung"),
        required: true),
      Field("official-target", .choice("currency"), Words("in", uk: "у", de: "in"), required: true),
      Field("official-rate", .decimal, Words("rate", uk: "курс", de: "Kurs"), required: true),
      Field("official-date", .date, Words("from", uk: "від", de: "ab"), required: true),
      Field("official-source", .text, Words("source", uk: "джерело", de: "Quelle")),
    ])

  static let setting = RecordType(
    "setting", Words("setting", uk: "налаштування", de: "Einstellung"),
    Words(
      "what holds for the whole network, given by the centre",
      uk: "що діє для всієї мережі, встановлює центр",
      de: "was im ganzen Netz gilt, von der Zentrale"),
    place: .directory, title: "official-name", key: ["official-name"],
    [
      Field(
        "official-name", .choice("setting"),
        Words("what is set", uk: "що встановлено", de: "was eingestellt ist"), required: true),
      Field(
        "official-value", .decimal, Words("value", uk: "значення", de: "Wert"), required: true,
        note: Words(
          "transit-days 1 to 365 (else 30); report-months 1, 2, 3, 4, 6 or 12 (else 1); "
            + "report-due-days 0 to 365 (else 15)",
          uk: "transit-days від 1 до 365 (інакше 30); report-months 1, 2, 3, 4, 6 або 12 (інакше "
            + "1); report-due-days від 0 до 365 (інакше 15)",
          de: "transit-days 1 bis 365 (sonst 30); report-months 1, 2, 3, 4, 6 oder 12 (sonst 1); "
            + "report-due-days 0 bis 365 (sonst 15)")),
      Field("official-source", .text, Words("source", uk: "джерело", de: "Quelle")),
    ])

  static let mapping = RecordType(
    "mapping", Words("mapping of columns", uk: "відповідність стовпців", de: "Spaltenzuordnung"),
    Words(
      "how the columns of a spreadsheet become fields", uk: "як стовпці таблиці стають полями",
      de: "wie die Spalten einer Tabelle zu Feldern werden"),
    place: .directory, title: "title", key: ["title"],
    [
      Field("title", .text, Words("title", uk: "назва", de: "Name"), required: true),
      Field(
        "about", .text, Words("type of the records", uk: "тип записів", de: "Art der Datensätze"),
        required: true),
      Field(
        "columns", .text, Words("columns", uk: "стовпці", de: "Spalten"), rule: .set,
        note: Words("FIELD=HEADING", uk: "ПОЛЕ=ЗАГОЛОВОК", de: "FELD=ÜBERSCHRIFT")),
      Field(
        "constants", .text,
        Words("what every row gets", uk: "що отримує кожен рядок", de: "was jede Zeile erhält"),
        rule: .set, note: Words("FIELD=VALUE", uk: "ПОЛЕ=ЗНАЧЕННЯ", de: "FELD=WERT")),
      Field(
        "key", .text,
        Words(
          "fields that tell two rows apart", uk: "поля, що розрізняють рядки",
          de: "Felder, die Zeilen unterscheiden"), rule: .set),
      Field(
        "decimal-comma", .flag,
        Words("numbers are written with a comma", uk: "числа з комою", de: "Zahlen mit Komma")),
      Field(
        "dates", .text, Words("form of the dates", uk: "вигляд дат", de: "Form der Daten"),
        note: Words("such as d.m.y", uk: "наприклад d.m.y", de: "etwa d.m.y")),
      Field(
        "headings", .text,
        Words(
          "all headings, in their order", uk: "усі заголовки за порядком",
          de: "alle Überschriften, der Reihe nach"),
        note: Words("one a line", uk: "по одному в рядку", de: "eine je Zeile")),
    ])

  static let filter = RecordType(
    "filter", Words("saved filter", uk: "збережений фільтр", de: "gespeicherter Filter"),
    Words(
      "a listing that is asked for again and again", uk: "вибірка, яку потрібно знову і знову",
      de: "eine Auswahl, die immer wieder gebraucht wird"),
    place: .directory, title: "title", key: ["title"],
    [
      Field("title", .text, Words("title", uk: "назва", de: "Name"), required: true),
      Field(
        "about", .text, Words("type of the records", uk: "тип записів", de: "Art der Datensätze")),
      Field(
        "where", .text, Words("fields and values", uk: "поля і значення", de: "Felder und Werte"),
        rule: .set, note: Words("FIELD=VALUE", uk: "ПОЛЕ=ЗНАЧЕННЯ", de: "FELD=WERT")),
      Field("words", .text, Words("words to be found", uk: "слова для пошуку", de: "Suchwörter")),
      Field(
        "sort", .text,
        Words("field to sort by", uk: "поле для сортування", de: "Feld zum Sortieren")),
    ])
}
