extension TrainingCommand {
  /// Whether it only concerns what somebody sees: neither the run nor its training is another one
  /// afterwards, so whoever watches may send it.
  package var onlyLooks: Bool {
    switch self {
    case .showView, .showLiveSamples: true
    default: false
    }
  }
}
