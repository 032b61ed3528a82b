import Foundation

/// Runs one stage of the benchmark and prints what it took: `benchmark STAGE DATA WORK`.
let words = CommandLine.arguments
guard words.count == 4 else {
  FileHandle.standardError.write(Data("benchmark: give STAGE, DATA and WORK\n".utf8))
  exit(64)
}
do {
  let stages = Stages(workload: try Workload(folder: words[2]), work: words[3])
  let figures = try stages.run(words[1])
  print(String(decoding: try JSONSerialization.data(withJSONObject: figures), as: UTF8.self))
} catch {
  FileHandle.standardError.write(Data("benchmark: \(words[1]): \(error)\n".utf8))
  exit(1)
}
