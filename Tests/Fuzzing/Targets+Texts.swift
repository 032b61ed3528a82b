import Registry
import Wire

extension FuzzTarget {
  /// Texts that stand alone: JSON, decimals, and what people enter.
  static let texts = [
    FuzzTarget("json", json), FuzzTarget("decimal", decimal), FuzzTarget("entry", entry),
  ]

  private static func json(_ bytes: [UInt8]) throws {
    guard let value = try? JSONValue.parse(bytes) else { return }
    let canonical = value.canonicalBytes
    let again = try? JSONValue.parse(canonical)
    try hold(again == value, "the canonical form is another value")
    try hold(again?.canonicalBytes == canonical, "the canonical form is not the only one")
    try hold((try? JSONValue.parse(Array(value.text.utf8))) == value, "the text is another value")
    let pretty = Array(value.prettyText.utf8)
    let limits = JSONLimits(maximumBytes: 1 << 26)
    try hold((try? JSONValue.parse(pretty, limits: limits)) == value, "the long text is another")
  }

  private static func decimal(_ bytes: [UInt8]) throws {
    let lines = bytes.split(separator: 0x0A).compactMap { String(validating: $0, as: UTF8.self) }
    let numbers = lines.compactMap { ExactDecimal($0) }
    for number in numbers {
      try hold(ExactDecimal(number.description) == number, "\(number) reads as another number")
      try hold(number - number == .zero && -(-number) == number, "\(number) has no opposite")
      _ = number.text(minimumFractionDigits: 2)
      for other in numbers {
        try hold(number + other == other + number, "\(number) + \(other)")
        try hold((number < other) == (other - number > .zero), "\(number) < \(other)")
        for decimals in [0, 2, 9] { _ = number.product(with: other, decimals: decimals) }
        if let product = number.multiplied(by: other) {
          try hold(ExactDecimal(product.description) == product, "\(number) * \(other)")
        }
        let share = number.proportion(of: other, parts: 1_000)
        try hold((0...1_000).contains(share), "\(number) of \(other) are \(share) of 1,000")
      }
    }
  }

  private static let dateForms: [DateForm] = [
    .iso, .dotted, .dayFirst, .monthFirst, .undecided, .mixed,
  ]

  /// The first two bytes choose the field; the rest is what somebody has entered in it.
  private static func entry(_ bytes: [UInt8]) throws {
    guard bytes.count >= 2, let text = String(validating: bytes.dropFirst(2), as: UTF8.self)
    else { return }
    let types = Schema.standard.types
    let type = types[Int(bytes[0]) % types.count]
    let fields = type.fields + type.personal
    guard !fields.isEmpty else { return }
    let field = fields[Int(bytes[1]) % fields.count]
    for form in [NumberForm.point, .comma, .undecided, .mixed] { _ = form.read(text) }
    for form in dateForms { _ = form.read(text) }
    _ = NumberForm.decide([text, "1,5"])
    _ = DateForm.decide([text, "01.02.2023"])
    _ = Stem.all(in: text)
    guard let value = try? field.parse(text), !value.isNull else { return }
    try hold(
      (try? JSONValue.parse(value.canonicalBytes)) == value, "\(field.name): \(value.text)")
    try hold(field.problem(with: value) == nil, "\(field.name) takes \(value.text) and rejects it")
    _ = field.display(value)
    // What is shown for editing can be entered again, and means the same.
    let shown = field.entered(value)
    try hold((try? field.parse(shown)) == value, "\(field.name): '\(text)' becomes '\(shown)'")
  }
}
