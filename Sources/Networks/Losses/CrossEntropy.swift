internal import Configuration
internal import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The cross-entropy of logits and labels, with the clipping of probabilities that old frameworks had.
///
/// Keras before version 2.3 clipped a sigmoid's output to within `clip` of 0 and 1, so that logits
/// beyond `log((1 − clip) / clip)`, 16.1 for its 1e-7, had no gradient. Without a clip every logit has.
package struct CrossEntropy: Sendable, Equatable {
  /// Nil for no clipping, as in all later versions.
  package let probabilityClip: Double?

  package init(probabilityClip: Double? = nil) {
    self.probabilityClip = probabilityClip
  }

  /// The logit beyond which there is no gradient.
  var logitLimit: Double { probabilityClip.map { log((1 - $0) / $0) } ?? .infinity }

  func loss(logits: Tensor, targets: Tensor) -> Loss {
    guard probabilityClip != nil else {
      return binaryCrossEntropy(logits: logits, targets: targets)
    }
    let limit = logitLimit
    return Loss(of: logits, targets: targets) { logit, target in
      let term = clippedSoftplus(logit, within: limit)
      let clipped = min(max(logit, -limit), limit)
      return LogitTerm(
        value: term.value - clipped * target, slope: abs(logit) > limit ? 0 : term.slope - target)
    }
  }
}

extension CrossEntropy {
  /// Reads `probability_clip` of `[training]`, where a recipe has it.
  init(reading training: SettingsReader) throws(ConfigurationError) {
    let key = "probability_clip"
    self.init(
      probabilityClip: training.has(key) ? try training.number(key, in: 1e-12...0.49) : nil)
  }
}

/// `log(1 + eˣ)` of a number clipped to within ± `limit`, beyond which it is flat.
func clippedSoftplus(_ x: Double, within limit: Double) -> LogitTerm {
  var term = softplus(min(max(x, -limit), limit))
  if abs(x) > limit { term.slope = 0 }
  return term
}
