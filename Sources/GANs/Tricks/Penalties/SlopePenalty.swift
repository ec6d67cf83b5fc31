package import Networks
package import Tensors

/// Keeps the critic's slope at 1 between real and generated images (Gulrajani et al., "Improved training
/// of Wasserstein GANs", 2017, equation 3): `weight · mean (‖∇ D(x̂)‖ − 1)²`.
///
/// `x̂ = fake + α (real − fake)` with an α in [0, 1) of each pair's own.
package struct SlopePenalty: InputPenalty {
  package static let name = "gradient_penalty"
  package static let title = "gradient penalty"

  /// λ.
  package var weight: Float = 0

  package init() {}

  package func penalize(
    _ discriminator: inout Network, seeing images: SeenImages, _ pass: inout ForwardPass,
    _ random: inout RandomStream
  ) -> InputGradientPenalty? {
    let count = min(images.realCount, images.fakeCount)
    guard weight > 0, count > 0 else { return nil }
    let shares = Tensor(uniform: [count], in: 0..<1, using: &random)
    StepTrace.draw(.mixing, shares)
    let between = mixed(images, shares: shares.scalars)
    let weight = Double(weight) / Double(count)
    return discriminator.inputGradientPenalty(of: between, &pass) { squares in
      let norms = squares.map { Double($0).squareRoot() }
      let value = norms.reduce(0) { $0 + weight * ($1 - 1) * ($1 - 1) }
      // Where the slope is 0 it has no direction.
      return (value, norms.map { Float($0 > 0 ? 2 * weight * (1 - 1 / $0) : 0) })
    }
  }

  /// One image between the two of each pair.
  private func mixed(_ images: SeenImages, shares: [Float]) -> Tensor {
    var mixed = images.fake.samples(0..<shares.count)
    let real = images.real
    let size = mixed.shape.sample.count
    unsafe mixed.withUnsafeMutableBufferPointer { mixed in
      unsafe real.withUnsafeBufferPointer { real in
        for (pair, share) in shares.enumerated() {
          for index in pair * size..<(pair + 1) * size {
            let fake = unsafe mixed[index]
            unsafe mixed[index] = fake + share * (real[index] - fake)
          }
        }
      }
    }
    return mixed
  }
}
