import Session
import Terminal
import Testing

@testable import Screens

struct SampleViewPanelTests {
  // MARK: Pictures

  @Test(arguments: SampleViewKind.allCases.dropFirst())
  func `each view in a panel of 59 by 17`(kind: SampleViewKind) throws {
    try expectSnapshot(canvas(of: panel(kind)), named: "view-\(kind.name)")
  }

  @Test(arguments: [.mixed, .attention, .walk, .film, .layers] as [SampleViewKind])
  func `views without colours and blocks`(kind: SampleViewKind) throws {
    try expectSnapshot(
      canvas(of: panel(kind, .ascii), .ascii), named: "view-\(kind.name)-ascii")
  }

  @Test func `in a large panel pictures are larger, a film has its strip below`() throws {
    try expectSnapshot(canvas(of: panel(.walk), width: 90, height: 34), named: "view-walk-90x34")
    try expectSnapshot(canvas(of: panel(.film), width: 90, height: 34), named: "view-film-90x34")
  }

  @Test func `each of both pictures says which it is, with its own estimate`() throws {
    var viewing = SampleViewing(.wish)
    viewing.reducesMotion = true
    viewing.move(1, 0)
    let panel = panel(viewing)
    #expect(panel.title(within: 40).hasPrefix("what G wants: moved"))
    let shown = try canvas(of: panel)
    let kept = try canvas(of: self.panel(.wish))
    #expect(shown.text.contains("moved 0.81") && kept.text.contains("now 0.71"))
  }

  // MARK: Words

  @Test func `real and generated are told apart by a letter, and by a question while one guesses`()
    throws
  {
    let telling = try canvas(of: panel(.mixed)).text
    #expect(telling.contains("R 0.") && telling.contains("F 0."))
    var viewing = SampleViewing(.mixed)
    viewing.toggleTruth()
    let asking = try canvas(of: panel(viewing)).text
    #expect(!asking.contains("R 0.") && !asking.contains("0.") && asking.contains("?"))
    #expect(panel(viewing).title(within: 60).hasPrefix("which are real?"))
  }

  @Test(
    arguments: [
      (0.71, false, false, "0.71 +"), (0.31, true, true, "R 0.31 +"), (0.31, true, false, "0.31 +"),
      (0.71, true, true, "R 0.71"), (0.71, false, true, "F 0.71 +"), (.nan, false, true, "F nan"),
      (.infinity, false, false, "inf +"), (nil, true, true, "R"), (nil, true, false, ""),
    ] as [(Float?, Bool, Bool, String)])
  func `a verdict is the estimate, and a plus where it is wrong`(
    score: Float?, isReal: Bool, namesTruth: Bool, text: String
  ) throws {
    #expect(try verdict(score, isReal, namesTruth, width: 9) == text)
  }

  @Test func `where there is little room a verdict is short`() throws {
    #expect(try verdict(0.71, false, true, width: 7) == "F0.71+")
    #expect(try verdict(0.71, false, true, width: 5) == "F.71+")
    #expect(try verdict(0.71, false, true, width: 3) == "F+")
    #expect(try verdict(0.71, false, false, width: 1) == "+")
  }

  @Test func `where there is much room a verdict has a bar`() throws {
    #expect(try verdict(0.5, true, true, width: 20) == "R 0.50   █████▌─────")
  }

  @Test func `what was asked for and is not there yet is no earlier picture`() throws {
    for kind in SampleViewKind.allCases where SampleViewing(kind).request != nil {
      let other: SampleViewKind = kind == .wish ? .real : .wish
      let text = try canvas(of: panel(SampleViewing(kind), view: SampleRuns.view(other))).text
      #expect(text.contains("asked for ..."), "\(kind)")
      #expect(!text.contains("▀"))
    }
  }

  @Test func `where nobody makes it, it says so`() throws {
    for (state, words) in [
      (SampleViewPanel.State.over, "nothing is trained"), (.refused, "refused"),
    ] {
      let panel = SampleViewPanel(
        viewing: SampleViewing(.real), view: nil, grids: [], state: state, tileSize: .full,
        appearance: try .phosphor(.palette))
      #expect(try canvas(of: panel).text.contains("real images, page 1: \(words)"))
    }
  }

