import Foundation
import Session

/// Steps in slow motion for tests.
enum SampleSteps {
  /// A step of a small GAN on the images of `SampleRuns`.
  static let step: StepRecord = {
    let format = SampleRuns.description.format
    let fakes = SampleRuns.grid(atStep: 100)
    let reals = SampleRuns.grid(atStep: 936)
    let gradient = (0..<format.width * format.height).map { index -> Int8 in
      let (x, y) = (Double(index % format.width) - 13.5, Double(index / format.width) - 13.5)
      return Int8(127 * sin(x / 4) * cos(y / 5))
    }
    return StepRecord(
      epoch: 1, step: 101, format: format,
      phases: [
        StepRecord.Phase(
          player: .discriminator, latent: latent(shift: 0),
          fakes: .init(pixels: fakes.pixels, scores: [0.31, 0.12, 0.55]),
          reals: .init(pixels: reals.pixels, scores: [0.87, 0.64]), loss: 0.512, realLoss: 0.302,
          fakeLoss: 0.21,
          layers: [
            change("discriminator.0", "conv2d", 0.212, 0.00121),
            change("discriminator.3", "conv2d", 0.534, 0.00087),
            change("discriminator.7", "dense", 1.07, 0.0023),
          ], rate: 0.001),
        StepRecord.Phase(
          player: .generator, latent: latent(shift: 5),
          fakes: .init(pixels: fakes.pixels, scores: [0.27, 0.4]), reals: .init(), loss: 1.309,
          pixelGradient: gradient,
          layers: [
            change("generator.0", "dense", 0.093, 0.0031),
            change("generator.1", "batch_normalization", 0.0042, 0.00062),
            change("generator.4", "conv2d_transpose", 0.144, 0.0019),
            change("generator.5", "batch_normalization", 0.0067, 0.00071),
            change("generator.7", "conv2d_transpose", 0.251, 0.0042),
          ], rate: 0.001),
      ])
  }()

  /// Steps as they could come from a broken program.
  static let strange: [StepRecord] = {
    var broken = step
    for turn in broken.phases.indices {
      broken.phases[turn].latent = [.nan, .infinity, -.infinity, 1e30]
      broken.phases[turn].fakes.scores = [.nan]
      broken.phases[turn].reals.scores = [.infinity]
      broken.phases[turn].loss = .nan
      broken.phases[turn].realLoss = -.infinity
      broken.phases[turn].rate = .nan
      for layer in broken.phases[turn].layers.indices {
        broken.phases[turn].layers[layer].gradientNorm = .nan
        broken.phases[turn].layers[layer].relativeChange = .infinity
        broken.phases[turn].layers[layer].kind =
          "\u{1B}漢e\u{301}" + String(repeating: "k", count: 90)
      }
    }
    var empty = step
    for turn in empty.phases.indices {
      empty.phases[turn].latent = []
      empty.phases[turn].fakes = .init()
      empty.phases[turn].reals = .init()
      empty.phases[turn].layers = []
      empty.phases[turn].pixelGradient = []
    }
    var short = step
    for turn in short.phases.indices {
      short.phases[turn].fakes.pixels = [1, 2, 3]
      short.phases[turn].reals.pixels = [7]
      short.phases[turn].pixelGradient = [-128, 127]
    }
    var formless = step
    formless.format = ImageFormat(width: 0, height: -3, channels: 0)
    var colored = step
    colored.format = ImageFormat(width: 14, height: 14, channels: 3)
    var nothing = step
    nothing.phases = []
    var many = step
    many.phases += many.phases + many.phases
    many.phases[0].layers = (0..<40).map {
      change("discriminator.\($0)", "conv2d", Float($0), 1e-12)
    }
    many.phases[1].latent = Array(repeating: 0, count: 2000)
    return [broken, empty, short, formless, colored, nothing, many]
  }()

  private static func latent(shift: Int) -> [Float] {
    (0..<64).map { Float(2.2 * sin(Double(($0 + shift) * ($0 + shift)) * 1.7)) }
  }

  private static func change(
    _ name: String, _ kind: String, _ norm: Float, _ relative: Float
  ) -> StepRecord.LayerChange {
    .init(name: name, kind: kind, gradientNorm: norm, relativeChange: relative)
  }
}
