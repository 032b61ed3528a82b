import Files

/// What libFuzzer, whose `main` this program has, calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do { try chosen.run(Array(UnsafeBufferPointer(start: start, count: count))) } catch {
    fatalError("\(chosen.name): \(error)")
  }
  return 0
}

/// What libFuzzer calls once, before the first input.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?) -> CInt {
  guard let folder = Environment.value("POBRATYM_FUZZ_SEEDS") else {
    _ = chosen
    return 0
  }
  do { try SeedRecords.write(to: folder) } catch { fatalError("seeds: \(error)") }
  Standard.exit(0)
}

/// The target that the environment names.
private let chosen: FuzzTarget = {
  let name = Environment.value("POBRATYM_FUZZ_TARGET") ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    fatalError("no target '\(name)'")
  }
  return target
}()
