import Language
import Merging
import Registry
import Wire

extension Holdings {
  /// The partnerships as activities of the IATI standard, with what was committed and given.
  ///
  /// Disputed entries, and those without a whole date, a value or a currency, are left out. What
  /// was received in part only is a commitment.
  public var activities: [IATI.Activity] {
    let entries = Dictionary(grouping: records("aid"), by: partnership)
    let received = Set(
      aidEntries.filter { $0.places.allSatisfy { $0.stage == .received } }.map(\.record))
    return records("partnership").compactMap { partnership in
      activity(partnership, entries[partnership.id] ?? [], received: received)
    }
  }

  private func activity(
    _ view: RecordView, _ aid: [RecordView], received: Set<RecordID>
  ) -> IATI.Activity? {
    let days = [
      "signing", "council-decision-a", "council-decision-b", "intent", "first-contact", "appeal",
    ]
    .compactMap { Self.wholeDay(view.value($0)?["date"]?.string) }.filter(hasBegun)
    guard let start = days.first else { return nil }
    let parties = view.elements("parties").compactMap(\.string)
    guard !parties.isEmpty else { return nil }
    let reporting = IATI.Organisation(
      ref: Self.reference(network), type: "10", name: Self.narrative("Pobratym \(network)"))
    var activity = IATI.Activity(
      identifier: "\(Self.reference(network))-\(view.id.hex)", reporting: reporting,
      title: Self.narrative(view.title),
      descriptions: [Self.narrative(view.text("aims").isEmpty ? view.title : view.text("aims"))],
      participants: parties.map { party in
        IATI.Participant(
          IATI.Organisation(type: "11", name: Self.narrative(name(ofOffice: party))),
          role: party.hasPrefix("UA") ? .implementing : .funding)
      },
      status: Self.status(view.text("status")), dates: [.init(.actualStart, start)],
      recipientCountry: "UA")
    activity.isHumanitarian = true
    activity.sectors = [.init(vocabulary: "1", code: "72010")]
    activity.locations = parties.filter { $0.hasPrefix("UA") }.map {
      IATI.Location(ref: $0, name: Self.narrative(name(ofOffice: $0)))
    }
    activity.transactions = aid.sorted { $0.id < $1.id }.compactMap {
      transaction($0, isReceived: received.contains($0.id))
    }
    return activity
  }

  private func transaction(_ view: RecordView, isReceived: Bool) -> IATI.Transaction? {
    let came = Self.wholeDay(view.text("received"))
    let received = isReceived ? came : nil
    let promised = Self.wholeDay(view.text("agreed")) ?? Self.wholeDay(view.text("offered"))
    guard view.conflicts.isEmpty, let day = received ?? promised ?? came, hasBegun(day),
      let value = view.value("value"),
      let amount = value["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let currency = value["currency"]?.string
    else { return nil }
    return IATI.Transaction(
      ref: view.id.hex, type: received == nil ? .outgoingCommitment : .disbursement, date: day,
      value: IATI.Money(amount, currency, valueDate: day),
      description: Self.narrative(view.title))
  }

  /// A text of the records, whose language follows from its letters.
  private static func narrative(_ text: String) -> IATI.Narrative {
    let isCyrillic = text.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
    return IATI.Narrative([.init(isCyrillic ? "uk" : "en", text)])
  }

  private static func wholeDay(_ text: String?) -> String? {
    text.flatMap { CalendarDate.seconds($0) == nil ? nil : $0 }
  }

  private static func reference(_ network: String) -> String { "XM-POBRATYM-\(network)" }

  private static func status(_ status: String) -> IATI.Status {
    switch status {
    case "active", "signed", "decided": .implementation
    case "suspended": .suspended
    case "ended": .closed
    default: .pipeline
    }
  }
}
