import Merging

extension Schema {
  static let aid = RecordType(
    "aid", "aid that one partner gives the other", place: .dossier(of: "partnership"),
    title: "title",
    [
      Field("partnership", .reference("partnership"), "the partnership", required: true),
      Field("title", .text, "what it is, in a few words", required: true),
      Field(
        "kind",
        .choice([
          "goods", "money", "works", "services", "training", "medical", "equipment", "vehicles",
        ]), "kind of aid", required: true),
      Field("donor", .office, "the office that gives"),
      Field("recipient", .office, "the office that receives"),
      Field("offered", .date, "date of the offer"),
      Field("agreed", .date, "date of the agreement"),
      Field("received", .date, "date of receipt"),
      Field("value", .money, "value with its currency: 1200.50 EUR"),
      Field("quantity", .quantity, "quantity with its unit, where one line is enough: 12 H87"),
      Field(
        "status",
        .choice(["offered", "agreed", "on-the-way", "received", "handed-out", "reported"]),
        "where it stands"),
      Field("waybill", .text, "number of the waybill (CMR)"),
      Field("tags", .text, "tags", rule: .set),
      Field("note", .text, "note", rule: .latest),
    ])

  static let item = RecordType(
    "item", "one line of an aid entry", place: .dossier(of: "aid"), title: "name",
    [
      Field("aid", .reference("aid"), "the aid entry", required: true),
      Field("name", .text, "name", required: true),
      Field("name-uk", .text, "name in Ukrainian"),
      Field("name-de", .text, "name in German"),
      Field("uktzed", .text, "UKTZED or HS code"),
      Field("quantity", .quantity, "quantity with its unit: 12 H87"),
      Field("unit-value", .money, "value of one unit"),
      Field("weight", .decimal, "weight in kilograms"),
      Field("expiry", .date, "date of expiry"),
      Field("condition", .text, "condition", rule: .latest),
      Field("serials", .text, "batch or serial numbers", rule: .set),
    ])

  static let ledger = RecordType(
    "ledger", "an entry in the books of an item; never changed, only reversed",
    place: .dossier(of: "item"), title: "kind", isLedger: true,
    [
      Field("item", .reference("item"), "the item", required: true),
      Field(
        "kind", .choice(["received", "handed-out", "returned", "written-off", "reversal"]),
        "what happened", required: true),
      Field("quantity", .quantity, "quantity with its unit: 8 H87", required: true),
      Field("date", .date, "when", required: true),
      Field("place", .text, "where"),
      Field("act", .text, "number of the act"),
      Field("counterparty", .text, "who gave or received"),
      Field("reverses", .reference("ledger"), "of a reversal: the entry it takes back"),
    ])
}
