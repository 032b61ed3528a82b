import Language
import Testing

@Test(
  "the examples of the resolution come out as in its table",
  arguments: [
    ("Алушта", "Alushta"), ("Борщагівка", "Borshchahivka"), ("Вінниця", "Vinnytsia"),
    ("Гадяч", "Hadiach"), ("Згорани", "Zghorany"), ("Розгон", "Rozghon"), ("Ґалаґан", "Galagan"),
    ("Єнакієве", "Yenakiieve"), ("Короп’є", "Koropie"), ("Житомир", "Zhytomyr"),
    ("Закарпаття", "Zakarpattia"), ("Їжакевич", "Yizhakevych"), ("Кадиївка", "Kadyivka"),
    ("Мар’їне", "Marine"), ("Йосипівка", "Yosypivka"), ("Стрий", "Stryi"), ("Київ", "Kyiv"),
    ("Миколаїв", "Mykolaiv"), ("Харків", "Kharkiv"), ("Біла Церква", "Bila Tserkva"),
    ("Щербухи", "Shcherbukhy"), ("Гоща", "Hoshcha"), ("Русь", "Rus"), ("Юрій", "Yurii"),
    ("Корюківка", "Koriukivka"), ("Яготин", "Yahotyn"), ("Знам’янка", "Znamianka"),
    ("Феодосія", "Feodosiia"),
  ])
func examples(uk: String, latin: String) {
  #expect(Transliteration.latin(uk) == latin)
}

@Test func `capitals stay capitals, and a part behind a hyphen begins a word`() {
  #expect(Transliteration.latin("ЩАСТЯ, ЗГОДА, Я Щ") == "SHCHASTIA, ZGHODA, Ya Shch")
  #expect(Transliteration.latin("Нью-Йорк і Івано-Ялинка") == "Niu-York i Ivano-Yalynka")
}

@Test func `every apostrophe falls out of a word, and only there`() {
  for apostrophe in ["’", "'", "ʼ"] {
    #expect(Transliteration.latin("Кам\(apostrophe)янець") == "Kamianets")
    #expect(Transliteration.latin("\(apostrophe)так\u{20}") == "\(apostrophe)tak ")
  }
}

@Test func `what is not Ukrainian stays as it is`() {
  #expect(Transliteration.latin("") == "")
  #expect(Transliteration.latin("Görlitz, ул. Ы № 5 👍🏽 İ") == "Görlitz, ul. Ы № 5 👍🏽 İ")
}
