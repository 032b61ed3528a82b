/// An element of XML: its attributes in order, and either text or children.
struct XMLElement {
  let name: String
  var attributes: [(name: String, value: String)] = []
  var text: String?
  var children: [XMLElement] = []

  /// Creates an element; attributes without a value are left out.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String? = nil,
    _ children: [XMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes.compactMap { name, value in value.map { (name, $0) } }
    self.text = text
    self.children = children
  }

  /// Appends the text, two spaces a level.
  func write(into result: inout String, level: Int) {
    let margin = String(repeating: "  ", count: level)
    result += "\(margin)<\(name)"
    for attribute in attributes {
      result += " \(attribute.name)=\"\(SafeText.markup(attribute.value))\""
    }
    if let text {
      result += ">\(SafeText.markup(text))</\(name)>\n"
    } else if children.isEmpty {
      result += "/>\n"
    } else {
      result += ">\n"
      for child in children { child.write(into: &result, level: level + 1) }
      result += "\(margin)</\(name)>\n"
    }
  }
}
