import Files
import Merging
import Registry
import Wire

/// Bundles as texts, to begin with: one with a record of every type, and one with all of them.
enum SeedRecords {
  private static let record = "0000000000000000000000000000000"
  private static let samples = [
    "2023-02-09", "12 pcs", "13806 EUR", "yes", "13806 EUR; 2023-02-09", "DE/Duisburg", "12.5",
    "\(record)1", "UA12060170000091033", "\(record)1; 2023-02-09", "EUR", "UAH", "pcs", "goods",
    "2023-02-09; Decision 7; City council", "solidarity", "received", "UA", "de", "10",
    "UA213223130000026007233566001", "Kryvyi Rih; DE/Duisburg", "title", "Генератори 5 kVA",
  ]

  /// Writes them to a folder.
  static func write(to folder: String) throws {
    var all: [String] = []
    for (place, type) in Schema.standard.types.enumerated() {
      let operations = Self.operations(of: type, place)
      guard !operations.isEmpty else { continue }
      all += operations
      try File.writeDurably(bundle([operations]), to: "\(folder)/\(type.name)")
    }
    try File.writeDurably(bundle([all]), to: "\(folder)/all")
  }

  /// One operation for each field, whose value is the first or last sample that fits it.
  private static func operations(of type: RecordType, _ place: Int) -> [String] {
    let values = type.fields.enumerated().compactMap { index, field -> (Field, JSONValue)? in
      let fitting = samples.compactMap { try? field.parse($0) }.filter { !$0.isNull }
      guard let value = index % 2 == 0 ? fitting.last : fitting.first else { return nil }
      return (field, value)
    }
    let start = "\"y\":\"\(type.name)\",\"r\":\"\(record)\(String(place % 16, radix: 16))\""
    if type.isLedger {
      let entry = JSONObject(values.map { JSONMember($0.0.name, $0.1) })
      return ["{\"k\":\"entry\",\(start),\"f\":\"entry\",\"v\":\(JSONValue.object(entry).text)}"]
    }
    return values.map { field, value in
      let kind = field.rule == .set ? "\"k\":\"add\"," : ""
      return "{\(kind)\(start),\"f\":\"\(field.name)\",\"v\":\(value.text)}"
    }
  }

  /// A bundle of the centre's, of one segment, with what signs it left out.
  private static func bundle(_ commits: [[String]]) -> [UInt8] {
    let centre = DeviceID(publicKey: TestKeys.centre)?.hex ?? ""
    let network = TestKeys.network?.hex ?? ""
    let zeros = String(repeating: "0", count: 32)
    let count = commits.reduce(0) { $0 + $1.count }
    var lines = [
      """
      {"bundle":1,"network":"\(network)","from":"\(centre)","epoch":"0000000000000009",\
      "former":[],"number":1,"created":1700000000,"for":[],"contents":[],"have":{},"forks":{},\
      "digests":{},"receipts":[],"wants":[]}
      """,
      """
      {"segment":1,"network":"\(network)","device":"\(centre)","epoch":"0000000000000009",\
      "dossier":"\(zeros)","log":"\(zeros)","first":1,"last":\(count),\
      "commits":\(commits.count),"previous":null,"office":"DE/Duisburg"}
      """,
    ]
    var next = 1
    for operations in commits {
      let list = operations.joined(separator: ",")
      lines.append(
        """
        {"n":\(next),"l":\(next),"t":1700000000,"by":"O","why":"so","ops":[\(list)]}
        """)
      next += operations.count
    }
    return Array(lines.joined(separator: "\n").utf8) + [0x0A]
  }
}
