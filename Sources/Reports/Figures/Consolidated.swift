public import Merging

/// A report, and the records behind each of its figures.
public struct Consolidated: Sendable {
  /// The report.
  public let report: Report
  /// The records behind a figure, sorted by id.
  public let sources: [String: [RecordID]]

  init(_ report: Report, _ sources: [String: Set<RecordID>]) {
    self.report = report
    self.sources = sources.mapValues { $0.sorted() }
  }
}
