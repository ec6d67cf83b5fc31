internal import Tensors

/// What the logits of a family of losses say, and so how sure the discriminator is of an image's being
/// real.
package enum LogitMeaning: Sendable, Hashable {
  /// The logarithm of the odds, as of cross-entropies: `sigmoid(z)` is the probability.
  case logOdds
  /// The label that the image is expected to have, 1 being real: `z` is the probability where it is one.
  case label
  /// The side of a margin from -1 to 1, beyond which nothing is lost: `(z + 1) / 2`, the share of the
  /// way through it.
  case margin
  /// Nothing by itself, only more or less than that of another image: `sigmoid(z − m)`, where `m` is the
  /// middle between some real and some generated images, so that one half is as near to both.
  case difference

  /// The estimate, from 0 to 1; that of a logit which is not a number is 0.
  ///
  /// - Parameter middle: see `difference`; of no meaning elsewhere.
  package func score(of logit: Float, middle: Double) -> Float {
    guard !logit.isNaN else { return 0 }
    return switch self {
    case .logOdds: Float(softplus(Double(logit)).slope)
    case .label: min(max(logit, 0), 1)
    case .margin: min(max((logit + 1) / 2, 0), 1)
    case .difference: Float(softplus(Double(logit) - middle).slope)
    }
  }

  /// The middle between the means of both kinds; 0 where there are none or they are no numbers.
  package static func middle(of logits: ImageLogits) -> Double {
    let middle = (logits.real.mean() + logits.fake.mean()) / 2
    return middle.isFinite ? middle : 0
  }
}