  @Test func `while walking the last picture is shown`() throws {
    var viewing = SampleViewing(.walk)
    viewing.move(3, 1)
    let text = try canvas(of: panel(viewing, view: SampleRuns.view(.walk))).text
    #expect(text.contains("latent walk, epoch 3, batch 1053") && text.contains("x 0.69 y 0.56"))
    #expect(!text.contains("asked for"))
  }

  @Test func `a place in the map is a place of the walk`() throws {
    for (x, y) in [(0.0, 0.0), (1, 0), (0.5, 1)] {
      var viewing = SampleViewing(.walk)
      viewing.walk(toX: x, y: y)
      let area = Rectangle(x: 0, y: 0, width: 57, height: 14)
      let view = WalkView(
        walk: viewing.walk, picture: ImageSet(format: Self.format, pixels: SampleRuns.image(0)),
        corners: nil, appearance: try .phosphor(.palette))
      var canvas = Canvas(width: 57, height: 14)
      view.draw(in: area, onto: &canvas)
      let square = view.map(in: area)
      let column = square.x + Int((x * Double(square.width - 1)).rounded())
      let row = square.y + Int((y * Double(square.height - 1)).rounded())
      #expect(canvas[column, row].character == "@")
    }
  }

  @Test func `where there is no frame the caption has the title`() throws {
    var canvas = Canvas(width: 40, height: 11)
    let caption = canvas.bounds.rows(from: 10).columns(from: 5)
    panel(.walk).draw(
      tiles: canvas.bounds.rows(from: 0, count: 10), caption: caption, naming: true, onto: &canvas)
    #expect(canvas.text.hasSuffix("     latent walk, epoch 3, batch 1053   "))
  }

  @Test func `the note says how many images are to be seen`() {
    let (tiles, caption) = Self.places(width: 57, height: 15)
    #expect(panel(.fixed).note(tiles: tiles, caption: caption) == "2 of 8")
    #expect(panel(.film).note(tiles: tiles, caption: caption) == "5 of 5")
    #expect(panel(.walk).note(tiles: tiles, caption: caption) == "")
  }

  // MARK: Any size, any numbers

