import Testing

/// A place in the source that breaks a rule, and what to do about it.
struct Offence: Hashable, CustomStringConvertible {
  let file: String
  let line: Int
  let what: String
  let cure: String

  var description: String { "\(file):\(line): \(what): \(cure)" }
}

/// Fails with every offender, one a line.
func expectNone(_ offences: [Offence], sourceLocation: SourceLocation = #_sourceLocation) {
  let list = offences.map { "\n  \($0)" }.joined()
  #expect(offences.isEmpty, "\(offences.count) found:\(list)", sourceLocation: sourceLocation)
}
