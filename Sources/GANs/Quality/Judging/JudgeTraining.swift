package import Datasets
internal import Networks
internal import Session
internal import Tensors

/// The making of a judge from a data set.
///
/// Where the images have labels of two classes at least, it learns to tell them apart, by Adam on the
/// cross-entropy at a rate that falls to 0, so that it ends where it settles. It is measured on images that
/// it has not learned from: the published test images where there are some, else a tenth of the set. Where
/// there is nothing to be told apart, its weights stay the random ones that it begins with.
package struct JudgeTraining: Sendable {
  /// See `JudgeFingerprint.key`.
  package let key: String
  private let dataset: ImageDataset
  private let heldOut: ImageDataset?
  private let split: JudgeSplit

  private static let batch = 128
  private static let rate: Float = 1e-3
  /// The most batches, and the most times that it sees an image.
  private static let (mostBatches, mostEpochs) = (2_400, 40)
  /// How often it may see an image before it would learn that by heart, and nothing of its class.
  private static let repetitions = 8
  /// The share of features that are dropped where images are repeated.
  private static let dropout: Float = 0.3
  private static let seed: UInt64 = 7

  /// - Parameters:
  ///   - dataset: all images of it, whatever part of them a run may take.
  ///   - heldOut: the published test images, of the same classes, if there are some.
  package init(of dataset: ImageDataset, heldOut: ImageDataset?) {
    self.dataset = dataset
    self.heldOut = heldOut
    split = JudgeSplit(of: dataset, hasTest: heldOut != nil, seed: Self.seed)
    key = JudgeFingerprint.key(of: dataset)
  }

  /// Makes it.
  ///
  /// - Parameter progress: told the share that is done, 0 to 1; whatever it throws ends the training.
  package func judge<Failure: Error>(
    progress: (Double) throws(Failure) -> Void
  ) throws(Failure) -> Judge {
    guard split.classCount > 0, let labels = dataset.labels else {
      return Judge(
        key: key, dataset: dataset.name, training: .random, classNames: [],
        network: JudgeNetwork(image: dataset.imageShape, classCount: 0))
    }
    let network = try trained(labels: labels, progress: progress)
    var judge = Judge(
      key: key, dataset: dataset.name, training: .random, classNames: classNames, network: network)
    judge.training = .classifier(accuracy: accuracy(of: judge))
    return judge
  }

  /// The name of each class, its number where it has none.
  private var classNames: [String] {
    (0..<split.classCount).map {
      dataset.classNames.indices.contains($0) ? dataset.classNames[$0] : String($0)
    }
  }

  private func trained<Failure: Error>(
    labels: [UInt8], progress: (Double) throws(Failure) -> Void
  ) throws(Failure) -> JudgeNetwork {
    let order = BatchOrder(
      imageCount: split.learned.count, batchSize: Self.batch, remainder: .drop, seed: Self.seed)
    let batches = min(Self.mostBatches, Self.mostEpochs * order.batchesPerEpoch)
    let isRepeated = batches > Self.repetitions * order.batchesPerEpoch
    let network = JudgeNetwork(
      image: dataset.imageShape, classCount: split.classCount,
      dropout: isRepeated ? Self.dropout : 0)
    var pupil = JudgePupil(network, rate: Self.rate, batches: batches, seed: Self.seed)
    var images = JudgeImages(dataset, seed: Self.seed, moves: isRepeated)
    var epoch = order.epoch(0)
    for batch in 0..<batches {
      let (number, place) = batch.quotientAndRemainder(dividingBy: order.batchesPerEpoch)
      if place == 0 { epoch = order.epoch(number) }
      let indices = epoch[place].map { split.learned[$0] }
      let (batchImages, batchLabels) = (images.batch(at: indices), indices.map { labels[$0] })
      Workers.withTeam { pupil.learn(batchImages, labels: batchLabels) }
      try progress(Double(batch + 1) / Double(batches))
    }
    return pupil.network
  }

  /// The share of held-out images that it gets right.
  private func accuracy(of judge: Judge) -> Double {
    let (images, indices) = heldOut.map { ($0, Array(0..<$0.count)) } ?? (dataset, split.heldOut)
    guard let labels = images.labels, !indices.isEmpty else { return 0 }
    let classes = judge.opinions(of: images, at: indices).classes
    let right = zip(indices, classes).reduce(0) { $0 + (Int(labels[$1.0]) == $1.1 ? 1 : 0) }
    return Double(right) / Double(indices.count)
  }
}

/// Which images a judge learns from and which it is measured on.
private struct JudgeSplit {
  /// 0 where there is nothing to be told apart.
  let classCount: Int
  let learned: [Int]
  let heldOut: [Int]

  /// With fewer images a class it would learn them by heart and nothing of the class.
  private static let fewestImages = 20

  init(of dataset: ImageDataset, hasTest: Bool, seed: UInt64) {
    let labels = dataset.labels ?? []
    let present = Set(labels).count
    let isLearnable = present > 1 && dataset.count >= Self.fewestImages * present
    classCount =
      isLearnable ? max(dataset.classNames.count, Int(labels.max() ?? 0) + 1) : 0
    guard !hasTest else {
      (learned, heldOut) = (Array(0..<dataset.count), [])
      return
    }
    var stream = RandomStream(seed: seed, purpose: .drawing)
    let order = permutation(count: dataset.count, using: &stream)
    (heldOut, learned) = (
      Array(order.prefix(dataset.count / 10)), Array(order.dropFirst(dataset.count / 10))
    )
  }
}
