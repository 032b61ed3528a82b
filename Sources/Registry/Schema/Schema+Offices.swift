import Language
import Merging

extension Schema {
  static let office = RecordType(
    "office", Words("office", uk: "установа", de: "Stelle"),
    Words(
      "a municipality or institution, and what a partner is chosen by",
      uk: "громада чи заклад і те, за чим обирають партнера",
      de: "eine Kommune oder Einrichtung, und wonach ein Partner gewählt wird"),
    place: .directory, title: "name", key: ["code"],
    [
      Field(
        "code", .office, Words("code", uk: "код", de: "Code"), required: true,
        note: Words(
          "KATOTTG code, or country and name: DE/Duisburg",
          uk: "код КАТОТТГ або країна і назва: DE/Duisburg",
          de: "KATOTTG-Code, oder Land und Name: DE/Duisburg")),
      Field("name", .text, Words("name", uk: "назва", de: "Name"), required: true),
      Field(
        "name-uk", .text,
        Words("name in Ukrainian", uk: "назва українською", de: "Name auf Ukrainisch")),
      Field(
        "name-de", .text, Words("name in German", uk: "назва німецькою", de: "Name auf Deutsch")),
      Field("country", .choice("country"), Words("country", uk: "країна", de: "Land")),
      Field(
        "oblast", .text,
        Words(
          "oblast, Land or region", uk: "область чи земля", de: "Oblast, Bundesland oder Region")),
      Field("kind", .choice("office-kind"), Words("kind", uk: "вид", de: "Art")),
      Field("edrpou", .code(.edrpou), Words("EDRPOU code", uk: "код ЄДРПОУ", de: "EDRPOU-Code")),
      Field(
        "population", .decimal, Words("inhabitants", uk: "населення", de: "Einwohner"),
        rule: .latest),
      Field(
        "languages", .choice("language"),
        Words("languages in which it works", uk: "робочі мови", de: "Arbeitssprachen"), rule: .set),
      Field(
        "sectors", .choice("cooperation"),
        Words(
          "fields it offers or seeks cooperation in", uk: "сфери, у яких шукає співпраці",
          de: "Felder, in denen sie zusammenarbeiten will"), rule: .set),
      Field(
        "needs", .text,
        Words(
          "what it needs from a partner", uk: "чого потребує від партнера",
          de: "was sie von einem Partner braucht"), rule: .set),
      Field(
        "strengths", .text,
        Words(
          "what it can give a partner", uk: "що може дати партнерові",
          de: "was sie einem Partner geben kann"), rule: .set),
      Field(
        "website", .text, Words("web address", uk: "вебадреса", de: "Webadresse"), rule: .latest),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung"), rule: .latest),
    ])

  static let relation = RecordType(
    "relation", Words("twin-town relation", uk: "побратимство", de: "Städtepartnerschaft"),
    Words(
      "a twin-town relation known from a public register",
      uk: "побратимство, відоме з публічного реєстру",
      de: "eine Städtepartnerschaft, die aus einem öffentlichen Verzeichnis bekannt ist"),
    place: .directory, title: "name-a", key: ["a", "b"],
    [
      Field(
        "a", .text,
        Words(
          "identifier of the first town in the register",
          uk: "ідентифікатор першого міста в реєстрі", de: "Kennung der ersten Stadt im Verzeichnis"
        ), required: true),
      Field(
        "name-a", .text,
        Words("name of the first town", uk: "назва першого міста", de: "Name der ersten Stadt")),
      Field(
        "b", .text,
        Words(
          "identifier of the second town in the register",
          uk: "ідентифікатор другого міста в реєстрі",
          de: "Kennung der zweiten Stadt im Verzeichnis"), required: true),
      Field(
        "name-b", .text,
        Words("name of the second town", uk: "назва другого міста", de: "Name der zweiten Stadt")),
      Field(
        "source", .text, Words("the register", uk: "реєстр", de: "das Verzeichnis"), rule: .latest),
    ])
}
