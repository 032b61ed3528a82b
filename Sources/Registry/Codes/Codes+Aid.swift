import Language

extension Codes {
  /// What aid, consignments and the books choose from.
  static let aidVocabularies = [
    aidKinds, directions, aidStatuses, consignmentStatuses, entryKinds, moneyKinds, conditions,
  ]

  private static let aidKinds = Vocabulary(
    "aid-kind", Words("kind of aid", uk: "вид допомоги", de: "Art der Hilfe"),
    [
      Term("goods", "goods", uk: "товари", de: "Sachgüter"),
      Term("money", "money", uk: "гроші", de: "Geld"),
      Term("works", "works", uk: "роботи", de: "Bauleistungen"),
      Term("services", "services", uk: "послуги", de: "Dienstleistungen"),
      Term("training", "training", uk: "навчання", de: "Schulung"),
      Term("medical", "medical", uk: "медична допомога", de: "Medizinisches"),
      Term("equipment", "equipment", uk: "обладнання", de: "Ausrüstung"),
      Term("vehicles", "vehicles", uk: "транспортні засоби", de: "Fahrzeuge"),
    ])

  private static let directions = Vocabulary(
    "direction", Words("direction", uk: "напрям", de: "Richtung"),
    [
      Term("to-ukraine", "to Ukraine", uk: "до України", de: "in die Ukraine"),
      Term("from-ukraine", "from Ukraine", uk: "з України", de: "aus der Ukraine"),
    ])

  private static let aidStatuses = Vocabulary(
    "aid-status", Words("status of aid", uk: "стан допомоги", de: "Stand der Hilfe"),
    [
      Term("offered", "offered", uk: "запропоновано", de: "angeboten"),
      Term("agreed", "agreed", uk: "узгоджено", de: "vereinbart"),
      Term("on-the-way", "on the way", uk: "у дорозі", de: "unterwegs"),
      Term("partly-received", "partly received", uk: "частково отримано", de: "teilweise erhalten"),
      Term("received", "received", uk: "отримано", de: "erhalten"),
      Term(
        "partly-handed-out", "partly handed out", uk: "частково видано",
        de: "teilweise ausgegeben"),
      Term("handed-out", "handed out", uk: "видано", de: "ausgegeben"),
      Term("reported", "reported", uk: "прозвітовано", de: "abgerechnet"),
    ])

  private static let consignmentStatuses = Vocabulary(
    "consignment-status",
    Words("status of a consignment", uk: "стан вантажу", de: "Stand der Sendung"),
    [
      Term("planned", "planned", uk: "заплановано", de: "geplant"),
      Term("packed", "packed", uk: "запаковано", de: "gepackt"),
      Term("on-the-way", "on the way", uk: "у дорозі", de: "unterwegs"),
      Term("at-border", "at the border", uk: "на кордоні", de: "an der Grenze"),
      Term("cleared", "cleared", uk: "розмитнено", de: "abgefertigt"),
      Term("arrived", "arrived", uk: "прибуло", de: "angekommen"),
      Term("accepted", "accepted", uk: "прийнято", de: "abgenommen"),
      Term("closed", "closed", uk: "закрито", de: "abgeschlossen"),
      Term("refused", "refused", uk: "відмовлено", de: "zurückgewiesen"),
      Term("lost", "lost", uk: "втрачено", de: "verloren"),
      Term("redirected", "redirected", uk: "перенаправлено", de: "umgeleitet"),
    ])

  private static let entryKinds = Vocabulary(
    "entry-kind", Words("kind of entry", uk: "вид проводки", de: "Art der Buchung"),
    [
      Term("sent", "sent", uk: "надіслано", de: "versandt"),
      Term("received", "received", uk: "отримано", de: "erhalten"),
      Term("moved", "moved", uk: "переміщено", de: "umgelagert"),
      Term("handed-out", "handed out", uk: "видано", de: "ausgegeben"),
      Term("returned", "returned", uk: "повернено", de: "zurückgegeben"),
      Term("written-off", "written off", uk: "списано", de: "abgeschrieben"),
      Term("reversal", "reversal", uk: "сторно", de: "Storno"),
    ])

  private static let moneyKinds = Vocabulary(
    "money-kind", Words("kind of payment", uk: "вид платежу", de: "Art der Zahlung"),
    [
      Term("commitment", "commitment", uk: "зобов’язання", de: "Zusage"),
      Term("disbursement", "disbursement", uk: "виплата", de: "Auszahlung"),
      Term("expenditure", "expenditure", uk: "витрата", de: "Ausgabe"),
      Term("reversal", "reversal", uk: "сторно", de: "Storno"),
    ])

  private static let conditions = Vocabulary(
    "condition", Words("condition", uk: "стан", de: "Zustand"),
    [
      Term("new", "new", uk: "новий", de: "neu"),
      Term("used", "used", uk: "вживаний", de: "gebraucht"),
      Term("damaged", "damaged", uk: "пошкоджений", de: "beschädigt"),
      Term("defective", "defective", uk: "несправний", de: "defekt"),
    ])
}
