extension SampleViewRequest {
  /// The request for what there is: a layer beyond the last is the last, and places of a walk lie
  /// between its corners.
  ///
  /// - Parameter layers: how many layers the network has of which feature maps are asked for.
  package func nearest(layers: Int) -> SampleViewRequest {
    switch self {
    case .featureMaps(let network, let layer):
      return .featureMaps(of: network, layer: min(max(layer, 0), max(0, layers - 1)))
    case .latentWalk(let x, let y):
      return .latentWalk(x: share(x), y: share(y))
    case .fixedLatents, .freshLatents, .realImages, .realAndFake, .nearestImages, .attention, .wish:
      return self
    }
  }

  /// The nearest number from 0 to 1; 0 for what is none.
  private func share(_ number: Double) -> Double {
    number > 0 ? min(number, 1) : 0
  }
}

extension SampleView {
  /// Whether this is what was asked for, or the nearest to it that there is.
  package func answers(_ asked: SampleViewRequest) -> Bool {
    request == asked.nearest(layers: layerCount)
  }
}
