public import Language
public import Wire

/// Why a segment's text is not one.
public enum MergingError: Error, Hashable, Sendable, Spoken {
  /// A line is not JSON of the allowed profile; lines count from 1 within the segment.
  case json(line: Int, WireError)
  /// A member is missing, of the wrong type or out of range.
  case invalid(line: Int, member: String)
  /// A limit of the format is exceeded; says of what.
  case limit(line: Int, Phrase)
  /// The segment's format is newer than this program.
  case newerFormat(Int64)
  /// The text ends before the segment does.
  case truncated
  /// The commits' numbers do not follow one another from first to last.
  case numbering(line: Int)

  /// One clear phrase with the place, never content.
  public var phrase: Phrase {
    switch self {
    case .json(let line, let error): Phrase("line \(line) of the segment: \(error)")
    case .invalid(let line, let member):
      Phrase("line \(line) of the segment: '\(member)' is missing or not as specified")
    case .limit(let line, let name): Phrase("line \(line) of the segment: too large (\(name))")
    case .newerFormat(let version):
      Phrase("the segment has format \(version), newer than this program")
    case .truncated: Phrase("the segment is cut short")
    case .numbering(let line):
      Phrase("line \(line) of the segment: operation numbers do not follow on")
    }
  }
}
