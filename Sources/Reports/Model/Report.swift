public import Language

/// A report as plain values: what it is called, as of when, and its sections.
///
/// Nothing in it depends on a clock or a language. Every format is a function of a report and a
/// language: equal input gives the same bytes.
public struct Report: Hashable, Sendable {
  /// The name that commands and files use, such as `aid`: small letters, digits and hyphens.
  public var name: String
  /// What it is called.
  public var title: Words
  /// What it covers, such as a period.
  public var subtitle: Words?
  /// The last day whose records it counts, `2026-11-27`.
  public var asOf: String
  /// Whose records it counts: the name of the network.
  public var network: String
  /// The office or offices it is limited to; nil for all.
  public var office: String?
  /// What a reader must know of how the figures were made.
  public var notes: [Words]
  /// The sections, in the order in which they are read; their keys differ.
  public var sections: [Section]

  /// Creates a report.
  public init(
    name: String, title: Words, subtitle: Words? = nil, asOf: String, network: String,
    office: String? = nil, notes: [Words] = [], sections: [Section]
  ) {
    self.name = name
    self.title = title
    self.subtitle = subtitle
    self.asOf = asOf
    self.network = network
    self.office = office
    self.notes = notes
    self.sections = sections
  }
}
