/// The texts that the cells of a workbook name by number (ECMA-376, part 1, 18.4).
final class SharedTexts: PartReader {
  static let texts: Set<String> = ["t"]

  private let limits: SpreadsheetLimits
  private(set) var all: [String] = []
  private var text = ""
  private var isPhonetic = false

  init(limits: SpreadsheetLimits) {
    self.limits = limits
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SpreadsheetError) {
    switch name {
    case "si": text = ""
    case "rPh": isPhonetic = true
    default: break
    }
  }

  func end(_ name: String, _ text: String) throws(SpreadsheetError) {
    switch name {
    case "t": if !isPhonetic { try append(text) }
    case "rPh": isPhonetic = false
    case "si":
      guard all.count < limits.maximumCells else {
        throw SpreadsheetError(.tooManyCells(limit: limits.maximumCells))
      }
      all.append(EscapedText.decode(self.text))
    default: break
    }
  }

  private func append(_ run: String) throws(SpreadsheetError) {
    text += run
    guard text.utf8.count <= 7 * SpreadsheetLimits.text else { throw tooLong }
  }
}
