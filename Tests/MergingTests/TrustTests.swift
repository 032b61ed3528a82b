import Merging
import TestSupport
import Testing

/// Who counts, on statements made up at random and on those of hostile centres.
@Suite struct TrustTests {
  @Test func `who counts is what the law says word by word`() throws {
    var (centres, retired, aside) = (0, 0, 0)
    for seed in Seeds.all(400) {
      var generator = SeededGenerator(seed: seed)
      let history = try RandomStatements(&generator)
      let (trust, naive) = (history.trust(), NaiveTrust(history))
      #expect(naive.rounds < 50, "\(generator): no end")
      for device in history.devices
      where history.stated.contains(where: { $0.author == history.root }) {
        #expect(trust.roles(of: device) == naive.roles(of: device), "\(generator)")
        #expect(
          trust.words[device]?.level ?? (device == history.root ? 0 : nil)
            == naive.level(of: device), "\(generator)")
        #expect(trust.words[device]?.admission == naive.admission(of: device), "\(generator)")
        centres += (trust.words[device]?.level ?? 0) > 1 ? 1 : 0
      }
      for segment in history.segments where segment.author != history.root {
        let standing = trust.standing(of: segment.author, segment.mark)
        #expect(
          (standing == .counts) == naive.counts(segment.mark, of: segment.author), "\(generator)")
        retired += standing == .retired ? 1 : 0
        aside += standing == .stranger ? 1 : 0
      }
    }
    #expect(min(centres, retired, aside) > 20, "the histories reach everything")
  }

  @Test func `the order and repetition of statements change nothing`() throws {
    for seed in Seeds.all(100) {
      var generator = SeededGenerator(seed: seed)
      let history = try RandomStatements(&generator)
      let trust = history.trust()
      let shuffled = (history.stated + history.stated.prefix(5)).shuffled(using: &generator)
      #expect(history.trust(shuffled) == trust, "\(generator)")
    }
  }
}

/// A few statements by named devices, each in a segment of its own.
private struct Council {
  let root: DeviceID
  let others: [DeviceID]
  var stated: [Trust.Stated] = []
  var links: [[UInt8]: [UInt8]] = [:]

  init(_ count: Int) throws {
    root = try device(0)
    others = try (1...count).map { try device($0) }
  }

  static func hash(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 32) }

  static func mark(_ number: UInt8, of device: DeviceID) -> SegmentMark {
    let log = LogID(high: 5, low: UInt64(device.publicKey[0]))
    return SegmentMark(
      hash: hash(number), run: Run(log: log, numbers: UInt64(number)...UInt64(number)))
  }

  /// Has a device say something, in the segment of that number.
  mutating func say(
    _ author: DeviceID, _ statement: Statement, in number: UInt8 = 100, lamport: UInt64 = 1
  ) {
    let mark = Self.mark(number, of: author)
    stated.append(
      Trust.Stated(
        statement, id: OperationID(log: mark.run.log, number: UInt64(stated.count + 1)),
        lamport: lamport, author: author, segment: mark))
  }

  mutating func admit(
    _ device: DeviceID, _ role: Role, by author: DeviceID, box: UInt8 = 1, lamport: UInt64 = 1
  ) {
    say(
      author,
      .admit(
        Admission(device: device, box: Self.hash(box), office: "o", role: role, label: "l")),
      lamport: lamport)
  }

  var trust: Trust { Trust(isRoot: { $0 == root }, stated) { links[$0] } }
}

@Test func `centres of one level cannot retire each other, and nobody the root`() throws {
  var council = try Council(2)
  let (one, two) = (council.others[0], council.others[1])
  for centre in council.others { council.admit(centre, .centre, by: council.root) }
  council.say(one, .retire(two, last: [:]))
  council.say(two, .retire(one, last: [:]))
  council.say(one, .retire(council.root, last: [:]))
  let trust = council.trust
  #expect(trust.active.map(\.device).sorted() == [one, two].sorted())
  #expect(trust.standing(of: council.root, Council.mark(9, of: council.root)) == .counts)
  council.say(council.root, .retire(two, last: [:]))
  #expect(council.trust.active.map(\.device) == [one])
}

@Test func `a centre that admits its senior as of its own level does not bring it down`() throws {
  var council = try Council(2)
  let (one, two) = (council.others[0], council.others[1])
  council.admit(one, .centre, by: council.root)
  council.admit(two, .centre, by: one)
  council.admit(one, .centre, by: two)
  council.admit(council.root, .centre, by: two)
  council.say(two, .retire(one, last: [:]))
  let trust = council.trust
  #expect(trust.words[one]?.level == 1 && trust.words[two]?.level == 2)
  #expect(trust.words[council.root]?.level == 0)
  #expect(trust.words[one]?.isActive == true)
}

@Test func `a junior does not redirect what is sealed to the root`() throws {
  var council = try Council(1)
  council.admit(council.root, .centre, by: council.root, box: 7)
  council.admit(council.others[0], .centre, by: council.root)
  council.admit(council.root, .centre, by: council.others[0], box: 9, lamport: 1_000)
  #expect(council.trust.words[council.root]?.admission?.box == Council.hash(7))
}

