/// How far the discriminator's estimates are from the truth: the expected calibration error.
///
///     Σ_b (n_b / n) |share of real images in b − mean estimate in b|
///
/// over ten bins `b` of equal width of its estimates that an image is real. From 0, where of the images that it
/// gives .7 seven in ten are real, to 1. Guo et al., "On calibration of modern neural networks", 2017. The
/// estimates must be probabilities: those of losses whose logits are log odds or labels.
package struct DiscriminatorCalibration: Sendable, Hashable {
  private static let binCount = 10

  private struct Bin: Hashable {
    var count = 0
    var real = 0
    var estimates = 0.0
  }

  private var bins = [Bin](repeating: Bin(), count: binCount)

  package init() {}

  /// Takes in estimates; those that are not within 0 to 1, or no numbers, are left out.
  ///
  /// - Parameter areReal: whether they are of real images, or of generated ones.
  package mutating func add(_ estimates: [Float], areReal: Bool) {
    for estimate in estimates where estimate >= 0 && estimate <= 1 {
      let bin = min(Self.binCount - 1, Int(estimate * Float(Self.binCount)))
      bins[bin].count += 1
      bins[bin].real += areReal ? 1 : 0
      bins[bin].estimates += Double(estimate)
    }
  }

  /// Nil where there are no estimates.
  package var error: Double? {
    let count = bins.reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    return bins.reduce(0) { $0 + abs(Double($1.real) - $1.estimates) } / Double(count)
  }
}
