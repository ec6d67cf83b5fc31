internal import Session

extension SampleViewRequest {
  /// Whether a view shows what is asked for, so that it is no earlier one.
  ///
  /// Of a walk the last picture is shown until the next one is there, as of any walk; a layer beyond
  /// the last one is answered by that one.
  func isAnswered(by view: SampleView) -> Bool {
    switch (self, view.request) {
    case (.latentWalk, .latentWalk):
      true
    case (.featureMaps(let mine, let layer), .featureMaps(let other, let shown)):
      mine == other && (layer == shown || layer > shown && shown == view.layerCount - 1)
    default:
      self == view.request
    }
  }
}

extension SampleView {
  /// The moment at which it was made, in words.
  var moment: String { step == 0 ? "before training" : "epoch \(epoch), batch \(step)" }
}