@Test func `what a device states that is no centre has no effect until it is one`() throws {
  var council = try Council(3)
  let (one, two, three) = (council.others[0], council.others[1], council.others[2])
  council.admit(one, .officer, by: council.root)
  council.admit(two, .officer, by: council.root)
  council.admit(three, .clerk, by: one)
  council.say(one, .retire(two, last: [:]))
  #expect(council.trust.active.map(\.device) == [one, two].sorted())
  council.admit(one, .centre, by: council.root)
  #expect(council.trust.active.map(\.device) == [one, three].sorted())
}

@Test func `a stranger that was retired counts with what was accepted once it is admitted`() throws
{
  var council = try Council(1)
  let one = council.others[0]
  let log = Council.mark(1, of: one).run.log
  council.say(council.root, .retire(one, last: [log: [Council.hash(1)]]))
  #expect(council.trust.standing(of: one, Council.mark(1, of: one)) == .stranger)
  council.admit(one, .officer, by: council.root)
  #expect(council.trust.standing(of: one, Council.mark(1, of: one)) == .counts)
  #expect(council.trust.standing(of: one, Council.mark(2, of: one)) == .retired)
  #expect(council.trust.active.isEmpty)
}

@Test func `a fork below the end of a retired device's log does not count`() throws {
  var council = try Council(1)
  let one = council.others[0]
  let log = Council.mark(1, of: one).run.log
  council.admit(one, .officer, by: council.root)
  council.say(council.root, .retire(one, last: [log: [Council.hash(3)]]))
  council.links = [Council.hash(3): Council.hash(2), Council.hash(2): Council.hash(1)]
  for number: UInt8 in 1...3 {
    #expect(council.trust.standing(of: one, Council.mark(number, of: one)) == .counts)
  }
  let forged = SegmentMark(hash: Council.hash(50), run: Run(log: log, numbers: 2...2))
  council.links[Council.hash(50)] = Council.hash(1)
  #expect(council.trust.standing(of: one, forged) == .retired)
}

@Test func `what lies below a gap of a retired device counts once the gap is filled`() throws {
  var council = try Council(1)
  let one = council.others[0]
  council.admit(one, .officer, by: council.root)
  council.say(
    council.root, .retire(one, last: [Council.mark(1, of: one).run.log: [Council.hash(3)]]))
  council.links = [Council.hash(3): Council.hash(2)]
  #expect(council.trust.standing(of: one, Council.mark(2, of: one)) == .counts)
  #expect(council.trust.standing(of: one, Council.mark(1, of: one)) == .retired)
  council.links[Council.hash(2)] = Council.hash(1)
  #expect(council.trust.standing(of: one, Council.mark(1, of: one)) == .counts)
}

@Test func `links in a circle come to an end`() throws {
  var council = try Council(1)
  let one = council.others[0]
  council.admit(one, .officer, by: council.root)
  council.say(
    council.root, .retire(one, last: [Council.mark(1, of: one).run.log: [Council.hash(1)]]))
  council.links = [Council.hash(1): Council.hash(2), Council.hash(2): Council.hash(1)]
  #expect(council.trust.words[one]?.kept == [Council.hash(1), Council.hash(2)])
}

@Test func `each role may do just what the law's table permits`() throws {
  let key = RecordKey(type: "aid", id: RecordID(high: 1, low: 1))
  func operation(_ kind: OperationKind, _ register: String = "title") -> Operation {
    Operation(kind, record: key, register: register, value: .null)
  }
  let edits: [Operation] = [
    operation(.set), operation(.add), operation(.remove), operation(.entry),
    operation(.void, "@void"), operation(OperationKind(name: "praise")),
    operation(.set, "official"),
  ]
  let statements = ["admit", "retire", "release"].map { operation(OperationKind(name: $0)) }
  let official = [operation(.set, "official-number"), operation(.resolve, "official-number")]
  let table: [(Role, edits: Bool, resolves: Bool, isCentre: Bool)] = [
    (.clerk, true, false, false), (.officer, true, true, false), (.auditor, false, false, false),
    (.centre, true, true, true), (.unknown("guest"), false, false, false),
  ]
  for (role, mayEdit, mayResolve, isCentre) in table {
    for edit in edits { #expect(edit.isPermitted(to: [role]) == mayEdit, "\(role) \(edit.kind)") }
    #expect(operation(.resolve).isPermitted(to: [role]) == mayResolve, "\(role)")
    for act in statements + official {
      #expect(act.isPermitted(to: [role]) == isCentre, "\(role) \(act.kind) \(act.register)")
    }
    #expect(Role(name: role.name) == role)
  }
  #expect(operation(.resolve).isPermitted(to: [.auditor, .officer]), "roles add up")
  #expect(!operation(.set).isPermitted(to: []))
}
