import Language

/// What every report says beside its own words.
enum ReportText {
  static let asOf = Words("As of", uk: "Станом на", de: "Stand")
  static let network = Words("Network", uk: "Мережа", de: "Netzwerk")
  static let office = Words("Office", uk: "Установа", de: "Stelle")
  static let contents = Words("Contents", uk: "Зміст", de: "Inhalt")
  static let notes = Words("Notes", uk: "Примітки", de: "Hinweise")
  static let figure = Words("Figure", uk: "Показник", de: "Kennzahl")
  static let page = Words("Page", uk: "Сторінка", de: "Seite")
  static let of = Words("of", uk: "з", de: "von")
  static let cover = Words("Cover", uk: "Титул", de: "Deckblatt")
  static let report = Words("Report", uk: "Звіт", de: "Bericht")
  static let noRows = Words(
    "There are no records for this table.", uk: "Для цієї таблиці немає записів.",
    de: "Zu dieser Tabelle gibt es keine Einträge.")
  static let figureHelp = Words(
    "The figure's name at the end of a row leads to the records behind it.",
    uk: "За назвою показника в кінці рядка можна знайти записи, з яких його складено.",
    de: "Mit dem Namen der Kennzahl am Zeilenende findet man die Einträge dahinter.")
}
