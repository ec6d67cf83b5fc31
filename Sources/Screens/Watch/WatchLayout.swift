package import Terminal

/// Where everything stands on the live screen: a function of the size, of what is to be shown, and of the
/// numbers of knobs and branches.
///
/// No two areas overlap, except that `samples` is the box around `tiles` and `caption`.
package struct WatchLayout: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// One status line.
    case line
    /// A thumbnail beside numbers, from 40×10.
    case mini
    /// One image pixel for pixel beside small curves, from 60×16.
    case compact
    /// Everything, in boxes, from 80×24.
    case full
  }

  /// What is to be shown.
  package enum Content: Sendable, Hashable {
    case preset(WatchPreset)
    /// One panel alone.
    case panel(Panel)
  }

  package let kind: Kind
  package private(set) var header = Rectangle.none
  package private(set) var progress = Rectangle.none
  package private(set) var losses = Rectangle.none
  package private(set) var accuracy = Rectangle.none
  package private(set) var knobs = Rectangle.none
  /// What the turns of knobs have changed.
  package private(set) var changes = Rectangle.none
  package private(set) var samples = Rectangle.none
  package private(set) var tiles = Rectangle.none
  package private(set) var caption = Rectangle.none
  package private(set) var timeline = Rectangle.none
  /// How good the samples are, and what is wrong.
  package private(set) var health = Rectangle.none
  /// A training step in slow motion.
  package private(set) var diagram = Rectangle.none
  /// The page of a lesson.
  package private(set) var lesson = Rectangle.none
  /// Where the last event and questions are written; without it they take the place of the hints.
  package private(set) var log = Rectangle.none
  package private(set) var hints = Rectangle.none

  /// - Parameters:
  ///   - knobs: how many knobs the run has; a high window shows more of them.
  ///   - branches: how many branches it has; a high window has a row for each on the line of time.
  ///   - hasLesson: whether a lesson is open; it stands on the right of a wide window, else at the bottom,
  ///     and the rest is laid out in what is left.
  package init(
    width: Int, height: Int, content: Content = .preset(.watch), knobs: Int = 3, branches: Int = 1,
    hasLesson: Bool = false
  ) {
    let lesson = hasLesson ? Self.lessonArea(width: width, height: height) : .none
    let (width, height) = (
      lesson.x > 0 ? lesson.x : width, lesson.y > 0 ? lesson.y : height
    )
    switch (width, height) {
    case (80..., 24...): kind = .full
    case (60..., 16...): kind = .compact
    case (40..., 10...): kind = .mini
    default: kind = .line
    }
    self.lesson = lesson
    let tracks = min(max(0, branches - 1), max(0, height - 24) / 4)
    switch kind {
    case .full:
      placeFull(content, width: width, height: height, knobs: knobs, tracks: tracks)
    case .compact, .mini:
      placeSmall(content, width: width, height: height)
    case .line: placeLine(width: width, height: height)
    }
  }

  /// The areas that are drawn into, none of which overlap.
  package var areas: [Rectangle] {
    [
      header, progress, losses, accuracy, knobs, changes, tiles, caption, timeline, health, diagram,
      lesson, log, hints,
    ]
  }

  /// What a box in an area leaves to its content; only large layouts have boxes.
  package func content(of area: Rectangle) -> Rectangle { kind == .full ? area.inset() : area }

  /// The panel in which a position is.
  package func panel(atX x: Int, y: Int) -> Panel? {
    let places: [(Panel, Rectangle)] = [
      (.losses, losses), (.accuracy, accuracy), (.knobs, knobs), (.samples, samples),
      (.epochs, timeline), (.health, health),
    ]
    return places.first { $0.1.contains(x: x, y: y) }?.0
  }

  private static func lessonArea(width: Int, height: Int) -> Rectangle {
    if width >= 120, height >= 24 {
      return Rectangle(x: width - 40, y: 0, width: 40, height: height)
    }
    let rows = height >= 24 ? 8 : height >= 16 ? 6 : height - 2
    guard rows > 0 else { return .none }
    return Rectangle(x: 0, y: height - rows, width: width, height: rows)
  }
}

// MARK: - From 80×24

extension WatchLayout {
  private mutating func placeFull(
    _ content: Content, width: Int, height: Int, knobs: Int, tracks: Int
  ) {
    header = Rectangle(x: 1, y: 0, width: width - 2, height: 1)
    progress = Rectangle(x: 1, y: 1, width: width - 2, height: 1)
    log = Rectangle(x: 1, y: height - 2, width: width - 2, height: 1)
    hints = Rectangle(x: 1, y: height - 1, width: width - 2, height: 1)
    let body = Rectangle(x: 0, y: 2, width: width, height: height - 4)
    switch content {
    case .preset(.watch): placeWatch(in: body, knobs: knobs, tracks: tracks)
    case .preset(.wall), .preset(.compare): placeSamples(in: body, tracks: tracks)
    case .preset(.charts): placeCharts(in: body, knobs: knobs, tracks: tracks)
    case .preset(.health): placeHealth(in: body, tracks: tracks)
    case .preset(.slow): diagram = body
    case .panel(let panel): place(panel, in: body)
    }
  }

  private mutating func placeWatch(in body: Rectangle, knobs knobCount: Int, tracks: Int) {
    // 11 of 40 further columns go to the curves and 29 to the samples, which is one more image of
    // 28 pixels and its gap.
    let left = min(54, 21 + (body.width - 80) * 11 / 40)
    let knobRows = Self.knobRows(knobCount, in: body)
    let accuracyRows = 6 + (body.height - 14 - knobRows) * 2 / 5
    let column = body.columns(from: 0, count: left)
    losses = column.rows(from: 0, count: body.height - accuracyRows - knobRows)
    accuracy = column.rows(from: losses.height, count: accuracyRows)
    knobs = column.rows(from: body.height - knobRows)
    placeSamples(in: body.columns(from: left), tracks: tracks)
  }

