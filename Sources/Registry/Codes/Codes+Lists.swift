import Language

extension Codes {
  /// ISO 4217 currencies in use here.
  static let currencies = Vocabulary(
    "currency", Words("currency", uk: "валюта", de: "Währung"),
    [(2, twoDecimals), (0, "JPY KRW ISK CLP VND"), (3, "TND KWD BHD JOD OMR IQD LYD")].flatMap {
      decimals, codes in
      codes.split(separator: " ").map {
        let code = String($0)
        return Term(code, Words(code, uk: code, de: code), decimals: decimals)
      }
    })

  private static let twoDecimals = """
    UAH EUR USD GBP CHF PLN CZK HUF RON BGN SEK NOK DKK MDL GEL TRY CAD AUD NZD CNY ILS ALL MKD \
    RSD BAM AMD AZN KZT UZS KGS TJS INR BRL MXN ZAR AED SAR EGP MAD SGD HKD TWD THB PHP IDR MYR
    """

  /// UN/CEFACT Recommendation 20 units in use, with the words that mean them.
  static let units = Vocabulary(
    "unit", Words("unit", uk: "одиниця", de: "Einheit"),
    [
      Term(
        "H87", "piece", uk: "штука", de: "Stück",
        also: ["pieces", "pc", "pcs", "шт", "шт.", "штук", "stk"]),
      Term("KGM", "kg", uk: "кг", de: "kg", also: ["kilogram", "kilogramm"]),
      Term("GRM", "g", uk: "г", de: "g", also: ["gram", "gramm"]),
      Term("TNE", "t", uk: "т", de: "t", also: ["tonne", "tonnes", "тонна", "тонн"]),
      Term("LTR", "l", uk: "л", de: "l", also: ["litre", "liter", "літр", "літрів"]),
      Term("MTR", "m", uk: "м", de: "m", also: ["metre", "meter", "метр"]),
      Term("MTK", "m2", uk: "м2", de: "m2"), Term("MTQ", "m3", uk: "м3", de: "m3"),
      Term("KWH", "kWh", uk: "кВт·год", de: "kWh"), Term("KWT", "kW", uk: "кВт", de: "kW"),
      Term(
        "XPK", "package", uk: "пакет", de: "Paket",
        also: ["packages", "pack", "пакетів", "pakete"]),
      Term(
        "XBX", "box", uk: "ящик", de: "Kiste",
        also: ["boxes", "ящиків", "коробка", "коробок", "karton"]),
      Term("XPX", "pallet", uk: "палета", de: "Palette", also: ["pallets", "палет", "paletten"]),
      Term("SET", "set", uk: "комплект", de: "Satz", also: ["sets", "комплектів"]),
      Term("NPR", "pair", uk: "пара", de: "Paar", also: ["pairs", "пар"]),
      Term("HUR", "hour", uk: "година", de: "Stunde", also: ["hours"]),
      Term(
        "IE", "person", uk: "особа", de: "Person", also: ["persons", "people", "осіб", "personen"]),
    ])

  /// ISO 3166-1 alpha-2.
  static let countries = Vocabulary(
    "country", Words("country", uk: "країна", de: "Land"),
    [
      Term("UA", "Ukraine", uk: "Україна", de: "Ukraine"),
      Term("DE", "Germany", uk: "Німеччина", de: "Deutschland"),
      Term("PL", "Poland", uk: "Польща", de: "Polen"),
      Term("FR", "France", uk: "Франція", de: "Frankreich"),
    ])

  /// Border crossings.
  static let crossings = Vocabulary(
    "crossing", Words("border crossing", uk: "пункт пропуску", de: "Grenzübergang"),
    [
      Term(
        "krakovets-korczowa", "Krakovets – Korczowa", uk: "Краковець – Корчова",
        de: "Krakowez – Korczowa")
    ])
}
