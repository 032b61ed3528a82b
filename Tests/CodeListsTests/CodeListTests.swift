import Foundation
import Language
import TestSupport
import Testing

@testable import CodeLists

@Test(
  arguments: [
    ("chapters", 96, ["section"]), ("countries", 250, ["alpha3"]),
    ("crossings", 42, ["country", "kind"]), ("currencies", 157, ["decimals", "until"]),
    ("places", 1_799, ["kind", "rayon", "oblast"]),
    ("units", 104, ["recommendation", "short_en", "short_uk", "short_de"]),
  ])
func `each list has its size and its columns`(name: String, count: Int, more: [String]) throws {
  let list = try #require(CodeList.all.first { $0.name == name })
  #expect(list.entries.count == count)
  let columns = Set(["code", "en", "uk", "de", "synonyms"] + more)
  #expect(list.entries.allSatisfy { Set($0.columns.keys) == columns })
}

@Test func `a list in the program is its file, in form NFC`() throws {
  for list in CodeList.all {
    let file = try Repository.bytes("Sources/CCodeLists/lists/\(list.name).tsv")
    let text = String(decoding: file, as: UTF8.self)
    #expect(text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(file), "\(list.name)")
    let rows = text.components(separatedBy: "\n").dropLast().map {
      $0.components(separatedBy: "\t")
    }
    let headings = try #require(rows.first)
    #expect(Array(headings.prefix(5)) == ["code", "en", "uk", "de", "synonyms"])
    let made = list.entries.map { entry in headings.map { entry.columns[$0] ?? "?" } }
    #expect(made.elementsEqual(rows.dropFirst()), "\(list.name)")
  }
}

