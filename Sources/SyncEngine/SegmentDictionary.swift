/// What nearly every segment says, for the compressor of the store: small segments, as a laptop
/// signs them every few days, hardly say anything else.
///
/// A store can only be read with the dictionary that it was written with: this one never changes.
enum SegmentDictionary {
  /// The text; what comes most often stands last.
  static let bytes = Array((fields + types + lines).utf8)

  private static let fieldNames = """
    official-vocabulary official-code official-en official-uk official-de official-words official-
    currency official-target official-rate official-date official-name official-value official-
    source columns constants key decimal-comma dates headings about where words sort item to-place
    recipient-edrpou persons place entries amount counterparty act document reverses number
    language file title-uk title-de text text-uk text-de date community code country oblast edrpou
    population languages sectors needs strengths website a name-a b name-b parties form fields in-
    common appeal profile search first-contact intent draft council-decision-a council-decision-b
    council-decision-c signing registration work-plan review extension suspension ending valid-
    until aims people-in-charge budget-line source role phone email step office who due done
    consignment partnership kind direction donor purpose offered agreed received value agreement
    tags name name-uk name-de uktzed quantity unit-value expiry condition packaging serials
    account title aid status sender recipient carrier carrier-edrpou vehicle waybill route from to
    crossing planned-departure planned-arrival departed at-border cleared arrived accepted
    declaration recognition customs-value weight packages seals documents note card driver driver-
    phone
    """

  private static let fields = fieldNames.split { $0 == " " || $0 == "\n" }
    .map { "\"},{\"f\":\"\($0)\",\"v\":\"" }.joined()

  private static let types = ["office", "partnership", "item", "consignment", "delivery", "aid"]
    .map { "\",\"ops\":[{\"y\":\"\($0)\",\"r\":\"" }.joined()

  private static let lines = [
    #"{"hash":""#, #"","signature":""#, #"{"segment":1,"network":""#, #"","device":""#,
    #"","epoch":""#, #"","dossier":""#, #"","log":""#, #"","first":1,"last":1,"commits":1"#,
    #","previous":null,"office":"DE/","office":"UA"#, #"","v":{"amount":""#,
    #"","currency":"EUR"}"#, #","why":""#, #"{"n":1,"l":1,"t":1700000000,"by":""#,
    #"","ops":[{"y":"aid","r":""#, #"","x":[["#, #"]],"f":""#, #"","v":""#,
  ].joined()
}
