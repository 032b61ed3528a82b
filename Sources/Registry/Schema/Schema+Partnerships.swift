import Merging

extension Schema {
  static let office = RecordType(
    "office", "a municipality or institution", place: .directory, title: "name", key: ["code"],
    [
      Field("code", .office, "KATOTTG code, or country and name: DE/Duisburg", required: true),
      Field("name", .text, "name", required: true),
      Field("name-uk", .text, "name in Ukrainian"),
      Field("name-de", .text, "name in German"),
      Field("oblast", .text, "oblast, Land or region"),
      Field(
        "kind", .choice(["municipality", "oblast", "institution", "charity", "ministry"]),
        "what it is"),
      Field("population", .decimal, "number of inhabitants", rule: .latest),
      Field("languages", .text, "languages in which it works", rule: .set),
      Field("needs", .text, "what it needs from a partner", rule: .set),
      Field("strengths", .text, "what it can give a partner", rule: .set),
      Field("website", .text, "web address", rule: .latest),
    ])

  static let partnership = RecordType(
    "partnership", "a partnership of municipalities, with a dossier of its own",
    place: .ownDossier, title: "title", key: ["title"],
    [
      Field("title", .text, "name of the partnership", required: true),
      Field("parties", .office, "the offices that are partners", rule: .set),
      Field(
        "form",
        .choice([
          "solidarity", "twinning", "agreement", "friendship", "project", "memorandum",
          "tripartite",
        ]), "form of the partnership"),
      Field(
        "status",
        .choice(["idea", "contact", "agreed", "decided", "signed", "active", "suspended", "ended"]),
        "where it stands"),
      Field("fields", .choice(cooperation), "fields of cooperation", rule: .set),
      Field("in-common", .text, "what the partners have in common", rule: .set),
      Field("appeal", .milestone, "the appeal or idea"),
      Field("intent", .milestone, "when the partners agreed that they want it"),
      Field("council-decision-a", .milestone, "council decision of the first partner"),
      Field("council-decision-b", .milestone, "council decision of the second partner"),
      Field("signing", .milestone, "signing, with its place or 'online'"),
      Field("work-plan", .milestone, "plan of work"),
      Field("review", .milestone, "last yearly review"),
      Field("aims", .text, "aims", rule: .latest),
      Field("people-in-charge", .text, "people in charge", rule: .set),
      Field("budget-line", .text, "budget line"),
      Field("source", .text, "where the facts are from", rule: .set),
    ])

  private static let cooperation = [
    "humanitarian-aid", "reconstruction", "energy", "water-and-waste", "health", "education",
    "culture", "sport", "industry", "research", "digital", "administration", "social-protection",
    "environment", "emergency-services", "transport", "housing",
  ]

  static let contact = RecordType(
    "contact", "a person who works on a partnership", place: .dossier(of: "partnership"),
    title: "name",
    [
      Field("partnership", .reference("partnership"), "the partnership", required: true),
      Field("office", .office, "the person's office"),
      Field("role", .text, "role", rule: .latest),
      Field("card", .blob, "the personal data below, kept together so that it can be erased"),
    ],
    personal: [
      Field("name", .text, "name", required: true),
      Field("phone", .text, "telephone"),
      Field("email", .text, "e-mail"),
      Field("note", .text, "note"),
    ])

  static let document = RecordType(
    "document", "a scanned decision, an agreement, an act or a photograph",
    place: .dossier(of: "partnership"), title: "title",
    [
      Field("partnership", .reference("partnership"), "the partnership", required: true),
      Field("title", .text, "title", required: true),
      Field(
        "kind", .choice(["decision", "agreement", "act", "photograph", "other"]), "what it is"),
      Field("date", .date, "its date"),
      Field("file", .blob, "the file, at most 16 MiB: file=@PATH"),
    ])

  static let relation = RecordType(
    "relation", "a twin-town relation known from a public register", place: .directory,
    title: "name-a", key: ["a", "b"],
    [
      Field("a", .text, "identifier of the first town in the register", required: true),
      Field("name-a", .text, "name of the first town"),
      Field("b", .text, "identifier of the second town in the register", required: true),
      Field("name-b", .text, "name of the second town"),
      Field("source", .text, "the register", rule: .latest),
    ])
}
