internal import Session
internal import Terminal

/// A box in the middle with all recipes, one a row: name, title, data set and whether that is here;
/// the selected one is behind a `>`, the one that is trained behind a `*`.
struct ChooserView {
  let library: RunLibrary
  /// The name of the recipe that is trained.
  let running: String?
  let box: ListBox
  let appearance: Appearance

  static func shape(_ library: RunLibrary) -> ListBox.Shape {
    // The last row is for what there is to say of the selected one, the row above it stays empty.
    ListBox.Shape(width: Columns(library).fullWidth, entries: library.recipes.count, foot: 2)
  }

  func draw(onto canvas: inout Canvas) {
    let columns = Columns(library)
    box.draw(title: "recipes", note: "Enter starts, Esc goes on", appearance, onto: &canvas) {
      index, row, canvas in
      draw(
        library.recipes[index], columns, isSelected: index == box.selected, in: row, onto: &canvas)
    }
    drawRemark(in: box.inner.rows(from: box.inner.height - 1), onto: &canvas)
  }

  private func draw(
    _ recipe: RunLibrary.Recipe, _ columns: Columns, isSelected: Bool, in line: Rectangle,
    onto canvas: inout Canvas
  ) {
    func write(_ text: String, at column: Int, width: Int, _ role: Theme.Role) {
      canvas.write(
        text.printable(on: appearance), in: line.columns(from: column, count: width),
        style: appearance[isSelected ? .selection : role])
    }
    let mark = isSelected ? ">" : recipe.name == running ? "*" : " "
    write(mark, at: 0, width: 1, .text)
    let isMissing = library.isMissing(recipe.dataset)
    let state = isMissing ? "not here" : "here"
    let places = columns.places(within: line.width)
    write(recipe.name, at: 2, width: min(columns.name, places.state - 3), .key)
    if let place = places.title { write(recipe.title, at: place.start, width: place.width, .text) }
    if let place = places.dataset {
      write(recipe.dataset, at: place.start, width: place.width, .dim)
    }
    write(state, at: places.state, width: Columns.state, isMissing ? .warning : .good)
  }

  private func drawRemark(in area: Rectangle, onto canvas: inout Canvas) {
    guard library.recipes.indices.contains(box.selected) else { return }
    let recipe = library.recipes[box.selected]
    let isMissing = library.isMissing(recipe.dataset)
    let text =
      isMissing ? RunLibrary.advice(onMissing: recipe.dataset, within: area.width) : recipe.title
    let role: Theme.Role = isMissing ? .warning : .dim
    canvas.write(text.printable(on: appearance), in: area, style: appearance[role])
  }
}

/// How wide the columns of the list are, and which of them a row has room for.
private struct Columns {
  static let state = 8
  private static let gap = 2
  private static let mark = 2
  let name: Int
  let title: Int
  let dataset: Int

  init(_ library: RunLibrary) {
    func widest(_ text: (RunLibrary.Recipe) -> String) -> Int {
      library.recipes.map { text($0).count }.max() ?? 0
    }
    name = widest(\.name)
    title = widest(\.title)
    dataset = widest(\.dataset)
  }

  var fullWidth: Int {
    Self.mark + name + Self.gap + title + Self.gap + dataset + Self.gap + Self.state
  }

  typealias Place = (start: Int, width: Int)

  func places(within width: Int) -> (title: Place?, dataset: Place?, state: Int) {
    // The state stays at the right border, the data set before it, and the title has what is left.
    let state = max(0, width - Self.state)
    let nameEnd = Self.mark + name + Self.gap
    let datasetStart = state - Self.gap - dataset
    guard datasetStart >= nameEnd else { return (nil, nil, state) }
    let titleWidth = datasetStart - Self.gap - nameEnd
    let title: Place? = titleWidth >= 8 ? (nameEnd, titleWidth) : nil
    return (title, (datasetStart, dataset), state)
  }
}

extension WatchScreen {
  mutating func openChooser() -> [Effect] {
    mode = .choosing(library.recipes.firstIndex { $0.name == snapshot.run?.recipe } ?? 0)
    return [.listRecipes]
  }

  /// Takes a key while the list is open.
  mutating func choose(_ key: Key, from index: Int) -> [Effect] {
    if let index = key.selection(from: index, among: library.recipes.count) {
      mode = .choosing(index)
      return []
    }
    switch key {
    case .escape, .character("q"), .character("r"): mode = .watching
    case .enter: return start(recipeAt: index)
    default: break
    }
    return []
  }

  private mutating func start(recipeAt index: Int) -> [Effect] {
    guard library.recipes.indices.contains(index) else { return [] }
    let recipe = library.recipes[index]
    if library.isMissing(recipe.dataset) {
      return answer(RunLibrary.advice(onMissing: recipe.dataset))
    }
    mode = .watching
    if !isOver, recipe.name == snapshot.run?.recipe {
      return answer("\(recipe.name) is trained already; :new recipe=\(recipe.name) begins anew")
    }
    return [.startRun(RunRequest(recipe: recipe.name))]
  }
}
