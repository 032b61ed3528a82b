import Merging
import Registry
public import SyncEngine

extension Engine {
  /// Returns what is to be reported as of a day, `YYYY-MM-DD`.
  ///
  /// With a target currency sums are converted too, by the centre's rates.
  public func holdings(day: String, target: String? = nil) throws(EngineError) -> Holdings {
    let views = try records().map(\.view)
    let broken = try brokenRules(on: day)
    return Holdings(
      network: network.hex, day: day, target: target, views: views,
      violations: broken.all, accepted: broken.accepted,
      offices: try reportedOffices(views), authors: try officesOfLogs(),
      codes: try schema.codes)
  }

  /// The offices of the members, and when each claims to have entered what still stands.
  private func reportedOffices(_ views: [RecordView]) throws(EngineError) -> [Holdings.Office] {
    let devices = try devicesOfLogs()
    var latest: [DeviceID: Int64] = [:]
    for view in views {
      for head in view.state.registers.lazy.flatMap(\.value.heads) {
        guard let device = devices[head.stamp.log] else { continue }
        latest[device] = max(latest[device] ?? .min, head.stamp.claimedSeconds)
      }
    }
    let members = try members().filter { $0.word.kept == nil }
    let byOffice = Dictionary(grouping: members) { $0.word.admission?.office ?? "" }
    return byOffice.filter { !$0.key.isEmpty }.map { code, members in
      Holdings.Office(
        code: code, laptops: members.count,
        lastSeconds: members.compactMap { latest[$0.device] }.max())
    }
  }
}
