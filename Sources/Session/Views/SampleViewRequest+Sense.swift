extension SampleViewRequest {
  /// Whether a screen could ask for it: coordinates are numbers, and nothing is counted below 0.
  package var isSensible: Bool {
    switch self {
    case .fixedLatents, .nearestImages, .attention, .wish: true
    case .freshLatents(let number), .realImages(let number), .realAndFake(let number),
      .featureMaps(_, let number):
      number >= 0
    case .latentWalk(let x, let y): x.isFinite && y.isFinite
    }
  }
}
