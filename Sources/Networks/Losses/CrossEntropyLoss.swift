package import Configuration
internal import Tensors

/// A family whose discriminator loses the cross-entropy of logits and labels.
package protocol CrossEntropyLoss: AdversarialLoss {
  var crossEntropy: CrossEntropy { get }

  init(_ crossEntropy: CrossEntropy)
}

extension CrossEntropyLoss {
  package init() {
    self.init(CrossEntropy())
  }

  package init(reading training: SettingsReader) throws(ConfigurationError) {
    self.init(try CrossEntropy(reading: training))
  }

  package func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss {
    DiscriminatorLoss(
      real: crossEntropy.loss(logits: logits.real, targets: targets.real),
      fake: crossEntropy.loss(logits: logits.fake, targets: targets.fake), reduction: reduction)
  }
}
