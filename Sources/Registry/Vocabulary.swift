/// The code lists that entry is checked against.
public enum Vocabulary {
  /// ISO 4217 currencies in use here, with their number of decimals.
  public static let currencies: [String: Int] = Dictionary(
    uniqueKeysWithValues: (twoDecimals.map { ($0, 2) }
      + ["JPY", "KRW", "ISK", "CLP", "VND"].map { ($0, 0) }
      + ["TND", "KWD", "BHD", "JOD", "OMR", "IQD", "LYD"].map { ($0, 3) }))

  private static let twoDecimals = """
    UAH EUR USD GBP CHF PLN CZK HUF RON BGN SEK NOK DKK MDL GEL TRY CAD AUD NZD CNY ILS ALL MKD \
    RSD BAM AMD AZN KZT UZS KGS TJS INR BRL MXN ZAR AED SAR EGP MAD SGD HKD TWD THB PHP IDR MYR
    """.split(separator: " ").map(String.init)

  /// UN/CEFACT Recommendation 20 units in use, with the words that mean them.
  public static let units: [String: [String]] = [
    "H87": ["piece", "pieces", "pc", "pcs", "шт", "шт.", "штука", "штук", "stück", "stk"],
    "KGM": ["kg", "кг", "kilogram", "kilogramm"], "GRM": ["g", "г", "gram", "gramm"],
    "TNE": ["t", "т", "tonne", "tonnes", "тонна", "тонн"],
    "LTR": ["l", "л", "litre", "liter", "літр", "літрів"],
    "MTR": ["m", "м", "metre", "meter", "метр"], "MTK": ["m2", "м2"], "MTQ": ["m3", "м3"],
    "KWH": ["kwh", "квт·год"], "KWT": ["kw", "квт"],
    "XPK": ["package", "packages", "pack", "пакет", "пакетів", "paket", "pakete"],
    "XBX": ["box", "boxes", "ящик", "ящиків", "коробка", "коробок", "kiste", "karton"],
    "XPX": ["pallet", "pallets", "палета", "палет", "palette", "paletten"],
    "SET": ["set", "sets", "комплект", "комплектів", "satz"],
    "NPR": ["pair", "pairs", "пара", "пар", "paar"], "HUR": ["hour", "hours", "година", "stunde"],
    "IE": ["person", "persons", "people", "особа", "осіб", "personen"],
  ]

  /// Returns the code that a word or code means, or nil.
  public static func unit(_ text: String) -> String? {
    let upper = text.uppercased()
    if units[upper] != nil { return upper }
    let lower = text.lowercased()
    return units.first { $0.value.contains(lower) }?.key
  }
}
