/// The colours of branches where a theme has none of its own, as btop's themes have none.
///
/// They are apart from each other for every kind of colour vision; one set is for dark themes and one
/// for light ones.
struct BranchColors {
  private let colors: [RGB]

  /// Chosen by how light the background is, or where that is the terminal's own, the text.
  init(behind background: RGB?, inFront text: RGB?) {
    let isLight = background.map(\.isLight) ?? text.map { !$0.isLight } ?? false
    colors = isLight ? Self.onLight : Self.onDark
  }

  /// The colour of a branch, counted from 1 to 6.
  subscript(number: Int) -> RGB { colors[number - 1] }

  private static let onDark = [
    RGB(red: 0xD7, green: 0x00, blue: 0xFF), RGB(red: 0xD7, green: 0xFF, blue: 0x00),
    RGB(red: 0x87, green: 0x87, blue: 0xD7), RGB(red: 0xAF, green: 0xFF, blue: 0xD7),
    RGB(red: 0xD7, green: 0x87, blue: 0xAF), RGB(red: 0x87, green: 0x87, blue: 0x00),
  ]
  private static let onLight = [
    RGB(red: 0x87, green: 0x00, blue: 0xFF), RGB(red: 0xAF, green: 0x00, blue: 0x87),
    RGB(red: 0x00, green: 0x5F, blue: 0xD7), RGB(red: 0x5F, green: 0x00, blue: 0x00),
    RGB(red: 0x00, green: 0x00, blue: 0xAF), RGB(red: 0x5F, green: 0x00, blue: 0x87),
  ]
}
