import Language

extension Codes {
  /// What partnerships, offices and tasks choose from.
  static let partnershipVocabularies = [
    officeKinds, forms, partnershipStatuses, cooperation, steps,
  ]

  private static let officeKinds = Vocabulary(
    "office-kind", Words("kind of office", uk: "вид установи", de: "Art der Stelle"),
    [
      Term("municipality", "municipality", uk: "громада", de: "Kommune", also: ["hromada"]),
      Term("oblast", "oblast", uk: "область", de: "Oblast"),
      Term("institution", "institution", uk: "заклад", de: "Einrichtung"),
      Term("charity", "charity", uk: "благодійна організація", de: "Hilfsorganisation"),
      Term("ministry", "ministry", uk: "міністерство", de: "Ministerium"),
    ])

  private static let forms = Vocabulary(
    "form", Words("form of a partnership", uk: "форма партнерства", de: "Form der Partnerschaft"),
    [
      Term(
        "solidarity", "solidarity partnership", uk: "партнерство солідарності",
        de: "Solidaritätspartnerschaft"),
      Term("twinning", "twinning", uk: "побратимство", de: "Städtepartnerschaft"),
      Term(
        "agreement", "partnership agreement", uk: "угода про партнерство",
        de: "Partnerschaftsvereinbarung"),
      Term("friendship", "friendship agreement", uk: "угода про дружбу", de: "Städtefreundschaft"),
      Term(
        "project", "project partnership", uk: "проєктне партнерство", de: "Projektpartnerschaft"),
      Term(
        "memorandum", "memorandum of understanding", uk: "меморандум про взаєморозуміння",
        de: "Absichtserklärung"),
      Term(
        "tripartite", "tripartite partnership", uk: "тристороннє партнерство",
        de: "Dreieckspartnerschaft"),
    ])

  private static let partnershipStatuses = Vocabulary(
    "partnership-status", Words("stage", uk: "етап", de: "Stand"),
    [
      Term("idea", "idea", uk: "ідея", de: "Idee"),
      Term("search", "looking for a partner", uk: "пошук партнера", de: "Partnersuche"),
      Term("contact", "in contact", uk: "контакт", de: "im Kontakt"),
      Term("agreed", "intent agreed", uk: "намір узгоджено", de: "Absicht vereinbart"),
      Term("decided", "decided", uk: "рішення ухвалено", de: "beschlossen"),
      Term("signed", "signed", uk: "підписано", de: "unterzeichnet"),
      Term("active", "active", uk: "діє", de: "aktiv"),
      Term("suspended", "suspended", uk: "призупинено", de: "ausgesetzt"),
      Term("ended", "ended", uk: "завершено", de: "beendet"),
    ])

  private static let cooperation = Vocabulary(
    "cooperation", Words("field of cooperation", uk: "сфера співпраці", de: "Arbeitsfeld"),
    [
      Term(
        "humanitarian-aid", "humanitarian aid", uk: "гуманітарна допомога",
        de: "humanitäre Hilfe"),
      Term("reconstruction", "reconstruction", uk: "відбудова", de: "Wiederaufbau"),
      Term("energy", "energy", uk: "енергетика", de: "Energie"),
      Term("water-and-waste", "water and waste", uk: "вода та відходи", de: "Wasser und Abfall"),
      Term("health", "health", uk: "охорона здоров’я", de: "Gesundheit"),
      Term("education", "education and youth", uk: "освіта та молодь", de: "Bildung und Jugend"),
      Term("culture", "culture", uk: "культура", de: "Kultur"),
      Term("sport", "sport", uk: "спорт", de: "Sport"),
      Term(
        "industry", "economy and industry", uk: "економіка та промисловість",
        de: "Wirtschaft und Industrie"),
      Term("research", "research", uk: "наука", de: "Forschung"),
      Term("digital", "digital services", uk: "цифрові послуги", de: "Digitales"),
      Term(
        "administration", "administration and self-government",
        uk: "управління та самоврядування", de: "Verwaltung und Selbstverwaltung"),
      Term(
        "social-protection", "social protection and veterans",
        uk: "соціальний захист та ветерани", de: "Soziales und Veteranen"),
      Term("environment", "environment", uk: "довкілля", de: "Umwelt"),
      Term(
        "emergency-services", "emergency services", uk: "рятувальні служби", de: "Rettungsdienste"),
      Term("transport", "transport", uk: "транспорт", de: "Verkehr"),
      Term("housing", "housing", uk: "житло", de: "Wohnen"),
    ])

  /// The steps by which a partnership comes about, in their order: the checklist.
  private static let steps = Vocabulary(
    "step", Words("step", uk: "крок", de: "Schritt"),
    [
      Term(
        "appeal", "note the appeal or idea", uk: "занотувати звернення чи ідею",
        de: "Aufruf oder Idee festhalten"),
      Term(
        "profile", "write the profile and goals", uk: "скласти профіль і цілі",
        de: "Profil und Ziele beschreiben"),
      Term("search", "look for a partner", uk: "знайти партнера", de: "Partner suchen"),
      Term(
        "first-contact", "make the first contact", uk: "встановити перший контакт",
        de: "ersten Kontakt aufnehmen"),
      Term("intent", "agree on the intent", uk: "узгодити намір", de: "Absicht vereinbaren"),
      Term("draft", "draft the text", uk: "підготувати проєкт тексту", de: "Text entwerfen"),
      Term(
        "council-decision-a", "council decision of the first partner",
        uk: "рішення ради першого партнера", de: "Ratsbeschluss des ersten Partners"),
      Term(
        "council-decision-b", "council decision of the second partner",
        uk: "рішення ради другого партнера", de: "Ratsbeschluss des zweiten Partners"),
      Term(
        "council-decision-c", "council decision of the third partner",
        uk: "рішення ради третього партнера", de: "Ratsbeschluss des dritten Partners"),
      Term("signing", "sign", uk: "підписати", de: "unterzeichnen"),
      Term(
        "registration", "notify or register where law asks for it",
        uk: "повідомити чи зареєструвати, де вимагає закон",
        de: "anzeigen oder registrieren, wo das Recht es verlangt"),
      Term(
        "work-plan", "agree on the plan of work", uk: "узгодити план роботи",
        de: "Arbeitsplan vereinbaren"),
      Term("review", "review the year", uk: "підбити підсумки року", de: "das Jahr auswerten"),
    ])
}
