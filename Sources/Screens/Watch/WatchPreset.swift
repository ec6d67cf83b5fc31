/// What the live screen is for at the moment.
package enum WatchPreset: String, Sendable, CaseIterable {
  /// Curves, knobs, samples and the line of time.
  case watch
  /// As many samples as fit.
  case wall
  /// Two grids of samples, A and B.
  case compare
  /// Curves, knobs and what their turns have changed, without pictures.
  case charts
  /// How good the samples are, and what is wrong with the training.
  case health
  /// One training step, stage by stage.
  case slow
}
