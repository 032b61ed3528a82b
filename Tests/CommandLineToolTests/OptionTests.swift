@testable import CommandLineTool
import Language
import Testing

/// How words become options and arguments.
@Suite struct OptionTests {
  private func parse(_ words: String...) throws -> Invocation {
    try Pobratym.parse(
      words[...],
      for: Command(
        "try", "A", Phrase("tries"), arguments: 0...3,
        options: [
          Option("--take", "N", Phrase("a number")), Option("--all", nil, Phrase("a switch")),
        ]
      ) { _ throws(CommandError) in .done }, home: "h")
  }

  @Test func `values follow their option or its sign of equality, in their order`() throws {
    let read = try parse("a", "--take", "1", "b", "--take=2=3", "--all")
    #expect(read.arguments == ["a", "b"])
    #expect(read.values("--take") == ["1", "2=3"])
    #expect(read.value("--take") == "2=3")
    #expect(read.has("--all") && read.home == "h")
    #expect(!(try parse("a").has("--all")))
  }

  @Test func `a value may begin with dashes, and after two dashes all are arguments`() throws {
    #expect(try parse("--take", "--all").values("--take") == ["--all"])
    #expect(try parse("--", "--all", "--", "-x").arguments == ["--all", "--", "-x"])
  }

  @Test func `what cannot be understood is refused`() {
    let wrong = [
      (["--take"], "--take needs a value"), (["--all=x"], "--all takes no value"),
      (["--al"], "'try' has no option --al; did you mean '--all'?"),
      (["a", "b", "c", "d"], "the form is: pobratym try A"),
    ]
    for (words, message) in wrong {
      let refusal = #expect(throws: CommandError.self) {
        switch words.count {
        case 1: try parse(words[0])
        default: try parse(words[0], words[1], words[2], words[3])
        }
      }
      #expect(refusal?.exitCode == .usage && refusal?.message.description == message)
    }
  }
}
