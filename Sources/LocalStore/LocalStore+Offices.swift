public import Merging
import SQLite

extension LocalStore {
  /// Returns the office of each log's device, as the device says.
  public func officesOfLogs() throws(StoreError) -> [LogID: String] {
    let rows = try all("SELECT name, office FROM log WHERE office IS NOT NULL") {
      (LogID(bytes: $0.blob(0)), $0.text(1))
    }
    var offices: [LogID: String] = [:]
    for case let (log?, office) in rows { offices[log] = office }
    return offices
  }
}
