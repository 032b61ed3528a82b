import Language
import Registry
import SyncEngine
import Wire

let doubleCommands = [
  Command(
    "same", "RECORD RECORD --why TEXT",
    Phrase("joins two records of one thing that was entered twice"),
    details: Phrase(
      """
      Both stay, with their histories, and count once. --undo takes it back, or says of two \
      that 'duplicates' lists that they are not the same.
      """),
    arguments: 2...2,
    options: [Option("--undo", nil, Phrase("say that they are not the same")), .why]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    let isNew = try failing { () throws(EngineError) in
      let one = try engine.find(invocation.arguments[0])
      let other = try engine.find(invocation.arguments[1])
      return invocation.has("--undo")
        ? try engine.separate(one, other, why: why) : try engine.join(one, other, why: why)
    }
    if !isNew { Output.line(Phrase("nothing to change")) }
    return .done
  },
  Command(
    "duplicates", "",
    Phrase("lists pairs of records that may be one thing, entered twice, and why"),
    details: Phrase(
      """
      A person looks at both and joins them with 'same', or says with 'same --undo' that they \
      are not.
      """),
    options: [Option("--minimum", "SCORE", Phrase("from which score, 0 to 100 (55)")), .json]
  ) { invocation throws(CommandError) in
    let minimum = try invocation.number("--minimum", in: 0...100) ?? Duplicates.usualMinimum
    let engine = try invocation.engine()
    let found = try failing { () throws(EngineError) in try engine.duplicates(minimum: minimum) }
    if invocation.has("--json") {
      Output.json(["duplicates": .array(found.map(\.json)), "minimum": .count(minimum)])
    } else {
      Output.lines(
        found.isEmpty ? [Output.said(Phrase("no duplicates"))] : found.flatMap(\.lines))
    }
    return .done
  },
]