  @Test(arguments: SampleViewKind.allCases.dropFirst())
  func `at any size nothing is drawn outside, and every word can be shown`(kind: SampleViewKind)
    throws
  {
    var random = SplitMix(state: kind.name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    for round in 0..<60 {
      let (width, height) = (random.number(below: 201), random.number(below: 61))
      let capabilities = TerminalCapabilities(
        colors: random.element(of: ColorDepth.allCases) ?? .palette,
        glyphs: random.element(of: GlyphSet.allCases) ?? .blocks)
      let view = random.element(of: Self.strangeViews(kind)) ?? nil
      let grids = random.element(of: [[], [Self.grids[0]], Self.grids, Self.strangeGrids]) ?? []
      var viewing = SampleViewing(kind)
      viewing.follow(
        frames: grids.count, images: grids.last?.count ?? 0, view: view)
      viewing.move(random.number(below: 5) - 2, random.number(below: 3) - 1)
      if round.isMultiple(of: 3) { viewing.toggleTruth() }
      let panel = SampleViewPanel(
        viewing: viewing, view: view, grids: grids, state: round.isMultiple(of: 5) ? .over : .asked,
        tileSize: random.element(of: TileSize.allCases) ?? .full,
        appearance: try .phosphor(capabilities))
      expectInside(panel, width: width, height: height, capabilities)
    }
  }

  private func expectInside(
    _ panel: SampleViewPanel, width: Int, height: Int, _ capabilities: TerminalCapabilities
  ) {
    let outside = Cell("~")
    var canvas = Canvas(width: width + 4, height: height + 4, filledWith: outside)
    let area = canvas.bounds.inset(by: 2)
    let (tiles, caption) = (
      area.rows(from: 0, count: max(0, height - 1)), area.rows(from: max(0, height - 1))
    )
    panel.draw(tiles: tiles, caption: caption, naming: width % 2 == 0, onto: &canvas)
    _ = panel.title(within: width) + panel.note(tiles: tiles, caption: caption)
    var leaks = 0
    for y in 0..<canvas.height {
      for x in 0..<canvas.width where !area.contains(x: x, y: y) && canvas[x, y] != outside {
        leaks += 1
      }
    }
    #expect(leaks == 0, "\(panel.viewing.kind) in \(width)x\(height)")
    #expect(
      canvas.text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII || (capabilities.unicode && (0x2500...0x259F).contains(scalar.value))
          || (capabilities.glyphs == .braille && (0x2800...0x28FF).contains(scalar.value))
      })
  }

  // MARK: What is shown

  private static let format = ImageFormat(width: 28, height: 28, channels: 1)
  private static let grids = [0, 20, 468, 936, 1404].map { SampleRuns.grid(atStep: $0) }

  /// What an older or a broken trainer might answer.
  private static func strangeViews(_ kind: SampleViewKind) -> [SampleView?] {
    guard let view = SampleRuns.view(kind) else { return [nil] }
    var one = view
    one.format = ImageFormat(width: 1, height: 1, channels: 1)
    (one.pixels, one.scores, one.attention, one.movedPixels) = ([7], [.nan], [127], [])
    var color = view
    color.format = ImageFormat(width: 31, height: 17, channels: 3)
    color.pixels = (0..<5 * 31 * 17 * 3).map { UInt8($0 % 251) }
    (color.scores, color.areReal) = ([.infinity, -.infinity, 1e30], [true])
    (color.attention, color.movedPixels) = ([1, 2, 3], [9])
    var none = view
    (none.pixels, none.attention, none.movedPixels) = ([], [], [])
    var flat = none
    flat.format = ImageFormat(width: 0, height: 0, channels: 1)
    var long = view
    long.layer = String(repeating: "layer \u{1B}[2J漢", count: 30)
    (long.step, long.epoch) = (0, -1)
    return [nil, view, one, color, none, flat, long]
  }

  /// Grids of several extents and numbers of images.
  private static let strangeGrids: [SampleGrid] =
    grids + [
      SampleGrid(
        epoch: 1, step: 7, endsEpoch: false, format: ImageFormat(width: 3, height: 40, channels: 3),
        pixels: [UInt8](repeating: 3, count: 720)),
      SampleGrid(epoch: 2, step: 9, endsEpoch: true, format: format, pixels: []),
    ]

  private func panel(
    _ kind: SampleViewKind, _ capabilities: TerminalCapabilities = .palette
  ) -> SampleViewPanel {
    panel(SampleViewing(kind), view: SampleRuns.view(kind), capabilities)
  }

  private func panel(_ viewing: SampleViewing) -> SampleViewPanel {
    panel(viewing, view: SampleRuns.view(viewing.kind))
  }

  private func panel(
    _ viewing: SampleViewing, view: SampleView?, _ capabilities: TerminalCapabilities = .palette
  ) -> SampleViewPanel {
    var viewing = viewing
    viewing.follow(frames: Self.grids.count, images: 8, view: view)
    return SampleViewPanel(
      viewing: viewing, view: view, grids: Self.grids, state: .asked, tileSize: .full,
      appearance: (try? .phosphor(capabilities)) ?? Appearance(theme: .plain, capabilities: .ascii))
  }

  private static func places(width: Int, height: Int) -> (tiles: Rectangle, caption: Rectangle) {
    let area = Rectangle(x: 1, y: 1, width: width, height: height)
    return (area.rows(from: 0, count: height - 1), area.rows(from: height - 1))
  }

  /// The panel in its frame.
  private func canvas(
    of panel: SampleViewPanel, _ capabilities: TerminalCapabilities = .palette, width: Int = 59,
    height: Int = 17
  ) throws -> Canvas {
    let appearance = try Appearance.phosphor(capabilities)
    var canvas = Canvas(
      width: width, height: height, filledWith: Cell(" ", appearance[.text]))
    let (tiles, caption) = Self.places(width: width - 2, height: height - 2)
    Frame(
      title: panel.title(within: width - 16), note: panel.note(tiles: tiles, caption: caption),
      appearance: appearance
    ).draw(in: canvas.bounds, onto: &canvas)
    panel.draw(tiles: tiles, caption: caption, naming: false, onto: &canvas)
    return canvas
  }

  private func verdict(
    _ score: Float?, _ isReal: Bool, _ namesTruth: Bool, width: Int
  ) throws -> String {
    let appearance = try Appearance.phosphor(.palette)
    var canvas = Canvas(width: width, height: 1)
    Verdict(score: score, isReal: isReal, namesTruth: namesTruth, appearance: appearance)
      .draw(in: canvas.bounds, onto: &canvas)
    return canvas.text.replacing(#/[ ]+$/#, with: "")
  }
}