  private mutating func placeCharts(in body: Rectangle, knobs knobCount: Int, tracks: Int) {
    let knobRows = Self.knobRows(knobCount, in: body)
    let timelineRows = 3 + tracks
    let right = 32 + (body.width - 80) / 6
    let upper = body.rows(from: 0, count: body.height - timelineRows)
    let curves = upper.columns(from: 0, count: body.width - right)
    losses = curves.rows(from: 0, count: (curves.height + 1) / 2)
    accuracy = curves.rows(from: losses.height)
    let side = upper.columns(from: curves.width)
    knobs = side.rows(from: 0, count: min(knobRows, side.height - 4))
    changes = side.rows(from: knobs.height)
    timeline = body.rows(from: upper.height)
  }

  /// What is judged stands beside the numbers where there is room for an image of 28 pixels, and the line
  /// of time below where there are rows for it.
  private mutating func placeHealth(in body: Rectangle, tracks: Int) {
    let timelineRows = body.height >= 26 ? 3 + tracks : 0
    let upper = body.rows(from: 0, count: body.height - timelineRows)
    let side = body.width >= 110 ? 31 : 0
    health = upper.columns(from: 0, count: upper.width - side)
    if side > 0 { placeFramedSamples(in: upper.columns(from: health.width)) }
    if timelineRows > 0 { timeline = body.rows(from: upper.height) }
  }

  /// Places the samples and the line of time below them.
  private mutating func placeSamples(in area: Rectangle, tracks: Int) {
    let timelineRows = 3 + tracks
    placeFramedSamples(in: area.rows(from: 0, count: area.height - timelineRows))
    timeline = area.rows(from: samples.height)
  }

  private mutating func placeFramedSamples(in area: Rectangle) {
    samples = area
    tiles = area.inset().rows(from: 0, count: area.height - 3)
    caption = area.inset().rows(from: area.height - 3, count: 1)
  }

  private mutating func place(_ panel: Panel, in area: Rectangle) {
    switch panel {
    case .losses: losses = area
    case .accuracy: accuracy = area
    case .knobs: knobs = area
    case .samples: placeFramedSamples(in: area)
    case .epochs: timeline = area
    case .health: health = area
    }
  }

  /// Three knobs, what a notch does, and the frame; a third of what is higher than that.
  private static func knobRows(_ count: Int, in body: Rectangle) -> Int {
    min(max(3, count) + 3, 6 + (body.height - 20) / 3)
  }
}

// MARK: - Smaller

extension WatchLayout {
  private mutating func placeSmall(_ content: Content, width: Int, height: Int) {
    header = Rectangle(x: 0, y: 0, width: width, height: 1)
    hints = Rectangle(x: 0, y: height - 1, width: width, height: 1)
    let body = Rectangle(x: 0, y: 1, width: width, height: height - 2)
    switch content {
    case .preset(.watch) where kind == .compact: placeCompact(in: body)
    case .preset(.watch): placeMini(in: body)
    case .preset(.wall), .preset(.compare): placeSmallSamples(in: body)
    case .preset(.charts): placeSmallCharts(in: body)
    case .preset(.health): health = body
    case .preset(.slow): diagram = body
    case .panel(.samples): placeBareSamples(in: body)
    case .panel(let panel): place(panel, in: body)
    }
  }

  private mutating func placeCompact(in body: Rectangle) {
    let left = body.columns(from: 0, count: 31)
    let curves = 4 + (body.height - 14) / 4 * 2
    losses = left.rows(from: 0, count: curves)
    accuracy = left.rows(from: curves, count: curves)
    knobs = left.rows(from: 2 * curves, count: 3)
    caption = left.rows(from: 2 * curves + 3, count: 1)
    timeline = left.rows(from: 2 * curves + 4, count: 1)
    progress = left.rows(from: 2 * curves + 5, count: 1)
    samples = body.columns(from: 32)
    tiles = samples
  }

  private mutating func placeMini(in body: Rectangle) {
    let left = body.columns(from: 0, count: 25)
    losses = left.rows(from: 0, count: 2)
    accuracy = left.rows(from: 2, count: 2)
    knobs = left.rows(from: 4, count: 3)
    timeline = left.rows(from: 7, count: 1)
    placeBareSamples(in: body.columns(from: 26))
  }

  private mutating func placeSmallSamples(in body: Rectangle) {
    let hasTimeline = kind == .compact
    placeBareSamples(in: body.rows(from: 0, count: body.height - (hasTimeline ? 1 : 0)))
    timeline = hasTimeline ? body.rows(from: body.height - 1) : .none
  }

  private mutating func placeBareSamples(in area: Rectangle) {
    samples = area
    tiles = area.rows(from: 0, count: area.height - 1)
    caption = area.rows(from: area.height - 1)
  }

  private mutating func placeSmallCharts(in body: Rectangle) {
    let curves = (body.height - 1) / 2
    losses = body.rows(from: 0, count: curves)
    accuracy = body.rows(from: curves, count: curves)
    timeline = body.rows(from: body.height - 1)
  }

  private mutating func placeLine(width: Int, height: Int) {
    header = Rectangle(x: 0, y: 0, width: width, height: min(1, height))
    hints = Rectangle(x: 0, y: 1, width: width, height: min(1, height - 1))
  }
}

extension Rectangle {
  fileprivate static let none = Rectangle(x: 0, y: 0, width: 0, height: 0)
}
