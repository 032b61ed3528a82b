import Language

extension Codes {
  /// What aid consists of: no field is chosen from it, but finding and comparing go by it.
  ///
  /// The centre extends it by terms like any other vocabulary.
  static let things = Vocabulary(
    "thing", Words("thing", uk: "річ", de: "Sache"),
    [
      Term(
        "generator", "generator", uk: "генератор", de: "Generator",
        also: [
          "power generator", "електрогенератор", "Stromerzeuger", "Notstromaggregat",
          "Stromaggregat", "дизель-генератор", "genset",
        ]),
      Term(
        "blanket", "blanket", uk: "ковдра", de: "Decke", also: ["Wolldecke", "плед", "покривало"]),
      Term(
        "ambulance", "ambulance", uk: "швидка", de: "Krankenwagen",
        also: ["Rettungswagen", "карета швидкої допомоги", "RTW", "автомобіль швидкої допомоги"]),
      Term(
        "fire-engine", "fire engine", uk: "пожежний автомобіль", de: "Feuerwehrauto",
        also: [
          "fire truck", "Löschfahrzeug", "пожежна машина", "Feuerwehrfahrzeug", "автоцистерна",
          "Tanklöschfahrzeug",
        ]),
      Term("bus", "bus", uk: "автобус", de: "Bus", also: ["Omnibus", "Linienbus", "city bus"]),
      Term("tram", "tram", uk: "трамвай", de: "Straßenbahn", also: ["tramway", "streetcar"]),
      Term(
        "lorry", "lorry", uk: "вантажівка", de: "Lastwagen",
        also: ["truck", "LKW", "вантажний автомобіль"]),
      Term(
        "car", "car", uk: "легковий автомобіль", de: "Auto",
        also: ["passenger car", "PKW", "позашляховик"]),
      Term(
        "van", "van", uk: "мікроавтобус", de: "Transporter",
        also: ["minibus", "Kleinbus", "фургон"]),
      Term(
        "refuse-lorry", "refuse lorry", uk: "сміттєвоз", de: "Müllwagen",
        also: ["garbage truck", "Müllfahrzeug"]),
      Term("excavator", "excavator", uk: "екскаватор", de: "Bagger", also: ["digger"]),
      Term("tractor", "tractor", uk: "трактор", de: "Traktor", also: ["Schlepper"]),
      Term("trailer", "trailer", uk: "причіп", de: "Anhänger"),
      Term("transformer", "transformer", uk: "трансформатор", de: "Transformator", also: ["Trafo"]),
      Term("boiler", "boiler", uk: "котел", de: "Heizkessel", also: ["бойлер", "Kessel"]),
      Term("stove", "stove", uk: "піч", de: "Ofen", also: ["буржуйка", "Kaminofen"]),
      Term(
        "heater", "heater", uk: "обігрівач", de: "Heizgerät",
        also: ["Heizlüfter", "тепловентилятор", "радіатор", "Heizkörper"]),
      Term("heat-pump", "heat pump", uk: "тепловий насос", de: "Wärmepumpe"),
      Term(
        "battery", "battery", uk: "акумулятор", de: "Batterie",
        also: ["батарея", "Akku", "power station", "зарядна станція", "Powerstation"]),
      Term("power-bank", "power bank", uk: "павербанк", de: "Powerbank"),
      Term("inverter", "inverter", uk: "інвертор", de: "Wechselrichter"),
      Term(
        "solar-panel", "solar panel", uk: "сонячна панель", de: "Solarmodul",
        also: ["Solarpanel", "Photovoltaik"]),
      Term(
        "lamp", "lamp", uk: "лампа", de: "Lampe",
        also: ["ліхтар", "Leuchte", "flashlight", "Taschenlampe"]),
      Term("candle", "candle", uk: "свічка", de: "Kerze"),
      Term("cable", "cable", uk: "кабель", de: "Kabel"),
      Term(
        "pump", "pump", uk: "насос", de: "Pumpe",
        also: ["помпа", "Wasserpumpe", "Tauchpumpe", "мотопомпа"]),
      Term("pipe", "pipe", uk: "труба", de: "Rohr"),
      Term("water-filter", "water filter", uk: "фільтр для води", de: "Wasserfilter"),
      Term(
        "water-tank", "water tank", uk: "бак для води", de: "Wassertank",
        also: ["резервуар для води"]),
      Term("water", "drinking water", uk: "питна вода", de: "Trinkwasser", also: ["bottled water"]),
      Term(
        "bed", "bed", uk: "ліжко", de: "Bett",
        also: ["hospital bed", "Krankenhausbett", "Pflegebett"]),
      Term("mattress", "mattress", uk: "матрац", de: "Matratze", also: ["матрас"]),
      Term("pillow", "pillow", uk: "подушка", de: "Kissen"),
      Term(
        "sleeping-bag", "sleeping bag", uk: "спальний мішок", de: "Schlafsack", also: ["спальник"]),
      Term("bed-linen", "bed linen", uk: "постільна білизна", de: "Bettwäsche"),
      Term("tent", "tent", uk: "намет", de: "Zelt"),
      Term("clothing", "clothing", uk: "одяг", de: "Kleidung", also: ["clothes", "Bekleidung"]),
      Term("jacket", "jacket", uk: "куртка", de: "Jacke"),
      Term("shoes", "shoes", uk: "взуття", de: "Schuhe", also: ["boots", "Stiefel", "черевики"]),
      Term(
        "hygiene-kit", "hygiene kit", uk: "гігієнічний набір", de: "Hygieneset",
        also: ["hygiene products", "засоби гігієни", "Hygieneartikel"]),
      Term("nappies", "nappies", uk: "підгузки", de: "Windeln", also: ["diapers", "памперси"]),
      Term("soap", "soap", uk: "мило", de: "Seife"),
      Term(
        "food", "food", uk: "продукти харчування", de: "Lebensmittel",
        also: ["продуктові набори", "food parcels", "харчові продукти"]),
      Term("baby-food", "baby food", uk: "дитяче харчування", de: "Babynahrung"),
      Term("flour", "flour", uk: "борошно", de: "Mehl"),
      Term("rice", "rice", uk: "рис", de: "Reis"),
      Term("sugar", "sugar", uk: "цукор", de: "Zucker"),
      Term("canned-food", "canned food", uk: "консерви", de: "Konserven", also: ["tinned food"]),
      Term(
        "medicine", "medicines", uk: "ліки", de: "Medikamente",
        also: ["медикаменти", "Arzneimittel", "drugs", "лікарські засоби"]),
      Term(
        "bandage", "bandages", uk: "бинти", de: "Verbandmaterial",
        also: ["перев'язувальні матеріали", "dressings", "Verbände"]),
      Term("tourniquet", "tourniquet", uk: "турнікет", de: "Tourniquet", also: ["джгут"]),
      Term(
        "first-aid-kit", "first aid kit", uk: "аптечка", de: "Verbandkasten",
        also: ["Erste-Hilfe-Set"]),
      Term(
        "wheelchair", "wheelchair", uk: "інвалідний візок", de: "Rollstuhl",
        also: ["крісло колісне"]),
      Term("crutches", "crutches", uk: "милиці", de: "Krücken", also: ["Gehhilfen"]),
      Term("stretcher", "stretcher", uk: "ноші", de: "Trage"),
      Term(
        "ultrasound", "ultrasound device", uk: "апарат УЗД", de: "Ultraschallgerät", also: ["узд"]),
      Term(
        "x-ray", "x-ray machine", uk: "рентген", de: "Röntgengerät", also: ["рентгенівський апарат"]
      ),
      Term("ventilator", "ventilator", uk: "апарат ШВЛ", de: "Beatmungsgerät"),
      Term("incubator", "incubator", uk: "інкубатор", de: "Inkubator", also: ["кувез"]),
      Term("defibrillator", "defibrillator", uk: "дефібрилятор", de: "Defibrillator"),
      Term("syringe", "syringes", uk: "шприци", de: "Spritzen"),
      Term("gloves", "gloves", uk: "рукавички", de: "Handschuhe"),
      Term("mask", "masks", uk: "маски", de: "Masken"),
      Term(
        "disinfectant", "disinfectant", uk: "дезінфекційний засіб", de: "Desinfektionsmittel",
        also: ["антисептик"]),
      Term("computer", "computer", uk: "комп'ютер", de: "Computer", also: ["Rechner"]),
      Term("laptop", "laptop", uk: "ноутбук", de: "Laptop", also: ["notebook"]),
      Term("tablet", "tablet computer", uk: "планшет", de: "Tablet"),
      Term("printer", "printer", uk: "принтер", de: "Drucker"),
      Term("server", "server", uk: "сервер", de: "Server"),
      Term(
        "starlink", "Starlink", uk: "старлінк", de: "Starlink",
        also: ["satellite terminal", "супутниковий термінал"]),
      Term("radio", "radio set", uk: "рація", de: "Funkgerät", also: ["радіостанція"]),
      Term(
        "phone", "telephone", uk: "телефон", de: "Telefon",
        also: ["smartphone", "смартфон", "Handy"]),
      Term(
        "school-desk", "school desk", uk: "парта", de: "Schulbank",
        also: ["шкільна парта", "Schultisch"]),
      Term("book", "books", uk: "книги", de: "Bücher", also: ["підручники", "textbooks"]),
      Term("toy", "toys", uk: "іграшки", de: "Spielzeug"),
      Term("furniture", "furniture", uk: "меблі", de: "Möbel"),
      Term("chair", "chairs", uk: "стільці", de: "Stühle"),
      Term("window", "windows", uk: "вікна", de: "Fenster"),
      Term("glass", "window glass", uk: "скло", de: "Fensterglas"),
      Term("roof", "roofing", uk: "покрівля", de: "Dachdeckung", also: ["шифер"]),
      Term("tarpaulin", "tarpaulin", uk: "тент", de: "Plane", also: ["брезент", "плівка"]),
      Term("plywood", "plywood", uk: "фанера", de: "Sperrholz", also: ["OSB", "плити ОСБ"]),
      Term("cement", "cement", uk: "цемент", de: "Zement"),
      Term("tool", "tools", uk: "інструменти", de: "Werkzeug"),
      Term("chainsaw", "chainsaw", uk: "бензопила", de: "Kettensäge", also: ["Motorsäge"]),
      Term("helmet", "helmets", uk: "каски", de: "Helme", also: ["шоломи"]),
      Term("fire-hose", "fire hose", uk: "пожежний рукав", de: "Feuerwehrschlauch"),
      Term(
        "container", "container", uk: "контейнер", de: "Container",
        also: ["modular house", "модульний будинок", "Wohncontainer"]),
      Term(
        "fuel", "fuel", uk: "пальне", de: "Kraftstoff", also: ["diesel", "дизпальне", "Diesel"]),
      Term("bicycle", "bicycle", uk: "велосипед", de: "Fahrrad"),
      Term("drone", "drone", uk: "дрон", de: "Drohne"),
    ])
}
