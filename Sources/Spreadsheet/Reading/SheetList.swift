/// The main part of a workbook: which sheets it has and how it counts days.
final class SheetList: PartReader {
  private(set) var sheets: [(name: String, isHidden: Bool, relationship: String)] = []
  private(set) var isFrom1904 = false

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SpreadsheetError) {
    switch name {
    case "workbookPr": isFrom1904 = ["1", "true"].contains(attributes["date1904"])
    case "sheet":
      guard let title = attributes["name"], let id = attributes.prefixed("id") else { return }
      let isHidden = (attributes["state"] ?? "visible") != "visible"
      sheets.append((title, isHidden, id))
    default: break
    }
  }
}
