package import Configuration
internal import Networks
package import Tensors

/// Adds normal noise to all images that the discriminator sees, less and less of it (Sønderby et al.,
/// "Amortised MAP inference", 2017, section 3.2; Arjovsky and Bottou, 2017).
///
/// Real and generated images then overlap from the start, so that the discriminator has a slope to
/// learn from. The deviation falls in a line: `deviation · max(0, 1 − step / steps)`.
package struct InstanceNoise: Trick {
  package static let name = "instance_noise"

  /// The deviation at the first step, in the units of the pixels.
  package var deviation: Float = 0
  /// After how many steps there is none left.
  package var steps = 10_000

  package init() {}

  package init(deviation: Float, steps: Int) {
    self.deviation = deviation
    self.steps = steps
  }

  package init(reading tricks: SettingsReader) throws(ConfigurationError) {
    let reader = try tricks.table(Self.name)
    deviation = Float(try reader.number("deviation", in: 0...10))
    steps = try reader.integer("steps")
    try reader.finish()
  }

  package var settings: [TrickSetting] {
    [
      TrickSetting(
        Self.name, title: "instance noise", value: Double(shortest: deviation), range: 0...10,
        notch: .step(0.05))
    ]
  }

  package mutating func turn(_ setting: String, to value: Double) {
    if setting == Self.name { deviation = Float(value) }
  }

  package func alter(_ images: inout AlteredImages, step: Int, _ random: inout RandomStream) {
    let deviation = deviation * max(0, 1 - Float(step) / Float(steps))
    guard deviation > 0 else { return }
    let noise = Tensor(normal: images.images.shape, mean: 0, deviation: 1, using: &random)
    StepTrace.draw(.instanceNoise, noise)
    images.alter(gradient: nil) { images in
      var noisy = images
      noisy.add(noise, scaledBy: deviation)
      return noisy
    }
  }
}
