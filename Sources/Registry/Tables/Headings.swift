/// What officials write over the columns of their lists, beside the fields' own labels.
enum Headings {
  /// The headings of a field, or of one of its parts, of a type.
  static func of(_ type: String, _ field: String, part: String? = nil) -> [String] {
    let path = [field, part].compactMap(\.self).joined(separator: ".")
    return (all["\(type).\(path)"] ?? []) + (all["*.\(path)"] ?? [])
  }

  /// Over a column of units.
  static let units = [
    "од виміру", "одиниця виміру", "одиниці виміру", "од", "одиниця", "одиниці", "од вим",
    "einheit", "me", "mengeneinheit", "unit", "units", "uom", "unit of measure",
  ]
  /// Over a column of currencies.
  static let currencies = ["валюта", "währung", "waehrung", "currency"]
  /// Over a column that numbers the rows.
  static let rowNumbers = [
    "", "з п", "п п", "з п №", "номер за порядком", "номер з п", "nr", "lfd nr", "pos", "no",
    "position", "row", "рядок", "zeile",
  ]

  /// Returns the currency's code that a word means, as it stands over columns and in cells.
  static func currency(meaning word: String, _ codes: Codes) -> String? {
    if let term = codes["currency"].term(meaning: word) { return term.code }
    return currencyWords[HeadingText.plain(word)]
      ?? ["€": "EUR", "$": "USD", "₴": "UAH", "£": "GBP"][Text.trimmed(word)]
  }

  /// Returns the unit's code that a word means.
  static func unit(meaning word: String, _ codes: Codes) -> String? {
    codes["unit"].term(meaning: word)?.code ?? unitWords[HeadingText.plain(word)]
  }

  private static let unitWords = [
    "шт": "H87", "од": "H87", "stück": "H87", "stck": "H87", "st": "H87", "each": "H87",
    "уп": "XPK", "упаковка": "XPK", "упаковки": "XPK", "упаковок": "XPK", "пачка": "XPK",
    "пач": "XPK", "packung": "XPK", "pck": "XPK", "кор": "XBX", "ящ": "XBX", "коробки": "XBX",
    "kartons": "XBX", "kisten": "XBX", "компл": "SET", "комплекти": "SET", "sätze": "SET",
    "sets": "SET", "пал": "XPX", "пари": "NPR", "paar": "NPR", "літри": "LTR", "кілограм": "KGM",
  ]

  private static let currencyWords = [
    "грн": "UAH", "гривня": "UAH", "гривні": "UAH", "гривень": "UAH", "hrywnja": "UAH",
    "hryvnia": "UAH", "євро": "EUR", "euro": "EUR", "дол": "USD", "дол сша": "USD",
    "долар": "USD", "доларів": "USD", "dollar": "USD", "злотий": "PLN", "злотих": "PLN",
    "zł": "PLN", "zloty": "PLN", "franken": "CHF",
  ]

