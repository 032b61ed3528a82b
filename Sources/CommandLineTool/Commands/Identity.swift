import Language
import Merging
import SyncEngine
import Wire

let identityCommands = [
  Command(
    "init", "(--centre | --network ID | --join FOLDER) --office CODE --label TEXT --person TEXT",
    Phrase("makes a home: of a laptop of a network, or of the centre of a new one"),
    options: [
      Option("--centre", nil, Phrase("begin a new network, whose centre this is")),
      Option(
        "--network", "ID", Phrase("the network's id, 32 digits; the centre's 'status' shows it")),
      Option("--join", "FOLDER", Phrase("the network that has left something in this folder")),
      Option("--office", "CODE", Phrase("KATOTTG code, or country and name: DE/Duisburg")),
      Option("--label", "TEXT", Phrase("the laptop's name, such as \"Duisburg, registry laptop\"")),
      Option("--person", "TEXT", Phrase("the person who works on it; every edit names the person")),
    ]
  ) { invocation throws(CommandError) in
    let network = try network(invocation)
    let profile = Profile(
      office: try invocation.need("--office"), label: try invocation.need("--label"),
      person: try invocation.need("--person"))
    let engine = try failing { () throws(EngineError) in
      try Engine(newHome: invocation.home, network: network, profile: profile)
    }
    Output.lines(
      Output.facts([
        (Phrase("network"), engine.network.hex), (Phrase("device"), engine.device.hex),
      ]))
    return .done
  }
]

private func network(_ invocation: Invocation) throws(CommandError) -> NetworkID? {
  let ways = ["--centre", "--network", "--join"].filter(invocation.has)
  guard ways.count == 1 else { throw .usage(Phrase("give one of --centre, --network or --join")) }
  if let folder = invocation.value("--join") {
    let networks = try failing { () throws(EngineError) in try Engine.networks(in: folder) }
    guard let only = networks.first, networks.count == 1 else {
      throw .engine(.networks(folder: folder, count: networks.count))
    }
    return only
  }
  guard let text = invocation.value("--network") else { return nil }
  guard let network = NetworkID(hex: text.lowercased()) else {
    throw .usage(Phrase("'\(text)' is not a network's id of 32 digits"))
  }
  return network
}
