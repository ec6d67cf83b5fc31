/// What happens one after the other in a player's turn.
package enum SlowMotionStage: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// Random numbers are drawn.
  case noise
  /// The generator makes images of them.
  case fakes
  /// Real images come from the data set.
  case reals
  /// The discriminator judges all of them.
  case scores
  /// The player is told how badly it did.
  case loss
  /// What the loss wants of the generated pixels.
  case pixels
  /// What the loss wants of the player's weights.
  case gradients
  /// The weights are changed.
  case weights

  package static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }

  var name: String {
    switch self {
    case .noise: "noise"
    case .fakes: "fakes"
    case .reals: "reals"
    case .scores: "scores"
    case .loss: "loss"
    case .pixels: "pixels"
    case .gradients: "gradients"
    case .weights: "weights"
    }
  }
}
