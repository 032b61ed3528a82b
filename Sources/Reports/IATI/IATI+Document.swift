import Wire

extension IATI {
  /// Returns the XML of activities, in the order in which the schema demands their elements.
  ///
  /// `generated` is the time to note in it, such as `2026-11-27T00:00:00Z`. Equal input gives the
  /// same bytes. Errors: an activity that lacks what the schema or the standard's rules demand, or
  /// whose identifiers, dates or currencies have not their form.
  public static func document(
    _ activities: [Activity], generated: String? = nil
  ) throws(ReportsError) -> [UInt8] {
    guard !activities.isEmpty else { throw .noActivities }
    var identifiers: Set<String> = []
    for activity in activities {
      try activity.check()
      guard identifiers.insert(activity.identifier).inserted else {
        throw .sameIdentifier(activity.identifier)
      }
    }
    let root = XMLElement(
      "iati-activities", ["version": version, "generated-datetime": generated],
      activities.map(\.element))
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    root.write(into: &text, level: 0)
    return Array(text.utf8)
  }
}

extension IATI.Activity {
  fileprivate var element: XMLElement {
    var children = [XMLElement("iati-identifier", text: identifier)]
    children.append(reporting.element("reporting-org"))
    children.append(title.element("title"))
    children += descriptions.map { $0.element("description") }
    children += participants.map { $0.organisation.element("participating-org", role: $0.role) }
    children.append(XMLElement("activity-status", ["code": status.rawValue]))
    children += dates.map {
      XMLElement("activity-date", ["type": $0.kind.rawValue, "iso-date": $0.day])
    }
    children += recipientCountry.map { [XMLElement("recipient-country", ["code": $0])] } ?? []
    children += locations.map(\.element) + sectors.map(\.element)
    children += budgets.map(\.element) + transactions.map(\.element)
    return XMLElement(
      "iati-activity",
      ["xml:lang": title.texts.first?.language, "humanitarian": isHumanitarian ? "1" : nil],
      children)
  }
}

extension IATI.Narrative {
  fileprivate var elements: [XMLElement] {
    texts.map { XMLElement("narrative", ["xml:lang": $0.language], text: $0.text) }
  }

  fileprivate func element(_ name: String) -> XMLElement { XMLElement(name, [:], elements) }
}

extension IATI.Organisation {
  fileprivate func element(_ name: String, role: IATI.Participant.Role? = nil) -> XMLElement {
    XMLElement(name, ["ref": ref, "type": type, "role": role?.rawValue], self.name.elements)
  }
}

extension IATI.Location {
  fileprivate var element: XMLElement {
    var children = codes.map {
      XMLElement("location-id", ["vocabulary": $0.vocabulary, "code": $0.code])
    }
    if let name { children.append(name.element("name")) }
    if let point {
      let place = XMLElement("pos", text: "\(point.latitude) \(point.longitude)")
      let system = "http://www.opengis.net/def/crs/EPSG/0/4326"
      children.append(XMLElement("point", ["srsName": system], [place]))
    }
    return XMLElement("location", ["ref": ref], children)
  }
}

extension IATI.Sector {
  fileprivate var element: XMLElement {
    XMLElement(
      "sector",
      ["vocabulary": vocabulary, "code": code, "percentage": percentage?.description],
      name?.elements ?? [])
  }
}

extension IATI.Money {
  fileprivate var element: XMLElement {
    XMLElement(
      "value", ["currency": currency, "value-date": valueDate],
      text: amount.description)
  }
}

extension IATI.Budget {
  fileprivate var element: XMLElement {
    XMLElement(
      "budget", ["type": "1", "status": isCommitted ? "2" : "1"],
      [
        XMLElement("period-start", ["iso-date": start]),
        XMLElement("period-end", ["iso-date": end]), value.element,
      ])
  }
}

extension IATI.Transaction {
  fileprivate var element: XMLElement {
    var children = [
      XMLElement("transaction-type", ["code": type.rawValue]),
      XMLElement("transaction-date", ["iso-date": date]), value.element,
    ]
    if let description { children.append(description.element("description")) }
    if let provider { children.append(provider.element("provider-org")) }
    if let receiver { children.append(receiver.element("receiver-org")) }
    return XMLElement("transaction", ["ref": ref], children)
  }
}
