import Language
import Merging

extension Schema {
  static let document = RecordType(
    "document", Words("document", uk: "документ", de: "Dokument"),
    Words(
      "a scanned decision, an agreement, an act or a photograph",
      uk: "сканована ухвала, угода, акт чи світлина",
      de: "ein gescannter Beschluss, eine Vereinbarung, ein Protokoll oder Foto"),
    place: .dossier(of: "partnership"), title: "title",
    [
      Field.partnership,
      Field("title", .text, Words("title", uk: "назва", de: "Titel"), required: true),
      Field("kind", .choice("document-kind"), Words("kind", uk: "вид", de: "Art")),
      Field("number", .text, Words("number", uk: "номер", de: "Nummer")),
      Field("date", .date, Words("date", uk: "дата", de: "Datum")),
      Field("language", .choice("language"), Words("language", uk: "мова", de: "Sprache")),
      Field(
        "file", .blob, Words("file", uk: "файл", de: "Datei"),
        note: Words(
          "at most 16 MiB: file=@PATH", uk: "щонайбільше 16 МіБ: file=@PATH",
          de: "höchstens 16 MiB: file=@PATH")),
    ])

  static let news = RecordType(
    "news", Words("news item", uk: "новина", de: "Meldung"),
    Words(
      "a public article on a partnership", uk: "публічна стаття про партнерство",
      de: "ein öffentlicher Artikel über eine Partnerschaft"),
    place: .dossier(of: "partnership"), title: "title",
    [
      Field.partnership,
      Field("title", .text, Words("title", uk: "заголовок", de: "Titel"), required: true),
      Field(
        "title-uk", .text,
        Words("title in Ukrainian", uk: "заголовок українською", de: "Titel auf Ukrainisch")),
      Field(
        "title-de", .text,
        Words("title in German", uk: "заголовок німецькою", de: "Titel auf Deutsch")),
      Field("text", .text, Words("text", uk: "текст", de: "Text"), rule: .latest),
      Field(
        "text-uk", .text,
        Words("text in Ukrainian", uk: "текст українською", de: "Text auf Ukrainisch"),
        rule: .latest),
      Field(
        "text-de", .text, Words("text in German", uk: "текст німецькою", de: "Text auf Deutsch"),
        rule: .latest),
      Field("date", .date, Words("date", uk: "дата", de: "Datum")),
      Field("tags", .text, Words("tags", uk: "мітки", de: "Schlagwörter"), rule: .set),
      Field("oblast", .text, Words("oblast", uk: "область", de: "Oblast")),
      Field("community", .code(.katottg), Words("hromada", uk: "громада", de: "Hromada")),
      Field("source", .text, Words("source", uk: "джерело", de: "Quelle"), rule: .latest),
    ])
}
