package import Configuration
package import Networks
package import Tensors

/// Bounds the discriminator's slope: it sees images with each kernel divided by its largest singular
/// value (Miyato et al., "Spectral normalization for generative adversarial networks", 2018).
///
/// Singular vectors are followed by so many power iterations at each update of the discriminator; the
/// generator's phase goes on with the same vectors. Gradients go through the division, with the
/// vectors held fixed.
package struct SpectralConstraint: Trick {
  package static let name = "spectral_normalization"

  /// Power iterations an update; 0 for no normalisation.
  package var iterations = 0
  private var norms: SpectralNormalization?
  /// The discriminator's own kernels while it has the normalised ones.
  private var own: [Tensor] = []

  package init() {}

  package init(iterations: Int) {
    self.iterations = iterations
  }

  package init(reading tricks: SettingsReader) throws(ConfigurationError) {
    let reader = try tricks.table(Self.name)
    iterations = try reader.integer("iterations", in: 0...100)
    try reader.finish()
  }

  package mutating func begin(_ players: Players, _ random: inout RandomStream) {
    guard iterations > 0 else { return }
    norms = SpectralNormalization(of: players.discriminator, using: &random)
  }

  package mutating func constrain(_ discriminator: inout Network, learns: Bool) {
    guard iterations > 0 else { return }
    if learns { norms?.iterate(iterations, on: discriminator) }
    let kernels = norms?.normalize(&discriminator) ?? []
    // One that does not learn is thrown away afterwards, and never released.
    own = learns ? kernels : []
  }

  package mutating func release(
    _ discriminator: inout Network, _ gradients: inout NetworkGradients
  ) {
    guard iterations > 0 else { return }
    norms?.pullBack(&gradients, kernels: own)
    norms?.restore(&discriminator, kernels: own)
    own = []
  }

  package mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    norms?.visitVectors(visit)
  }
}
