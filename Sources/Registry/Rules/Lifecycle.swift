import Language

/// The steps through which records of a type go.
public struct Lifecycle: Sendable {
  /// One stage, as the status field names it.
  public struct Stage: Sendable {
    /// The status.
    public let status: String
    /// The statuses from which it can be reached.
    public let from: Set<String>
    /// What must be recorded by then, beyond what the stages before it need.
    public let needs: [Need]
    /// Whether only an officer or the centre may take the step.
    public let isForOfficers: Bool

    init(_ status: String, from: Set<String>, _ needs: [Need] = [], isForOfficers: Bool = false) {
      self.status = status
      self.from = from
      self.needs = needs
      self.isForOfficers = isForOfficers
    }
  }

  /// Something that a stage needs.
  public enum Need: Hashable, Sendable {
    /// One of these fields.
    case field([String])
    /// A document of one of these kinds, or the number of one in a field.
    case document([String], field: String)
  }

  /// The type of the records.
  public let type: String
  /// The field that tells the stage.
  public let field: String
  /// The stages: the usual way first, in its order, then those beside it.
  public let stages: [Stage]
  /// How many of the stages are the usual way.
  public let mainCount: Int

  init(_ type: String, field: String, main: [Stage], beside: [Stage]) {
    self.type = type
    self.field = field
    stages = main + beside
    mainCount = main.count
  }

  /// Returns a stage, or nil for a status of a newer version.
  public func stage(_ status: String) -> Stage? { stages.first { $0.status == status } }

  /// Tells whether a step is one of the allowed ones; from or to what is not known any step is.
  public func allows(from: String?, to: String) -> Bool {
    guard let from, from != to, stage(from) != nil, let next = stage(to) else { return true }
    return next.from.contains(from)
  }

  /// The statuses that can follow on one.
  public func next(after status: String) -> [String] {
    stages.filter { $0.from.contains(status) }.map(\.status)
  }

  /// The stages that a record must have gone through to be where it is, that one last.
  func passed(_ status: String) -> [Stage] {
    guard let place = stages.firstIndex(where: { $0.status == status }) else { return [] }
    if place < mainCount { return Array(stages[...place]) }
    // Beside the usual way: as far as every stage that leads there has come.
    let places = stages.indices.filter {
      $0 < mainCount && stages[place].from.contains(stages[$0].status)
    }
    return Array(stages[...(places.min() ?? 0)]) + [stages[place]]
  }

  /// The lifecycle of a type, where it has one.
  public static func of(_ type: String) -> Lifecycle? { all.first { $0.type == type } }

  /// All of them.
  public static let all = [partnership, consignment, aid]
}
