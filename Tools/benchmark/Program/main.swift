import Foundation

/// Runs one stage of the benchmark and prints what it took: `benchmark STAGE DATA WORK`; or lets
/// years pass: `benchmark years NUMBER WORK`.
let words = CommandLine.arguments
guard words.count == 4 else {
  FileHandle.standardError.write(Data("benchmark: give STAGE, DATA and WORK\n".utf8))
  exit(64)
}
do {
  let figures =
    words[1] == "years"
    ? try Years(words[2], work: words[3]).pass()
    : try Stages(workload: try Workload(folder: words[2]), work: words[3]).run(words[1])
  print(String(decoding: try JSONSerialization.data(withJSONObject: figures), as: UTF8.self))
} catch {
  FileHandle.standardError.write(Data("benchmark: \(words[1]): \(error)\n".utf8))
  exit(1)
}
