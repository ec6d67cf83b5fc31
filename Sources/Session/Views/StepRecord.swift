/// One training step in slow motion: what went through both networks, and what came back.
///
/// All numbers are those of the step itself, taken on its way; nothing is computed again for display.
package struct StepRecord: Sendable, Hashable, Codable {
  /// The turn of one player within the step, in the order in which the turns were taken.
  ///
  /// Where the discriminator is updated several times on other images each, each update is a phase.
  /// Where it learns on real images and then on generated ones, that is one phase, whose loss is the
  /// mean of both and whose gradient is that of both. Where both players learn out of one pass, the
  /// discriminator's phase comes first.
  package struct Phase: Sendable, Hashable, Codable {
    /// Whose weights are changed.
    package var player: NetworkRole
    /// The first latent vector of the batch.
    package var latent: [Float]
    /// The first generated images of the batch before any noise or augmentation, and what the
    /// discriminator made of them in the step.
    package var fakes: Judged
    /// The first real images of the batch; without any where the phase sees none.
    package var reals: Judged
    /// The player's loss, and its parts on real and on generated images where the step has them apart.
    package var loss: Float
    package var realLoss: Float?
    package var fakeLoss: Float?
    /// The gradient of the loss by the pixels of `fakes`, one value a pixel from -127 to 127, where 127 is
    /// the greatest in its image; empty where it was not computed.
    package var pixelGradient: [Int8]
    /// The layers of the player with parameters, from its input to its output.
    package var layers: [LayerChange]
    /// The learning rate with which the weights were changed.
    package var rate: Double

    package init(
      player: NetworkRole, latent: [Float], fakes: Judged, reals: Judged, loss: Float,
      realLoss: Float? = nil, fakeLoss: Float? = nil, pixelGradient: [Int8] = [],
      layers: [LayerChange], rate: Double
    ) {
      self.player = player
      self.latent = latent
      self.fakes = fakes
      self.reals = reals
      self.loss = loss
      self.realLoss = realLoss
      self.fakeLoss = fakeLoss
      self.pixelGradient = pixelGradient
      self.layers = layers
      self.rate = rate
    }
  }

  /// Some images and the discriminator's estimates of their being real, from 0 to 1.
  package struct Judged: Sendable, Hashable, Codable {
    /// Image after image, in the format of the record.
    package var pixels: [UInt8]
    package var scores: [Float]

    package init(pixels: [UInt8] = [], scores: [Float] = []) {
      self.pixels = pixels
      self.scores = scores
    }
  }

  /// What the step did to the parameters of one layer.
  package struct LayerChange: Sendable, Hashable, Codable {
    /// For example `generator.3`, and the kind of the layer: `conv2d_transpose`.
    package var name: String
    package var kind: String
    /// The Euclidean norm of the gradient of its parameters, before the optimizer clips it.
    package var gradientNorm: Float
    /// The norm of the change of its parameters over the norm of the parameters before it.
    package var relativeChange: Float

    package init(name: String, kind: String, gradientNorm: Float, relativeChange: Float) {
      self.name = name
      self.kind = kind
      self.gradientNorm = gradientNorm
      self.relativeChange = relativeChange
    }
  }

  package var epoch: Int
  /// The batch within the run, counted from 1.
  package var step: Int
  package var format: ImageFormat
  package var phases: [Phase]

  package init(epoch: Int, step: Int, format: ImageFormat, phases: [Phase]) {
    self.epoch = epoch
    self.step = step
    self.format = format
    self.phases = phases
  }
}
