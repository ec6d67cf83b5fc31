package import Networks
package import Tensors

/// Keeps the discriminator flat at generated images: R2 (Mescheder et al., "Which training methods for
/// GANs do actually converge?", 2018, equation 10): `weight / 2 · mean ‖∇ₓ D(x)‖²`.
package struct FakePenalty: InputPenalty {
  package static let name = "r2"
  package static let title = "R2 penalty"

  /// γ.
  package var weight: Float = 0

  package init() {}

  package func penalize(
    _ discriminator: inout Network, seeing images: SeenImages, _ pass: inout ForwardPass,
    _ random: inout RandomStream
  ) -> InputGradientPenalty? {
    halfSquaredGradient(
      of: &discriminator, at: images.fake, count: images.fakeCount, &pass)
  }
}
