"""Towns, goods and people: what the tables are filled with. People and figures are made up."""

TOWNS = {
    "DE": ["Duisburg", "Bonn", "Leipzig", "Freiburg", "Kassel", "Lübeck", "Erfurt", "Mainz", "Rostock", "Potsdam",
           "Halle", "Bielefeld", "Ulm", "Jena", "Trier", "Gera"],
    "PL": ["Lublin", "Rzeszów", "Poznań", "Toruń", "Białystok", "Kielce", "Opole", "Zamość", "Chełm", "Gdynia",
           "Łódź", "Sopot"],
    "FR": ["Lille", "Nantes", "Tours", "Reims", "Brest", "Dijon", "Nancy", "Angers", "Amiens", "Rennes", "Metz", "Pau"],
}
CURRENCY = {"UA": "UAH", "DE": "EUR", "FR": "EUR", "PL": "PLN"}
PLACES = {"UA": ("склад № 1", "склад № 2", "ліцей"), "DE": ("Lager 1", "Lager 2", "Bauhof"),
          "PL": ("magazyn 1", "magazyn 2", "remiza"), "FR": ("dépôt 1", "dépôt 2", "mairie")}
PEOPLE = {"UA": ["О. Коваль", "І. Шевченко", "Л. Бондар", "Н. Мельник"],
          "DE": ["A. Schmidt", "G. Weber", "K. Vogel"], "PL": ["M. Nowak", "J. Zieliński"],
          "FR": ["C. Moreau", "L. Girard"]}
THEMES = ["школи", "енергія", "медицина", "культура", "вода", "молодь", "відбудова", "спорт"]
RECIPIENTS = ["лікарня № 2", "ліцей № 7", "прихисток", "дитячий садок «Сонечко»", "водоканал", "пожежна частина",
              "центр надання послуг", "бібліотека"]

# Kind of aid: the lines that it has, each in Ukrainian, German, Polish and French, with its unit, the most of one
# line, whether it is counted in fractions, and the most that one is worth, in cents.
GOODS = {
    "equipment": [
        (("Генератор 5 кВт", "Stromerzeuger 5 kW", "Agregat 5 kW", "Groupe électrogène 5 kW"), "H87", 40, 0, 180_000),
        (("Насос", "Pumpe", "Pompa", "Pompe"), "H87", 25, 0, 95_000),
        (("Кабель", "Kabel", "Kabel", "Câble"), "MTR", 900, 3, 1_200)],
    "goods": [
        (("Ковдра", "Decke", "Koc", "Couverture"), "H87", 800, 0, 2_400),
        (("Спальний мішок", "Schlafsack", "Śpiwór", "Sac de couchage"), "H87", 300, 0, 4_900),
        (("Крупа", "Getreide", "Kasza", "Céréales"), "KGM", 2_000, 3, 190),
        (("Вода питна", "Trinkwasser", "Woda pitna", "Eau potable"), "LTR", 5_000, 2, 60)],
    "medical": [
        (("Бинт", "Verband", "Bandaż", "Bandage"), "XBX", 400, 0, 2_100),
        (("Ліжко лікарняне", "Krankenbett", "Łóżko szpitalne", "Lit médicalisé"), "H87", 30, 0, 220_000)],
    "vehicles": [
        (("Автобус", "Bus", "Autobus", "Autobus"), "H87", 3, 0, 9_500_000),
        (("Пожежна машина", "Löschfahrzeug", "Wóz strażacki", "Camion de pompiers"), "H87", 2, 0, 12_500_000)],
}
PLAIN = {"money": ("Кошти", "Geldspende", "Darowizna", "Don"), "works": ("Роботи", "Bauleistung", "Roboty", "Travaux"),
         "services": ("Послуги", "Dienstleistung", "Usługi", "Services"),
         "training": ("Навчання", "Schulung", "Szkolenie", "Formation")}
LANGUAGES = ["UA", "DE", "PL", "FR"]


def in_language(words: tuple[str, ...], country: str) -> str:
    """Returns a word in the language of a country."""
    return words[LANGUAGES.index(country)]
