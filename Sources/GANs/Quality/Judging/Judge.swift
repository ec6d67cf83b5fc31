package import Datasets
internal import Networks
package import Session
package import Tensors

/// The network that judges the images of a run, and learns nothing more.
///
/// It is a small classifier of the data set or, where there is nothing to be told apart, a network of random
/// weights.
/// Fréchet distances on the features of a small classifier go back to Binkowski et al. ("Demystifying MMD
/// GANs", 2018), who used LeNet's on MNIST where Inception's say little.
package struct Judge: Sendable {
  /// The number of features of an image.
  package static let featureCount = JudgeNetwork.featureCount

  /// See `JudgeDescription.fingerprint`.
  package let fingerprint: String
  /// The data set on which it was trained.
  package let dataset: String
  package internal(set) var training: JudgeDescription.Training
  /// The names of the classes that it knows, in the order of the probabilities; empty where none.
  package let classNames: [String]
  /// The shape of the images that it judges, `[row, column, channel]`.
  package var imageShape: Shape { network.features.inputShape }

  /// See `JudgeTraining.key`.
  let key: String
  private let network: JudgeNetwork
  /// How it sees pixels.
  static let range = PixelRange.symmetric
  /// The most images that are judged at once, so that memory stays bounded.
  private static let batch = 256

  /// - Parameter key: see `JudgeFingerprint.key`.
  init(
    key: String, dataset: String, training: JudgeDescription.Training, classNames: [String],
    network: JudgeNetwork
  ) {
    fingerprint = JudgeFingerprint.fingerprint(key: key, weights: network.weights)
    self.key = key
    self.dataset = dataset
    self.training = training
    self.classNames = classNames
    self.network = network
  }

  /// What it makes of 8-bit images, one after the other as on the screen.
  ///
  /// - Parameter count: how many images there are.
  package func opinions(of pixels: [UInt8], count: Int) -> JudgeOpinions {
    precondition(pixels.count == count * imageShape.count, "\(count) images \(imageShape)")
    return opinions(
      of: ImageDataset(
        name: dataset, pixels: pixels, width: imageShape[1], height: imageShape[0],
        channels: imageShape[2]))
  }

  /// What it makes of images `[count, row, column, channel]` as networks have them.
  ///
  /// They are clipped and rounded to 8 bits first, so that what is judged is what can be seen and stored.
  package func opinions(ofImages images: Tensor, in range: PixelRange) -> JudgeOpinions {
    opinions(of: range.pixels(of: images), count: images.shape[0])
  }

  /// What it makes of all images of a data set.
  package func opinions(of dataset: ImageDataset) -> JudgeOpinions {
    opinions(of: dataset, at: Array(0..<dataset.count))
  }

  /// What it makes of some images of a data set, by their places in it.
  package func opinions(of dataset: ImageDataset, at indices: [Int]) -> JudgeOpinions {
    guard !indices.isEmpty else {
      return JudgeOpinions(
        features: Tensor(zeros: [0, Self.featureCount]),
        probabilities: network.classes.map { Tensor(zeros: [0, $0.outputShape[0]]) })
    }
    return JudgeOpinions(
      joining: stride(from: 0, to: indices.count, by: Self.batch).map { start in
        let part = indices[start..<min(start + Self.batch, indices.count)]
        return network.opinions(of: dataset.batch(indices: part, range: Self.range))
      })
  }

  /// The tensors that its training has made, under stable names such as `features.0.kernel`.
  package var weights: [NamedTensor] { network.weights }
}

extension JudgeNetwork {
  /// - Parameter images: `[count, row, column, channel]` in the range of `Judge.range`.
  func opinions(of images: Tensor) -> JudgeOpinions {
    let features = features.inferred(images)
    return JudgeOpinions(
      features: features, probabilities: classes.map { softmax($0.inferred(features)) })
  }

  var weights: [NamedTensor] { features.tensors + (classes?.tensors ?? []) }
}
