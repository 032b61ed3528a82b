import CCodeLists

extension CodeList {
  /// Chapters of the Harmonized System, 01 to 97.
  ///
  /// 77 is kept for later use and not in the list. Column `section`.
  public static let chapters = unsafe CodeList("chapters", chaptersTable())

  /// Countries: ISO 3166-1 alpha-2, and Kosovo's `XK`.
  ///
  /// Column `alpha3`.
  public static let countries = unsafe CodeList("countries", countriesTable())

  /// Points where road and rail cross Ukraine's western borders; there are more of them.
  ///
  /// Columns `country`, the other one, and `kind`: `road` or `rail`.
  public static let crossings = unsafe CodeList("crossings", crossingsTable())

  /// Currencies: ISO 4217.
  ///
  /// Columns `decimals`, and `until`: the last day (2025-12-31) of one that is no more.
  public static let currencies = unsafe CodeList("currencies", currenciesTable())

  /// Oblasts, cities with special status, and hromadas of Ukraine by KATOTTG.
  ///
  /// Columns `kind`: `oblast`, `city` or `hromada`; and of a hromada `rayon` and `oblast`, in
  /// Ukrainian.
  public static let places = unsafe CodeList("places", placesTable())

  /// Units: UN/CEFACT Recommendation 20, and 21 with an X before the code; those of use for aid.
  ///
  /// Columns `recommendation`: 20 or 21; and `short_en`, `short_uk`, `short_de`: the symbol that is
  /// written after a number (`kg`, `кг`), where there is one.
  public static let units = unsafe CodeList("units", unitsTable())

  /// Every list.
  public static var all: [CodeList] {
    [chapters, countries, crossings, currencies, places, units]
  }

  private init(_ name: String, _ table: CodeListTable) {
    let bytes = unsafe UnsafeBufferPointer(start: table.bytes, count: table.count)
    self.init(name, text: unsafe String(decoding: bytes, as: UTF8.self))
  }
}
