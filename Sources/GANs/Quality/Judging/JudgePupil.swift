internal import Networks
internal import Tensors

/// A judge that is being trained.
struct JudgePupil {
  private(set) var network: JudgeNetwork
  private var featureOptimizer: Adam
  private var classOptimizer: Adam
  private var random: RandomStream

  /// - Parameters:
  ///   - network: one that knows classes.
  ///   - rate: that of the first batch, from which it falls to 0 in a straight line.
  ///   - batches: how many there will be.
  ///   - seed: from which it follows what dropout drops.
  init(_ network: JudgeNetwork, rate: Float, batches: Int, seed: UInt64) {
    self.network = network
    random = RandomStream(seed: seed, purpose: .dropout)
    let schedule = LearningRateSchedule(course: .linear(steps: batches, end: 0))
    featureOptimizer = Adam(learningRate: rate, schedule: schedule)
    classOptimizer = Adam(learningRate: rate, schedule: schedule)
  }

  /// Learns from one batch of images `[count, row, column, channel]`.
  mutating func learn(_ images: Tensor, labels: [UInt8]) {
    var pass = ForwardPass.training(random: random)
    defer { random = pass.random }
    let features = network.features.forward(images, &pass)
    guard let classes = network.classes?.forward(features.output, &pass) else { return }
    let loss = softmaxCrossEntropy(logits: classes.output, labels: labels)
    let classGradients = (consume classes).backward(loss.gradient, .all)
    guard let byFeatures = classGradients.input else { return }
    let featureGradients = (consume features).backward(byFeatures, .parameters)
    featureOptimizer.update(&network.features, along: featureGradients)
    network.classes.update(by: &classOptimizer, along: classGradients)
  }
}

extension Optional<Network> {
  fileprivate mutating func update(
    by optimizer: inout Adam, along gradients: NetworkGradients
  ) {
    guard var network = take() else { return }
    optimizer.update(&network, along: gradients)
    self = network
  }
}
