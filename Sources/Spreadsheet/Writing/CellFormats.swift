import CXlsxWriter

/// The formats of a workbook that is being written, each made once.
final class CellFormats {
  enum Look: Hashable { case normal, heading, total }
  enum Kind: Hashable {
    case text
    /// Text that stands where numbers do: a heading, and a number that would be rounded.
    case numberText
    case number(decimals: Int)
    case date
  }

  private struct Style: Hashable {
    let look: Look
    let kind: Kind
  }

  /// The most decimals that a format may have.
  private static let mostDecimals = 30
  private static let headingColour: lxw_color_t = 0xD9E2F3

  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    self.workbook = workbook
  }

  /// The format of a kind of cell in a kind of row; nil, the library's own, where memory is out.
  func format(_ look: Look, _ kind: Kind) -> UnsafeMutablePointer<lxw_format>? {
    let style = Style(look: look, kind: kind)
    if let format = formats[style] { return format }
    guard let format = workbook_add_format(workbook) else { return nil }
    formats[style] = format
    apply(look, to: format)
    switch kind {
    case .text: break
    case .numberText: alignRight(format)
    case .number(let decimals):
      alignRight(format)
      let count = min(max(0, decimals), Self.mostDecimals)
      let code = count == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: count)
      format_set_num_format(format, code)
    case .date: format_set_num_format(format, "yyyy-mm-dd")
    }
    return format
  }

  /// Aligns to the right, a little away from the next column's text.
  private func alignRight(_ format: UnsafeMutablePointer<lxw_format>) {
    format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    format_set_indent(format, 1)
  }

  private func apply(_ look: Look, to format: UnsafeMutablePointer<lxw_format>) {
    switch look {
    case .normal: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .heading:
      format_set_bold(format)
      format_set_bg_color(format, Self.headingColour)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .total:
      format_set_bold(format)
      format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
    }
  }
}