@Test func `codes are sorted, each once`() {
  for list in CodeList.all {
    let codes = list.entries.map(\.code)
    for (code, next) in zip(codes, codes.dropFirst()) {
      #expect(code.utf8.lexicographicallyPrecedes(next.utf8), "\(list.name): \(code), \(next)")
    }
    for entry in list.entries { #expect(list[entry.code]?.names == entry.names) }
  }
}

@Test func `every entry has a clean name in every language`() {
  for list in CodeList.all {
    for entry in list.entries {
      for word in entry.words {
        let isClean = !word.isEmpty && word.first != " " && word.last != " "
        #expect(isClean, "\(list.name) \(entry.code): '\(word)'")
      }
      let isCyrillic = entry.names.uk.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
      #expect(isCyrillic, "\(list.name) \(entry.code): \(entry.names.uk)")
      #expect(!entry.names.uk.contains("'"), "\(entry.names.uk): its apostrophe is U+2019")
    }
  }
}

@Test func `a word means one code, and no synonym stands twice`() {
  for list in CodeList.all {
    var codes: [String: String] = [:]
    for entry in list.entries {
      let words = entry.words.map { $0.uppercased() }
      let synonyms = words.suffix(entry.synonyms.count)
      let isNew = Set(synonyms).isDisjoint(with: words.dropLast(synonyms.count))
      #expect(isNew && Set(synonyms).count == synonyms.count, "\(list.name) \(entry.code)")
      guard entry.columns["kind"] != "hromada" else { continue }
      for word in Set(words) {
        let other = codes.updateValue(entry.code, forKey: word)
        #expect(other == nil, "\(list.name): '\(word)' means \(entry.code) and \(other ?? "")")
        let found = list.entry(meaning: word.lowercased())?.code
        #expect(found == entry.code, "\(list.name): \(word)")
      }
    }
  }
}

@Test func `a name that several hromadas have means none of them`() {
  #expect(CodeList.places.entry(meaning: "Криворізька") == nil)
  #expect(CodeList.places.entry(meaning: "Апостолівська")?.code == "UA12060010000090992")
  #expect(CodeList.places.entry(meaning: "") == nil)
}

@Test func `countries are those of the standard`() throws {
  let ukraine = try #require(CodeList.countries["UA"])
  #expect(ukraine.names == Words("Ukraine", uk: "Україна", de: "Ukraine"))
  #expect(ukraine.columns["alpha3"] == "UKR")
  #expect(CodeList.countries["ua"] == nil)
  #expect(CodeList.countries.entry(meaning: "великобританія")?.code == "GB")
  #expect(CodeList.countries.entry(meaning: "GROSSBRITANNIEN")?.code == "GB")
  #expect(CodeList.countries.entries.allSatisfy { $0.code.utf8.count == 2 })
}

@Test func `currencies are those of the standard, with their decimals`() {
  let currencies = CodeList.currencies
  let groups = Dictionary(grouping: currencies.entries) { $0.columns["decimals"] ?? "" }
  #expect(Set(groups.keys) == ["0", "2", "3"])
  let three = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
  #expect(groups["3"]?.map(\.code) == three)
  #expect(groups["0"]?.count == 16)
  for (word, code) in [("€", "EUR"), ("Євро", "EUR"), ("ГРН", "UAH"), ("₴", "UAH"), ("zł", "PLN")] {
    #expect(currencies.entry(meaning: word)?.code == code)
  }
  #expect(currencies["BGN"]?.columns["until"] == "2025-12-31")
  #expect(currencies["XAU"] == nil)
}

@Test(
  arguments: [
    ("pcs", "H87"), ("шт.", "H87"), ("Stück", "H87"), ("штуки", "H87"), ("ящиків", "XBX"),
    ("Kisten", "XBX"), ("м²", "MTK"), ("кВт·год", "KWH"), ("т", "TNE"), ("PR", "NPR"),
    ("HAR", "H18"), ("палет", "XPX"), ("осіб", "IE"), ("Konservendose", "XTN"), ("dose", "E27"),
  ])
func `a unit is known by many words`(word: String, code: String) {
  #expect(CodeList.units.entry(meaning: word)?.code == code)
}

@Test func `the symbol of a unit means it, and is there in every language or in none`() {
  for unit in CodeList.units.entries {
    let symbols = ["short_en", "short_uk", "short_de"].compactMap { unit.columns[$0] }
    #expect(Set(symbols.map(\.isEmpty)).count == 1, "\(unit.code)")
    for symbol in symbols where !symbol.isEmpty {
      #expect(CodeList.units.entry(meaning: symbol)?.code == unit.code, "\(symbol)")
    }
  }
  #expect(CodeList.units["KGM"]?.columns["short_uk"] == "кг")
}

@Test func `the names of hromadas in Latin letters are transliterated by the official table`() {
  let hromadas = CodeList.places.entries.filter { $0.columns["kind"] == "hromada" }
  #expect(hromadas.count == 1_772)
  for entry in hromadas {
    #expect(entry.names.en == Transliteration.latin(entry.names.uk))
    #expect(entry.names.de == entry.names.en)
  }
  let kryvyiRih = CodeList.places["UA12060170000091033"]
  #expect(kryvyiRih?.names.en == "Kryvorizka")
  #expect(kryvyiRih?.columns["oblast"] == "Дніпропетровська")
}

@Test func `the oblast of every hromada is in the list, and its code begins likewise`() {
  let oblasts = CodeList.places.entries.filter { $0.columns["kind"] != "hromada" }
  #expect(oblasts.count == 27)
  let names = Dictionary(grouping: oblasts) { $0.code.prefix(4) }
  for entry in CodeList.places.entries where entry.columns["kind"] == "hromada" {
    let oblast = names[entry.code.prefix(4)]?.first?.names.uk ?? ""
    #expect(oblast.hasPrefix(entry.columns["oblast"] ?? "?"), "\(entry.code)")
  }
}

@Test func `every crossing leads to a neighbour, and its code tells whether by rail`() {
  for entry in CodeList.crossings.entries {
    let neighbour = entry.columns["country"] ?? ""
    #expect(["PL", "SK", "HU", "RO", "MD"].contains(neighbour), "\(entry.code)")
    #expect(["road", "rail"].contains(entry.columns["kind"]), "\(entry.code)")
    #expect(entry.code.hasSuffix("-rail") == (entry.columns["kind"] == "rail"), "\(entry.code)")
  }
}

@Test func `a text with nothing or too little in it makes a list all the same`() {
  #expect(CodeList("none", text: "").entries.isEmpty)
  let short = CodeList("short", text: "code\ten\nA\nB\tb\tc\n")
  #expect(short.entries.map(\.code) == ["A", "B"])
  #expect(short["B"]?.names.en == "b")
}