  /// By field, or `*` for those of all types: what is written over it.
  private static let all: [String: [String]] = [
    "*.partnership": ["партнерство", "партнер", "partnerstadt"],
    "*.title": ["найменування", "назва", "опис", "предмет", "bezeichnung", "titel", "description"],
    "*.name": ["назва", "найменування", "bezeichnung", "name"],
    "*.quantity": [
      "к ть", "кількість", "кіл ть", "кільк", "кількість одиниць", "menge", "anzahl", "stückzahl",
      "qty", "number",
    ],
    "*.donor": [
      "донор", "благодійник", "надавач", "хто надав", "від кого", "spender", "geber", "donor",
      "spenderin",
    ],
    "*.recipient": [
      "отримувач", "одержувач", "набувач", "кому", "empfänger", "recipient", "receiver",
    ],
    "*.waybill": [
      "накладна", "номер накладної", "№ накладної", "cmr", "ттн", "lieferschein", "frachtbrief",
      "lieferschein nr", "frachtbrief nr", "waybill", "waybill no", "товарно транспортна накладна",
    ],
    "*.declaration": [
      "декларація", "номер декларації", "№ декларації", "мд", "№ мд", "zollanmeldung nr",
      "declaration", "declaration no",
    ],
    "*.declaration.date": ["дата декларації", "дата мд", "datum der zollanmeldung"],
    "*.note": ["примітка", "примітки", "коментар", "anmerkung", "bemerkung", "notiz", "remarks"],
    "*.status": ["статус", "стан", "status"],
    "*.act": [
      "акт", "номер акта", "№ акта", "акт приймання", "номер акту", "№ акту", "protokoll", "act",
    ],
    "*.act.date": ["дата акта", "дата акту", "datum des protokolls"],
    "*.counterparty": ["контрагент", "хто отримав", "кому видано", "gegenpartei"],
    "*.place": ["склад", "місце зберігання", "lager", "lagerort", "warehouse", "store"],
    "*.date": ["дата", "datum"],
    "*.weight": [
      "вага", "маса", "вага брутто", "вага нетто", "маса брутто", "gewicht", "weight", "mass",
    ],
    "*.vehicle": ["автомобіль", "номер авто", "держ номер", "fahrzeug", "kennzeichen"],
    "*.carrier": ["перевізник", "spedition", "carrier"],
    "*.edrpou": ["єдрпоу", "код єдрпоу", "edrpou"],
    "*.population": ["населення", "чисельність населення", "einwohnerzahl", "population"],
    "aid.kind": [
      "вид", "тип допомоги", "категорія", "art", "kategorie", "kind", "type", "category",
    ],
    "aid.value": [
      "сума", "вартість", "загальна вартість", "загальна сума", "betrag", "wert", "gesamtwert",
      "warenwert", "amount", "total value", "cost", "оціночна вартість",
    ],
    "aid.value.date": ["дата оцінки", "дата курсу", "datum der bewertung"],
    "aid.received": [
      "дата отримання", "дата надходження", "дата прибуття", "отримано", "дата", "eingang",
      "eingangsdatum", "empfangsdatum", "erhalten am", "datum", "date received", "received on",
      "date", "дата отримання допомоги",
    ],
    "aid.offered": ["дата пропозиції", "angeboten am", "offered on"],
    "aid.agreed": ["дата погодження", "vereinbart am", "agreed on"],
    "aid.purpose": ["мета", "verwendungszweck", "для чого"],
    "item.name": [
      "назва товару", "найменування товару", "товар", "номенклатура", "матеріальні цінності",
      "artikel", "gegenstand", "ware", "item", "goods", "description", "опис",
    ],
    "item.unit-value": [
      "ціна", "ціна за одиницю", "ціна за од", "вартість за одиницю", "вартість од",
      "einzelpreis", "stückpreis", "preis", "preis pro stück", "einzelwert", "price", "unit price",
      "unit value", "wert pro stück",
    ],
    "item.expiry": [
      "термін придатності", "придатний до", "дата закінчення терміну придатності", "mhd",
      "haltbarkeit", "verfallsdatum", "expiry date", "best before",
    ],
    "item.uktzed": [
      "уктзед", "код товару за уктзед", "уктз", "код товару", "hs code", "warennummer",
      "zolltarifnummer", "hs",
    ],
    "item.serials": [
      "серійний номер", "серія", "партія", "номер партії", "charge", "seriennummer", "batch",
      "serial number", "serial no",
    ],
    "item.packaging": ["упаковка", "тара", "verpackung", "packing"],
    "item.account": ["рахунок", "субрахунок", "konto"],
    "ledger.quantity": [
      "фактично отримано", "отримано", "кількість отримано", "отримана кількість", "прийнято",
      "erhaltene menge", "quantity received", "received quantity",
    ],
    "ledger.date": ["дата оприбуткування", "eingebucht am", "entered on"],
    "money.amount": ["сума", "betrag", "amount"],
    "agreement.amount": ["сума", "betrag", "сума угоди"],
    "office.code": ["код катоттг", "катоттг", "katottg"],
  ]

  /// What stands over the receipt in rows of aid and items, where other columns have what else
  /// these words could mean.
  static let receipt: [String: [String]] = [
    "date": ["дата оприбуткування", "eingebucht am", "entered on"],
    "quantity": all["ledger.quantity"] ?? [],
  ]

  /// The fields that tell records of a type apart, where its schema names no key: never what is
  /// corrected later, such as a quantity.
  static let identifying: [String: [String]] = [
    "aid": [
      "partnership", "title", "donor", "recipient", "waybill", "offered", "agreed", "received",
    ],
    "item": [
      "aid", "name", "name-uk", "name-de", "uktzed", "unit-value", "expiry", "serials",
      "packaging",
    ],
    "consignment": ["partnership", "title", "waybill", "vehicle", "planned-departure"],
    "handout": ["aid", "recipient", "act"],
    "agreement": ["partnership", "title", "act"],
    "document": ["partnership", "title", "number", "date"],
    "news": ["partnership", "title", "date"],
  ]

  /// The fields that tell receipts of an item apart that come with its row.
  static let receiptKey = ["item", "kind", "date", "act", "place"]
}
