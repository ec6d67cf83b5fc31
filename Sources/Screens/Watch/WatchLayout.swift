package import Terminal

/// Where everything stands on the live screen: a function of the size, of the numbers of knobs and
/// branches, and of whether samples are compared, which then have the place of the curves too.
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

  package let kind: Kind
  package private(set) var header = Rectangle.none
  package private(set) var progress = Rectangle.none
  package private(set) var losses = Rectangle.none
  package private(set) var accuracy = Rectangle.none
  package private(set) var knobs = Rectangle.none
  package private(set) var samples = Rectangle.none
  package private(set) var tiles = Rectangle.none
  package private(set) var caption = Rectangle.none
  package private(set) var timeline = Rectangle.none
  /// Where the last event and questions are written; without it they take the place of the hints.
  package private(set) var log = Rectangle.none
  package private(set) var hints = Rectangle.none

  /// - Parameters:
  ///   - knobs: how many knobs the run has; a high window shows more of them.
  ///   - branches: how many branches it has; a high window has a row for each on the line of time.
  ///   - comparing: whether two grids of samples are compared.
  package init(
    width: Int, height: Int, knobs: Int = 3, branches: Int = 1, comparing: Bool = false
  ) {
    switch (width, height) {
    case (80..., 24...): kind = .full
    case (60..., 16...): kind = .compact
    case (40..., 10...): kind = .mini
    default: kind = .line
    }
    let tracks = min(max(0, branches - 1), max(0, height - 24) / 4)
    switch kind {
    case .full where comparing: placeFullComparison(width: width, height: height, tracks: tracks)
    case .full: placeFull(width: width, height: height, knobs: knobs, tracks: tracks)
    case .compact where comparing: placeSmallComparison(width: width, height: height)
    case .compact: placeCompact(width: width, height: height)
    case .mini where comparing: placeSmallComparison(width: width, height: height)
    case .mini: placeMini(width: width, height: height)
    case .line: placeLine(width: width, height: height)
    }
  }

  /// The areas that are drawn into, none of which overlap.
  package var areas: [Rectangle] {
    [header, progress, losses, accuracy, knobs, tiles, caption, timeline, log, hints]
  }

  private mutating func placeFull(width: Int, height: Int, knobs knobCount: Int, tracks: Int) {
    // 11 of 40 further columns go to the curves and 29 to the samples, which is one more image of
    // 28 pixels and its gap.
    let left = min(54, 21 + (width - 80) * 11 / 40)
    let body = height - 4
    // Three knobs, what a notch does, and the frame; a third of what is higher than that.
    let knobRows = min(max(3, knobCount) + 3, 6 + (body - 20) / 3)
    let accuracyRows = 6 + (body - 14 - knobRows) * 2 / 5
    header = Rectangle(x: 1, y: 0, width: width - 2, height: 1)
    progress = Rectangle(x: 1, y: 1, width: width - 2, height: 1)
    losses = Rectangle(x: 0, y: 2, width: left, height: body - accuracyRows - knobRows)
    accuracy = Rectangle(x: 0, y: losses.maxY, width: left, height: accuracyRows)
    knobs = Rectangle(x: 0, y: accuracy.maxY, width: left, height: knobRows)
    placeSamples(from: left, width: width, height: height, tracks: tracks)
  }

  private mutating func placeFullComparison(width: Int, height: Int, tracks: Int) {
    header = Rectangle(x: 1, y: 0, width: width - 2, height: 1)
    progress = Rectangle(x: 1, y: 1, width: width - 2, height: 1)
    placeSamples(from: 0, width: width, height: height, tracks: tracks)
  }

  /// Places the samples, the line of time below them, and the two last rows.
  private mutating func placeSamples(from left: Int, width: Int, height: Int, tracks: Int) {
    let timelineRows = 3 + tracks
    samples = Rectangle(x: left, y: 2, width: width - left, height: height - 4 - timelineRows)
    tiles = samples.inset().rows(from: 0, count: samples.height - 3)
    caption = samples.inset().rows(from: samples.height - 3, count: 1)
    timeline = Rectangle(x: left, y: samples.maxY, width: width - left, height: timelineRows)
    log = Rectangle(x: 1, y: height - 2, width: width - 2, height: 1)
    hints = Rectangle(x: 1, y: height - 1, width: width - 2, height: 1)
  }

  private mutating func placeSmallComparison(width: Int, height: Int) {
    header = Rectangle(x: 0, y: 0, width: width, height: 1)
    samples = Rectangle(x: 0, y: 1, width: width, height: height - 2)
    let hasTimeline = kind == .compact
    tiles = samples.rows(from: 0, count: samples.height - (hasTimeline ? 2 : 1))
    caption = samples.rows(from: tiles.height, count: 1)
    timeline = hasTimeline ? samples.rows(from: samples.height - 1) : .none
    hints = Rectangle(x: 0, y: height - 1, width: width, height: 1)
  }

  private mutating func placeCompact(width: Int, height: Int) {
    let left = 31
    let extra = (height - 16) / 4 * 2
    header = Rectangle(x: 0, y: 0, width: width, height: 1)
    losses = Rectangle(x: 0, y: 1, width: left, height: 4 + extra)
    accuracy = Rectangle(x: 0, y: losses.maxY, width: left, height: 4 + extra)
    knobs = Rectangle(x: 0, y: accuracy.maxY, width: left, height: 3)
    caption = Rectangle(x: 0, y: knobs.maxY, width: left, height: 1)
    timeline = Rectangle(x: 0, y: caption.maxY, width: left, height: 1)
    progress = Rectangle(x: 0, y: timeline.maxY, width: left, height: 1)
    samples = Rectangle(x: left + 1, y: 1, width: width - left - 1, height: height - 2)
    tiles = samples
    hints = Rectangle(x: 0, y: height - 1, width: width, height: 1)
  }

  private mutating func placeMini(width: Int, height: Int) {
    let left = 25
    header = Rectangle(x: 0, y: 0, width: width, height: 1)
    losses = Rectangle(x: 0, y: 1, width: left, height: 2)
    accuracy = Rectangle(x: 0, y: 3, width: left, height: 2)
    knobs = Rectangle(x: 0, y: 5, width: left, height: 3)
    timeline = Rectangle(x: 0, y: 8, width: left, height: 1)
    samples = Rectangle(x: left + 1, y: 1, width: width - left - 1, height: height - 2)
    tiles = samples.rows(from: 0, count: samples.height - 1)
    caption = samples.rows(from: samples.height - 1)
    hints = Rectangle(x: 0, y: height - 1, width: width, height: 1)
  }

  private mutating func placeLine(width: Int, height: Int) {
    header = Rectangle(x: 0, y: 0, width: width, height: min(1, height))
    hints = Rectangle(x: 0, y: 1, width: width, height: min(1, height - 1))
  }
}

extension Rectangle {
  fileprivate static let none = Rectangle(x: 0, y: 0, width: 0, height: 0)
}
