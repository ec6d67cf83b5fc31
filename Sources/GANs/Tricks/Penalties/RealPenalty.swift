package import Networks
package import Tensors

/// Keeps the discriminator flat at real images: R1 (Mescheder et al., "Which training methods for GANs
/// do actually converge?", 2018, equation 9): `weight / 2 · mean ‖∇ₓ D(x)‖²`.
package struct RealPenalty: InputPenalty {
  package static let name = "r1"
  package static let title = "R1 penalty"

  /// γ.
  package var weight: Float = 0

  package init() {}

  package func penalize(
    _ discriminator: inout Network, seeing images: SeenImages, _ pass: inout ForwardPass,
    _ random: inout RandomStream
  ) -> InputGradientPenalty? {
    halfSquaredGradient(
      of: &discriminator, at: images.real, count: images.realCount, &pass)
  }
}
