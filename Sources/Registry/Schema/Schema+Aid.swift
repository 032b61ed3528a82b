import Language
import Merging

extension Schema {
  static let aid = RecordType(
    "aid", Words("aid entry", uk: "допомога", de: "Hilfe"),
    Words(
      "aid that one partner gives the other", uk: "допомога, яку один партнер надає іншому",
      de: "Hilfe, die ein Partner dem anderen gibt"),
    place: .dossier(of: "partnership"), title: "title",
    [
      Field.partnership,
      Field("title", .text, Words("what it is", uk: "що це", de: "was es ist"), required: true),
      Field(
        "kind", .choice("aid-kind"), Words("kind of aid", uk: "вид допомоги", de: "Art der Hilfe"),
        required: true),
      Field("direction", .choice("direction"), Words("direction", uk: "напрям", de: "Richtung")),
      Field("donor", .office, Words("donor", uk: "донор", de: "Geber")),
      Field("recipient", .office, Words("recipient", uk: "отримувач", de: "Empfänger")),
      Field("purpose", .text, Words("purpose", uk: "призначення", de: "Zweck"), rule: .latest),
      Field(
        "offered", .date,
        Words("date of the offer", uk: "дата пропозиції", de: "Datum des Angebots")),
      Field(
        "agreed", .date,
        Words("date of the agreement", uk: "дата узгодження", de: "Datum der Vereinbarung")),
      Field(
        "received", .date,
        Words("date of receipt", uk: "дата отримання", de: "Datum des Empfangs")),
      Field(
        "value", .valuation, Words("value", uk: "вартість", de: "Wert"),
        note: Words(
          "with its currency and, where converted or estimated, the date: 1200.50 EUR; 2023-03-01",
          uk: "з валютою і, якщо її перераховано чи оцінено, датою: 1200.50 EUR; 2023-03-01",
          de: "mit Währung und, wo umgerechnet oder geschätzt, Datum: 1200.50 EUR; 2023-03-01")),
      Field(
        "quantity", .quantity, Words("quantity", uk: "кількість", de: "Menge"),
        note: Words(
          "where one line is enough: 12 H87", uk: "якщо вистачає одного рядка: 12 H87",
          de: "wo eine Zeile genügt: 12 H87")),
      Field("status", .choice("aid-status"), Words("status", uk: "стан", de: "Stand")),
      Field(
        "waybill", .text, Words("waybill (CMR)", uk: "накладна (CMR)", de: "Frachtbrief (CMR)")),
      Field(
        "declaration", .numbered,
        Words("customs declaration", uk: "митна декларація", de: "Zollanmeldung"),
        note: Words(
          "number and date: 23UA110…; 2023-03-01", uk: "номер і дата: 23UA110…; 2023-03-01",
          de: "Nummer und Datum: 23UA110…; 2023-03-01")),
      Field(
        "agreement", .reference("agreement"), Words("agreement", uk: "угода", de: "Vereinbarung")),
      Field(
        "documents", .reference("document"), Words("documents", uk: "документи", de: "Dokumente"),
        rule: .set),
      Field("tags", .text, Words("tags", uk: "мітки", de: "Schlagwörter"), rule: .set),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung"), rule: .latest),
    ])

  static let item = RecordType(
    "item", Words("item", uk: "позиція", de: "Position"),
    Words("one line of an aid entry", uk: "один рядок допомоги", de: "eine Zeile einer Hilfe"),
    place: .dossier(of: "aid"), title: "name",
    [
      Field(
        "aid", .reference("aid"), Words("aid entry", uk: "допомога", de: "Hilfe"), required: true),
      Field("name", .text, Words("name", uk: "назва", de: "Name"), required: true),
      Field(
        "name-uk", .text,
        Words("name in Ukrainian", uk: "назва українською", de: "Name auf Ukrainisch")),
      Field(
        "name-de", .text, Words("name in German", uk: "назва німецькою", de: "Name auf Deutsch")),
      Field(
        "uktzed", .code(.uktzed),
        Words("UKTZED or HS code", uk: "код УКТЗЕД", de: "UKTZED- oder HS-Code")),
      Field(
        "quantity", .quantity, Words("quantity", uk: "кількість", de: "Menge"),
        note: Words("with its unit: 12 H87", uk: "з одиницею: 12 H87", de: "mit Einheit: 12 H87")),
      Field(
        "unit-value", .money,
        Words("value of one unit", uk: "вартість одиниці", de: "Wert einer Einheit")),
      Field("weight", .decimal, Words("weight, kg", uk: "вага, кг", de: "Gewicht, kg")),
      Field("expiry", .date, Words("best before", uk: "придатне до", de: "haltbar bis")),
      Field(
        "condition", .choice("condition"), Words("condition", uk: "стан", de: "Zustand"),
        rule: .latest),
      Field(
        "packaging", .text, Words("packaging", uk: "пакування", de: "Verpackung"), rule: .latest),
      Field(
        "serials", .text,
        Words(
          "batch or serial numbers", uk: "партії чи серійні номери",
          de: "Chargen- oder Seriennummern"), rule: .set),
      Field(
        "account", .text, Words("account in the books", uk: "рахунок обліку", de: "Buchungskonto")),
    ])

