internal import Networks
package import Tensors

/// What one layer makes of one image, as grey pictures.
///
/// Of images `[row, column, channel]` there is one for each channel; other outputs are one picture, row
/// after row, as nearly square as can be. Black is the smallest value of a picture and white the
/// greatest; where all are the same it is black, and so is what is not a finite number.
package struct FeatureMaps: Sendable, Equatable {
  /// There are no more pictures than these; the channels behind them are left out.
  package static let mostChannels = 64

  package let width: Int
  package let height: Int
  /// Picture after picture, each in rows from the top.
  package private(set) var pixels: [UInt8] = []

  /// - Parameter activation: of one image: `[1, …]`.
  init(_ activation: Tensor) {
    let (scalars, shape) = (activation.scalars, activation.shape.sample)
    guard shape.rank == 3 else {
      width = Int(Double(scalars.count).squareRoot().rounded(.up))
      height = (scalars.count + width - 1) / width
      let missing = width * height - scalars.count
      pixels = Self.grey(scalars) + [UInt8](repeating: 0, count: missing)
      return
    }
    (height, width) = (shape[0], shape[1])
    for channel in 0..<min(shape[2], Self.mostChannels) {
      pixels += Self.grey(
        stride(from: channel, to: scalars.count, by: shape[2]).map { scalars[$0] })
    }
  }

  private static func grey(_ values: [Float]) -> [UInt8] {
    let finite = values.lazy.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high else {
      return [UInt8](repeating: 0, count: values.count)
    }
    // In double precision, as the distance of two floats may be none.
    let scale = 255 / (Double(high) - Double(low))
    return values.map { value in
      value.isFinite ? UInt8(((Double(value) - Double(low)) * scale).rounded()) : 0
    }
  }
}

extension GAN {
  /// What a layer of the generator makes of a latent vector, `[1, latent]`.
  ///
  /// - Parameters:
  ///   - layer: in the order of the recipe, the first being 0.
  ///   - average: of the average generator, where there is one by now.
  package func featureMaps(
    ofGeneratorLayer layer: Int, for latent: Tensor, average: Bool
  ) -> FeatureMaps {
    let network = average ? averageGenerator ?? generator : generator
    return FeatureMaps(network.activation(ofLayer: layer, of: latent, precision: precision))
  }

  /// What a layer of the discriminator makes of an image, `[1, row, column, channel]`.
  package func featureMaps(ofDiscriminatorLayer layer: Int, for image: Tensor) -> FeatureMaps {
    var (network, tricks) = (discriminator, tricks)
    tricks.constrain(&network, learns: false)
    return FeatureMaps(network.activation(ofLayer: layer, of: image, precision: precision))
  }
}
