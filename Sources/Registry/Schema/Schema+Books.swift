import Language
import Merging

extension Schema {
  static let ledger = RecordType(
    "ledger", Words("ledger entry", uk: "проводка", de: "Buchung"),
    Words(
      "an entry in the books of an item; never changed, only reversed",
      uk: "запис в обліку позиції; не змінюється, лише сторнується",
      de: "ein Eintrag in den Büchern einer Position; nie geändert, nur storniert"),
    place: .dossier(of: "item"), title: "kind", isLedger: true,
    [
      Field(
        "item", .reference("item"), Words("item", uk: "позиція", de: "Position"), required: true),
      Field(
        "kind", .choice("entry-kind"), Words("what happened", uk: "що сталося", de: "was geschah"),
        required: true),
      Field(
        "quantity", .quantity, Words("quantity", uk: "кількість", de: "Menge"), required: true,
        note: Words("with its unit: 8 H87", uk: "з одиницею: 8 H87", de: "mit Einheit: 8 H87")),
      Field("date", .date, Words("date", uk: "дата", de: "Datum"), required: true),
      Field(
        "place", .text, Words("place", uk: "місце", de: "Ort"),
        note: Words(
          "the store-room; of what was moved, where it was", uk: "склад; для переміщеного — звідки",
          de: "das Lager; bei Umlagerung der bisherige Ort")),
      Field("to-place", .text, Words("moved to", uk: "переміщено до", de: "umgelagert nach")),
      Field(
        "act", .text, Words("number of the act", uk: "номер акта", de: "Nummer des Protokolls"),
        note: Words(
          "of what was sent, of its waybill", uk: "для надісланого — накладної",
          de: "bei Versandtem des Frachtbriefs")),
      Field(
        "counterparty", .text,
        Words("who gave or received", uk: "хто передав чи отримав", de: "wer gab oder erhielt")),
      Field("document", .reference("document"), Words("document", uk: "документ", de: "Dokument")),
      Field(
        "consignment", .reference("consignment"),
        Words("consignment", uk: "вантаж", de: "Sendung")),
      Field(
        "reverses", .reference("ledger"),
        Words(
          "the entry it takes back", uk: "проводка, яку сторнує",
          de: "die Buchung, die sie storniert")),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung")),
    ])

  static let handOut = RecordType(
    "handout", Words("hand-out", uk: "видача", de: "Ausgabe"),
    Words(
      "what one recipient was given, by one act", uk: "що видано одному отримувачу за одним актом",
      de: "was ein Empfänger erhielt, mit einem Protokoll"),
    place: .dossier(of: "aid"), title: "recipient",
    [
      Field(
        "aid", .reference("aid"), Words("aid entry", uk: "допомога", de: "Hilfe"), required: true),
      Field(
        "recipient", .text, Words("recipient", uk: "отримувач", de: "Empfänger"), required: true,
        note: Words(
          "an institution, or a list of persons; no person's name",
          uk: "заклад або список осіб; без імен",
          de: "eine Einrichtung oder Liste; keine Namen von Personen")),
      Field(
        "recipient-edrpou", .code(.edrpou),
        Words(
          "EDRPOU code of the recipient", uk: "код ЄДРПОУ отримувача",
          de: "EDRPOU-Code des Empfängers")),
      Field(
        "persons", .decimal,
        Words("number of persons", uk: "кількість осіб", de: "Anzahl der Personen")),
      Field(
        "act", .numbered, Words("act", uk: "акт", de: "Protokoll"),
        note: Words(
          "number and date: V-3; 2023-04-02", uk: "номер і дата: В-3; 2023-04-02",
          de: "Nummer und Datum: V-3; 2023-04-02")),
      Field("place", .text, Words("place", uk: "місце", de: "Ort")),
      Field(
        "entries", .reference("ledger"), Words("ledger entries", uk: "проводки", de: "Buchungen"),
        rule: .set),
      Field(
        "documents", .reference("document"), Words("documents", uk: "документи", de: "Dokumente"),
        rule: .set),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung"), rule: .latest),
    ])

  static let agreement = RecordType(
    "agreement", Words("funding agreement", uk: "угода про фінансування", de: "Fördervereinbarung"),
    Words(
      "money that was agreed, and what for", uk: "узгоджені кошти і їх призначення",
      de: "vereinbartes Geld und sein Zweck"),
    place: .dossier(of: "partnership"), title: "title",
    [
      Field.partnership,
      Field("title", .text, Words("title", uk: "назва", de: "Bezeichnung"), required: true),
      Field("act", .numbered, Words("number and date", uk: "номер і дата", de: "Nummer und Datum")),
      Field("donor", .office, Words("donor", uk: "донор", de: "Geber")),
      Field("recipient", .office, Words("recipient", uk: "отримувач", de: "Empfänger")),
      Field(
        "amount", .money, Words("agreed amount", uk: "узгоджена сума", de: "vereinbarter Betrag")),
      Field("purpose", .text, Words("purpose", uk: "призначення", de: "Zweck"), rule: .latest),
      Field("valid-until", .date, Words("valid until", uk: "діє до", de: "gültig bis")),
      Field(
        "budget-line", .text, Words("budget line", uk: "бюджетна стаття", de: "Haushaltsstelle")),
      Field(
        "documents", .reference("document"), Words("documents", uk: "документи", de: "Dokumente"),
        rule: .set),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung"), rule: .latest),
    ])

  static let money = RecordType(
    "money", Words("payment", uk: "платіж", de: "Zahlung"),
    Words(
      "an entry in the books of an agreement; never changed, only reversed",
      uk: "запис в обліку угоди; не змінюється, лише сторнується",
      de: "ein Eintrag in den Büchern einer Vereinbarung; nie geändert, nur storniert"),
    place: .dossier(of: "agreement"), title: "kind", isLedger: true,
    [
      Field(
        "agreement", .reference("agreement"), Words("agreement", uk: "угода", de: "Vereinbarung"),
        required: true),
      Field(
        "kind", .choice("money-kind"), Words("what happened", uk: "що сталося", de: "was geschah"),
        required: true),
      Field("amount", .money, Words("amount", uk: "сума", de: "Betrag"), required: true),
      Field("date", .date, Words("date", uk: "дата", de: "Datum"), required: true),
      Field(
        "counterparty", .text,
        Words("who paid or was paid", uk: "хто платив чи отримав", de: "wer zahlte oder erhielt")),
      Field(
        "act", .text,
        Words("number of the document", uk: "номер документа", de: "Nummer des Belegs")),
      Field("document", .reference("document"), Words("document", uk: "документ", de: "Dokument")),
      Field(
        "reverses", .reference("money"),
        Words(
          "the payment it takes back", uk: "платіж, який сторнує",
          de: "die Zahlung, die sie storniert")),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung")),
    ])
}
