import Deflate
import Zstandard

/// How segments, and notes about bundles, are packed in a store.
package enum SegmentPacking {
  /// The most bytes that any of them has.
  private static let maximumBytes = 268_435_456

  // At the next level packing takes a third longer, and nothing becomes smaller.
  private static let codec = BlockCodec(level: 1, dictionary: dictionary)

  /// Returns bytes packed.
  package static func pack(_ bytes: [UInt8]) -> [UInt8] { codec.pack(bytes) }

  /// Returns what was packed, also by the first versions of the store; nil where it is damaged.
  static func unpack(_ bytes: [UInt8]) -> [UInt8]? {
    if BlockCodec.isPacked(bytes) { return codec.unpack(bytes, maximumBytes: maximumBytes) }
    return try? Zlib.unpack(bytes, maximumBytes: maximumBytes, dictionary: dictionary)
  }

  /// What nearly every segment says: small ones, as a laptop signs them every few days, hardly say
  /// anything else; what comes most often stands last.
  ///
  /// A store can only be read with the dictionary that it was written with: this one never changes.
  static let dictionary = Array((fields + types + lines).utf8)

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
