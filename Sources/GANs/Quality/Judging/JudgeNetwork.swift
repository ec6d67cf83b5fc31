internal import Networks
internal import Tensors

/// The networks of a judge: one that makes features of an image and, where there are classes to be told
/// apart, one that makes logits of features.
///
/// 3×3 convolutions of stride 2 halve the image until it is no larger than 8×8, twice at least; a dense
/// layer makes the features of that. For 28×28 grey images those are 32 and 64 channels, 1.2 million
/// multiplications in all.
struct JudgeNetwork: Sendable {
  /// What a change of these layers or of the training changes, so that judges of before are not mistaken
  /// for those of after.
  static let version = "ganscope judge 3"
  static let featureCount = 64
  var features: Network
  var classes: Network?

  /// Random weights, the same ones for the same shape and number of classes.
  ///
  /// - Parameters:
  ///   - image: `[row, column, channel]`.
  ///   - classCount: 0 for no classes.
  ///   - dropout: the share of the features that are dropped while it learns.
  init(image: Shape, classCount: Int, dropout: Float = 0) {
    var random = RandomStream(seed: 7, purpose: .weights)
    features = Self.network(
      named: "features", input: image, layers: Self.featureLayers(image: image), &random)
    classes =
      classCount == 0
      ? nil
      : Self.network(
        named: "classes", input: [Self.featureCount],
        layers: [Dropout.Description(rate: dropout), Dense.Description(units: classCount)],
        &random)
  }

  private static func featureLayers(image: Shape) -> [any LayerDescription] {
    var layers: [any LayerDescription] = []
    var (side, filters) = (max(image[0], image[1]), 32)
    while side > 8 || layers.count < 4 {
      layers.append(
        Conv2D.Description(
          ConvolutionSettings(
            filters: filters, window: ConvolutionWindow(size: 3, stride: 2, padding: .same),
            kernelInitializer: .heNormal)))
      layers.append(ReLU.Description())
      (side, filters) = ((side + 1) / 2, 64)
    }
    return layers + [
      Flatten.Description(),
      Dense.Description(units: featureCount, kernelInitializer: .heNormal), ReLU.Description(),
    ]
  }

  private static func network(
    named name: String, input: Shape, layers: [any LayerDescription], _ random: inout RandomStream
  ) -> Network {
    do {
      return try Network(name: name, inputShape: input, layers: layers, random: &random)
    } catch {
      // Padded convolutions fit to any image.
      preconditionFailure("the layers of a judge do not fit: \(error)")
    }
  }
}
