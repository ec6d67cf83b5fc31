import Screens
import Terminal
import Testing

struct WatchLayoutTests {
  private static let contents: [WatchLayout.Content] =
    WatchPreset.allCases.map { .preset($0) } + Panel.allCases.map { .panel($0) }

  @Test(arguments: contents)
  func `areas are inside the window and never overlap, at every size`(
    content: WatchLayout.Content
  ) {
    for width in 1...500 {
      for height in 1...200 {
        expectPlaces(
          of: WatchLayout(width: width, height: height, content: content), in: (width, height))
      }
    }
  }

  @Test(arguments: contents, [true, false])
  func `nor with many knobs and branches and a lesson`(
    content: WatchLayout.Content, hasLesson: Bool
  ) {
    for width in Array(1...130) + [199, 317, 500] {
      for height in Array(1...45) + [60, 79, 120, 200] {
        for (knobs, branches) in [(0, 1), (7, 3), (40, 40)] {
          let layout = WatchLayout(
            width: width, height: height, content: content, knobs: knobs, branches: branches,
            hasLesson: hasLesson)
          expectPlaces(of: layout, in: (width, height))
        }
      }
    }
  }

  @Test(arguments: contents, [(80, 24), (60, 16), (40, 10)])
  func `every preset shows something of its own from 40 by 10 on`(
    content: WatchLayout.Content, size: (width: Int, height: Int)
  ) {
    let layout = WatchLayout(width: size.width, height: size.height, content: content)
    let body = [
      layout.losses, layout.accuracy, layout.knobs, layout.tiles, layout.timeline, layout.health,
      layout.diagram,
    ]
    #expect(body.contains { $0.width * $0.height >= size.width * (size.height - 6) / 4 })
  }

  @Test(arguments: [(120, 40, 80, 40), (80, 24, 80, 16), (60, 16, 60, 10)])
  func `beside or above a lesson the rest has a layout of its own`(
    width: Int, height: Int, restWidth: Int, restHeight: Int
  ) {
    let layout = WatchLayout(width: width, height: height, hasLesson: true)
    #expect(layout.kind == WatchLayout(width: restWidth, height: restHeight).kind)
    #expect(layout.hints.maxY == restHeight)
  }

  private func expectPlaces(of layout: WatchLayout, in size: (width: Int, height: Int)) {
    let window = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
    let areas = layout.areas.filter { !$0.isEmpty }
    for (index, area) in areas.enumerated() {
      if area.intersection(window) != area {
        Issue.record("\(size.width)×\(size.height): \(area) is outside")
      }
      for other in areas[..<index] where !area.intersection(other).isEmpty {
        Issue.record("\(size.width)×\(size.height): \(area) overlaps \(other)")
      }
    }
  }

  @Test(arguments: [(80, 24, 38, 14), (120, 40, 58, 30), (60, 16, 29, 12), (40, 10, 19, 7)])
  func `while comparing each side has half of the whole width`(
    width: Int, height: Int, half: Int, rows: Int
  ) {
    let tiles = WatchLayout(width: width, height: height, content: .preset(.compare)).tiles
    #expect((tiles.width - 1) / 2 == half)
    #expect(tiles.height == rows)
  }

  @Test(arguments: [(24, 5, 0), (31, 5, 1), (40, 5, 4), (40, 3, 2), (60, 1, 0)])
  func `a higher window has a row of the line of time for every branch`(
    height: Int, branches: Int, rows: Int
  ) {
    let area = WatchLayout(width: 80, height: height, branches: branches).timeline.inset()
    #expect(area.height == rows + 1)
  }

  @Test(arguments: [
    (80, 24, WatchLayout.Kind.full), (79, 24, .compact), (80, 23, .compact), (60, 16, .compact),
    (59, 16, .mini), (60, 15, .mini), (40, 10, .mini), (39, 10, .line), (40, 9, .line),
    (1, 1, .line), (500, 200, .full),
  ])
  func `the size decides how much is shown`(width: Int, height: Int, kind: WatchLayout.Kind) {
    #expect(WatchLayout(width: width, height: height).kind == kind)
  }

  @Test(arguments: [(24, 3, 3), (24, 9, 3), (40, 3, 3), (40, 6, 6), (40, 9, 8), (60, 9, 9)])
  func `a higher window shows more of the knobs`(height: Int, knobs: Int, rows: Int) {
    let area = WatchLayout(width: 80, height: height, knobs: knobs).knobs.inset()
    #expect(area.height == rows + 1)
  }

  @Test(arguments: [(80, 24, 2), (120, 40, 6), (160, 50, 8)])
  func `images of 28 by 28 are shown pixel for pixel`(width: Int, height: Int, count: Int) {
    let tiles = WatchLayout(width: width, height: height).tiles
    let grid = SampleGridView(
      width: 28, height: 28, channels: 1, pixels: [UInt8](repeating: 0, count: 16 * 784),
      capabilities: .palette)
    #expect(grid.tiles(in: tiles).count == count)
    #expect(grid.tiles(in: tiles).allSatisfy { $0.width == 28 && $0.height == 14 })
  }

  @Test func `the smallest full layouts keep one image pixel for pixel`() {
    #expect(WatchLayout(width: 60, height: 16).tiles.width == 28)
    #expect(WatchLayout(width: 60, height: 16).tiles.height == 14)
    #expect(WatchLayout(width: 40, height: 10).tiles.width == 14)
    #expect(WatchLayout(width: 40, height: 10).tiles.height == 7)
  }
}
