import Session
import Terminal

@testable import Screens

extension SampleRuns {
  /// One of the images of a grid.
  static func image(_ index: Int) -> [UInt8] { Array(grid(atStep: 1053).image(index)) }

  /// What a trainer would answer; nil where it is not asked.
  static func view(_ kind: SampleViewKind) -> SampleView? {
    guard let request = SampleViewing(kind).request else { return nil }
    let samples = grid(atStep: 1053).pixels
    let scores: [Float] = [0.71, 0.08, 0.5, 0.93, 0.31, 0.02, 0.64, 0.49]
    var view = SampleView(
      request: request, epoch: 3, step: 1053, format: description.format, pixels: samples,
      scores: scores)
    switch kind {
    case .mixed:
      view.areReal = [true, false, false, true, true, false, true, false]
    case .nearest:
      view.scores = []
      view.nearestPixels = grid(atStep: 468).pixels
      view.nearestDistances = [0.12, 0.08, 0.31, 0.05, 0.2, 0.17, 0, 0.49]
    case .attention, .realAttention:
      view.attention = (0..<samples.count).map { index in
        let (x, y) = (index % 28 - 14, index / 28 % 28 - 14)
        return Int8(max(-127, min(127, 12 * x - y * y)))
      }
    case .wish:
      view.movedPixels = samples.map { $0 / 2 + 90 }
      view.movedScores = scores.map { min(1, $0 + 0.1) }
    case .walk:
      view.pixels = image(5)
      view.scores = [0.4]
    case .layers:
      view.format = ImageFormat(width: 7, height: 7, channels: 1)
      view.pixels = (0..<20 * 49).map { (index: Int) -> UInt8 in UInt8(index * 20 % 256) }
      view.scores = []
      view.layer = "generator 0: conv2d_transpose 7x7x20"
      view.layerCount = 8
    default:
      break
    }
    return view
  }

  /// A running training with the answer to a view.
  static func running(_ kind: SampleViewKind) -> TrainingSnapshot {
    var snapshot = running
    snapshot.view = view(kind)
    return snapshot
  }

  /// Screens on which a view is open that arrows move something in.
  static func views(_ screen: WatchScreen) -> [WatchScreen] {
    [SampleViewKind.mixed, .walk, .film, .layers].map { kind in
      var screen = screen
      _ = screen.type(":view \(kind.name)")
      _ = screen.keyed(.enter)
      var snapshot = branched
      snapshot.view = view(kind)
      _ = screen.update(.snapshot(snapshot))
      // In the middle, so that there is a way in all directions; others would have to be asked for.
      if kind == .walk || kind == .film { _ = screen.keyed(.right, .character("[")) }
      return screen
    }
  }
}

extension WatchScreen {
  /// The effects of some keys, with those that any message has.
  mutating func keyed(_ keys: Key...) -> [Effect] { keys.flatMap { update(.key($0)) } }
}