  static let consignment = RecordType(
    "consignment", Words("consignment", uk: "вантаж", de: "Sendung"),
    Words(
      "a convoy or shipment on its way through customs",
      uk: "конвой чи вантаж на шляху через митницю",
      de: "ein Konvoi oder Transport auf dem Weg durch den Zoll"),
    place: .dossier(of: "partnership"), title: "title",
    [
      Field.partnership,
      Field("title", .text, Words("title", uk: "назва", de: "Bezeichnung"), required: true),
      Field(
        "aid", .reference("aid"), Words("aid entries", uk: "допомога", de: "Hilfen"), rule: .set),
      Field("status", .choice("consignment-status"), Words("status", uk: "стан", de: "Stand")),
      Field("sender", .office, Words("sender", uk: "відправник", de: "Absender")),
      Field("recipient", .office, Words("recipient", uk: "отримувач", de: "Empfänger")),
      Field("carrier", .text, Words("carrier", uk: "перевізник", de: "Frachtführer")),
      Field(
        "carrier-edrpou", .code(.edrpou),
        Words(
          "EDRPOU code of the carrier", uk: "код ЄДРПОУ перевізника",
          de: "EDRPOU-Code des Frachtführers")),
      Field(
        "vehicle", .text, Words("vehicle", uk: "транспортний засіб", de: "Fahrzeug"),
        note: Words("its number plates", uk: "його номерні знаки", de: "seine Kennzeichen")),
      Field(
        "waybill", .text, Words("waybill (CMR)", uk: "накладна (CMR)", de: "Frachtbrief (CMR)")),
      Field("route", .text, Words("route", uk: "маршрут", de: "Strecke"), rule: .latest),
      Field(
        "from", .code(.locode),
        Words("from, UN/LOCODE", uk: "звідки, UN/LOCODE", de: "von, UN/LOCODE")),
      Field(
        "to", .code(.locode), Words("to, UN/LOCODE", uk: "куди, UN/LOCODE", de: "nach, UN/LOCODE")),
      Field(
        "crossing", .choice("crossing"),
        Words("border crossing", uk: "пункт пропуску", de: "Grenzübergang")),
      Field(
        "planned-departure", .date,
        Words("planned departure", uk: "запланований виїзд", de: "geplante Abfahrt")),
      Field(
        "planned-arrival", .date,
        Words("planned arrival", uk: "заплановане прибуття", de: "geplante Ankunft")),
      Field("departed", .date, Words("departed", uk: "виїхало", de: "abgefahren")),
      Field("at-border", .date, Words("at the border", uk: "на кордоні", de: "an der Grenze")),
      Field(
        "cleared", .milestone, Words("cleared through customs", uk: "розмитнено", de: "abgefertigt")
      ),
      Field("arrived", .date, Words("arrived", uk: "прибуло", de: "angekommen")),
      Field(
        "accepted", .milestone, Words("accepted by act", uk: "прийнято за актом", de: "abgenommen"),
        note: Words(
          "date, act, commission: 2023-03-14; A-17; commission",
          uk: "дата, акт, комісія: 2023-03-14; А-17; комісія",
          de: "Datum, Protokoll, Kommission: 2023-03-14; A-17; Kommission")),
      Field(
        "declaration", .numbered,
        Words("customs declaration", uk: "митна декларація", de: "Zollanmeldung"),
        note: Words("number and date", uk: "номер і дата", de: "Nummer und Datum")),
      Field(
        "recognition", .numbered,
        Words(
          "unique code of humanitarian aid", uk: "унікальний код гуманітарної допомоги",
          de: "Code der humanitären Hilfe"),
        note: Words(
          "code and date of recognition", uk: "код і дата визнання",
          de: "Code und Datum der Anerkennung")),
      Field(
        "customs-value", .valuation,
        Words("value for customs", uk: "митна вартість", de: "Zollwert")),
      Field(
        "weight", .decimal,
        Words("gross weight, kg", uk: "вага брутто, кг", de: "Bruttogewicht, kg")),
      Field(
        "packages", .decimal,
        Words("number of packages", uk: "кількість місць", de: "Anzahl der Packstücke")),
      Field("seals", .text, Words("seals", uk: "пломби", de: "Plomben"), rule: .set),
      Field(
        "documents", .reference("document"), Words("documents", uk: "документи", de: "Dokumente"),
        rule: .set),
      Field("note", .text, Words("note", uk: "примітка", de: "Anmerkung"), rule: .latest),
      Field(
        "card", .blob, Words("card", uk: "картка", de: "Karte"),
        note: Words(
          "the driver's data below, kept together so that it can be erased",
          uk: "дані водія нижче, які можна стерти", de: "die Angaben zum Fahrer unten, löschbar")),
    ],
    personal: [
      Field("driver", .text, Words("driver", uk: "водій", de: "Fahrer")),
      Field(
        "driver-phone", .text,
        Words("the driver's telephone", uk: "телефон водія", de: "Telefon des Fahrers")),
    ])
}
