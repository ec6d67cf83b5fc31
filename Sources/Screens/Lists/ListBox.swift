internal import Terminal

/// Where a box with a list of entries stands, one a row, and which entry is in which row.
///
/// Drawing and the mouse both ask it, so what is clicked is what is seen.
struct ListBox: Equatable {
  /// What a list would like to have.
  struct Shape: Equatable {
    /// The columns of an entry.
    var width: Int
    /// The entries for which there is to be room.
    var entries: Int
    /// The rows above the entries; where there is no frame only the first of them.
    var head = 0
    /// The rows below the entries; where rows are few only the last of them.
    var foot = 0
    /// Whether it stands in the upper right corner instead of the middle.
    var isInCorner = false
  }

  let box: Rectangle
  let hasFrame: Bool
  /// The box without its frame.
  let inner: Rectangle
  /// The rows of the entries.
  let list: Rectangle
  let count: Int
  let selected: Int
  /// The entry in the first of the rows.
  let first: Int

  /// - Parameter start: the entry that stays in the first row as long as the selected one is seen; nil
  ///   brings the selected one into the middle.
  init(_ shape: Shape, in area: Rectangle, count: Int, selected: Int, start: Int?) {
    let (width, height) = (shape.width + 4, shape.entries + shape.head + shape.foot + 2)
    let middle = area.middle(width: width, height: height)
    box =
      shape.isInCorner
      ? Rectangle(
        x: area.maxX - middle.width, y: area.y, width: middle.width, height: middle.height)
      : middle
    hasFrame = box.height >= shape.head + shape.foot + 3 && box.width >= 12
    inner = hasFrame ? box.inset().columns(from: 1, count: box.width - 4) : box
    let head = hasFrame ? shape.head : min(1, shape.head)
    let foot = min(shape.foot, max(1, inner.height - head - count))
    let list = inner.rows(from: head, count: max(0, inner.height - head - foot))
    self.list = list
    self.count = count
    self.selected = selected
    if let start {
      // As little is scrolled as brings the selected one in.
      let nearest = min(selected, max(start, selected - list.height + 1))
      first = min(max(0, count - list.height), max(0, nearest))
    } else {
      first = list.firstRow(showing: selected, of: count)
    }
  }

  /// The entry that is seen at a position.
  func entry(atX x: Int, y: Int) -> Int? {
    let index = first + y - list.y
    return list.contains(x: x, y: y) && index < count ? index : nil
  }

  /// Draws the frame, and each entry that is seen into its row; the row of the selected one is filled.
  func draw(
    title: String, note: String = "", _ appearance: Appearance, onto canvas: inout Canvas,
    entry: (_ index: Int, _ row: Rectangle, _ canvas: inout Canvas) -> Void
  ) {
    canvas.fill(box, with: Cell(" ", appearance[.text]))
    if hasFrame {
      Frame(title: title, note: note, focused: false, appearance: appearance)
        .draw(in: box, onto: &canvas)
    }
    for index in (first..<count).prefix(list.height) {
      let row = list.row(index - first)
      if index == selected { canvas.fill(row, with: Cell(" ", appearance[.selection])) }
      entry(index, row, &canvas)
    }
  }
}

extension Key {
  /// Which entry of a list it selects; nil where it is no key for that.
  ///
  /// - Parameter letters: whether letters move too, where none are typed.
  func selection(from index: Int, among count: Int, letters: Bool = true) -> Int? {
    let page = 8
    let target: Int? =
      switch self {
      case .up, .backTab: index - 1
      case .down, .tab: index + 1
      case .pageUp: index - page
      case .pageDown: index + page
      case .home: 0
      case .end: count - 1
      case .character("k") where letters: index - 1
      case .character("j") where letters: index + 1
      case .character("g") where letters: 0
      case .character("G") where letters: count - 1
      default: nil
      }
    return target.map { max(0, min(count - 1, $0)) }
  }
}
