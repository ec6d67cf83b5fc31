internal import Networks
package import Session
package import Tensors

/// What is kept of a judge beside its weights.
package struct JudgeRecord: Sendable, Hashable, Codable {
  package let fingerprint: String
  /// See `JudgeTraining.key`.
  package let key: String
  package let dataset: String
  package let training: JudgeDescription.Training
  package let classNames: [String]
  /// The shape of the images, `[row, column, channel]`.
  package let image: [Int]
}

extension Judge {
  package var record: JudgeRecord {
    JudgeRecord(
      fingerprint: fingerprint, key: key, dataset: dataset, training: training,
      classNames: classNames, image: imageShape.extents)
  }

  /// The judge that was kept; nil where the weights are not the ones that it had.
  package init?(_ record: JudgeRecord, weights: [NamedTensor]) {
    guard record.image.count == 3, record.image.allSatisfy((1...1_024).contains),
      record.classNames.count <= 256
    else { return nil }
    var network = JudgeNetwork(
      image: Shape(record.image), classCount: record.classNames.count)
    guard (try? network.takeWeights(weights)) != nil else { return nil }
    self.init(
      key: record.key, dataset: record.dataset, training: record.training,
      classNames: record.classNames, network: network)
    guard fingerprint == record.fingerprint else { return nil }
  }
}

extension JudgeNetwork {
  fileprivate mutating func takeWeights(_ weights: [NamedTensor]) throws(WeightsError) {
    try features.takeWeights(weights)
    try classes?.takeWeights(weights)
  }
}
