import Language
import Merging

extension Schema {
  static let partnership = RecordType(
    "partnership", Words("partnership", uk: "партнерство", de: "Partnerschaft"),
    Words(
      "a partnership of municipalities, with a dossier of its own",
      uk: "партнерство громад із власною справою",
      de: "eine Partnerschaft von Kommunen mit eigener Akte"),
    place: .ownDossier, title: "title", key: ["title"],
    [
      Field("title", .text, Words("title", uk: "назва", de: "Name"), required: true),
      Field("parties", .office, Words("partners", uk: "партнери", de: "Partner"), rule: .set),
      Field("form", .choice("form"), Words("form", uk: "форма", de: "Form")),
      Field("status", .choice("partnership-status"), Words("stage", uk: "етап", de: "Stand")),
      Field(
        "fields", .choice("cooperation"),
        Words("fields of cooperation", uk: "сфери співпраці", de: "Arbeitsfelder"), rule: .set),
      Field(
        "in-common", .text,
        Words(
          "what the partners have in common", uk: "що поєднує партнерів", de: "Gemeinsamkeiten"),
        rule: .set),
      Field(
        "appeal", .milestone,
        Words("appeal or idea", uk: "звернення чи ідея", de: "Aufruf oder Idee")),
      Field(
        "profile", .milestone,
        Words("profile and goals", uk: "профіль і цілі", de: "Profil und Ziele")),
      Field(
        "search", .milestone, Words("partner search", uk: "пошук партнера", de: "Partnersuche")),
      Field(
        "first-contact", .milestone,
        Words("first contact", uk: "перший контакт", de: "erster Kontakt")),
      Field(
        "intent", .milestone,
        Words("intent agreed", uk: "намір узгоджено", de: "Absicht vereinbart")),
      Field(
        "draft", .milestone, Words("draft of the text", uk: "проєкт тексту", de: "Textentwurf")),
      Field(
        "council-decision-a", .milestone,
        Words(
          "council decision of the first partner", uk: "рішення ради першого партнера",
          de: "Ratsbeschluss des ersten Partners")),
      Field(
        "council-decision-b", .milestone,
        Words(
          "council decision of the second partner", uk: "рішення ради другого партнера",
          de: "Ratsbeschluss des zweiten Partners")),
      Field(
        "council-decision-c", .milestone,
        Words(
          "council decision of the third partner", uk: "рішення ради третього партнера",
          de: "Ratsbeschluss des dritten Partners")),
      Field(
        "signing", .milestone, Words("signing", uk: "підписання", de: "Unterzeichnung"),
        note: Words(
          "with its place or 'online'", uk: "місце або «онлайн»", de: "mit Ort oder „online“")),
      Field(
        "registration", .milestone,
        Words(
          "notification or registration", uk: "повідомлення чи реєстрація",
          de: "Anzeige oder Registrierung")),
      Field("work-plan", .milestone, Words("plan of work", uk: "план роботи", de: "Arbeitsplan")),
      Field(
        "review", .milestone,
        Words("last yearly review", uk: "останній річний огляд", de: "letzte Jahresauswertung")),
      Field("extension", .milestone, Words("extension", uk: "продовження", de: "Verlängerung")),
      Field("suspension", .milestone, Words("suspension", uk: "призупинення", de: "Aussetzung")),
      Field("ending", .milestone, Words("ending", uk: "завершення", de: "Beendigung")),
      Field("valid-until", .date, Words("valid until", uk: "діє до", de: "gültig bis")),
      Field("aims", .text, Words("aims", uk: "цілі", de: "Ziele"), rule: .latest),
      Field(
        "people-in-charge", .text,
        Words("people in charge", uk: "відповідальні особи", de: "Zuständige"), rule: .set),
      Field(
        "budget-line", .text, Words("budget line", uk: "бюджетна стаття", de: "Haushaltsstelle")),
      Field(
        "source", .text, Words("source of the facts", uk: "джерело відомостей", de: "Quelle"),
        rule: .set),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung"), rule: .latest),
    ])

  static let contact = RecordType(
    "contact", Words("contact", uk: "контакт", de: "Kontakt"),
    Words(
      "a person who works on a partnership", uk: "особа, яка працює над партнерством",
      de: "eine Person, die an einer Partnerschaft arbeitet"),
    place: .dossier(of: "partnership"), title: "name",
    [
      Field.partnership,
      Field("office", .office, Words("office", uk: "установа", de: "Stelle")),
      Field("role", .text, Words("role", uk: "посада", de: "Funktion"), rule: .latest),
      Field(
        "card", .blob, Words("card", uk: "картка", de: "Karte"),
        note: Words(
          "the personal data below, kept together so that it can be erased",
          uk: "особисті дані нижче, які зберігаються разом, щоб їх можна було стерти",
          de: "die persönlichen Angaben unten, zusammen aufbewahrt, damit sie löschbar sind")),
    ],
    personal: [
      Field("name", .text, Words("name", uk: "ім’я", de: "Name"), required: true),
      Field("phone", .text, Words("telephone", uk: "телефон", de: "Telefon")),
      Field("email", .text, Words("e-mail", uk: "електронна пошта", de: "E-Mail")),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung")),
    ])

  static let task = RecordType(
    "task", Words("task", uk: "завдання", de: "Aufgabe"),
    Words(
      "who does what by when; 'pobratym checklist' gives a partnership the usual ones",
      uk: "хто, що і до якого строку робить; «pobratym checklist» дає партнерству звичні завдання",
      de: "wer macht was bis wann; „pobratym checklist“ gibt einer Partnerschaft die üblichen"),
    place: .dossier(of: "partnership"), title: "title", or: "step",
    key: ["partnership", "title"],
    [
      Field.partnership,
      Field(
        "title", .text, Words("what is to be done", uk: "що зробити", de: "was zu tun ist"),
        required: true,
        note: Words(
          "not needed where the step tells it", uk: "не потрібно, якщо це каже крок",
          de: "entfällt, wo der Schritt es sagt")),
      Field(
        "step", .choice("step"),
        Words("step of the checklist", uk: "крок переліку", de: "Schritt der Liste")),
      Field(
        "office", .office,
        Words("office in charge", uk: "відповідальна установа", de: "zuständige Stelle")),
      Field("who", .text, Words("who", uk: "хто", de: "wer")),
      Field("due", .date, Words("due", uk: "строк", de: "fällig")),
      Field(
        "done", .done, Words("done", uk: "виконано", de: "erledigt"),
        note: Words(
          "when and by whom: 2023-03-01; O. Koval", uk: "коли і ким: 2023-03-01; О. Коваль",
          de: "wann und von wem: 2023-03-01; O. Koval")),
      Field("aid", .reference("aid"), Words("aid entry", uk: "допомога", de: "Hilfe")),
      Field(
        "consignment", .reference("consignment"),
        Words("consignment", uk: "вантаж", de: "Sendung")),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung"), rule: .latest),
    ])
}

extension Field {
  /// The partnership in whose dossier a record is.
  static let partnership = Field(
    "partnership", .reference("partnership"),
    Words("partnership", uk: "партнерство", de: "Partnerschaft"), required: true)
}
