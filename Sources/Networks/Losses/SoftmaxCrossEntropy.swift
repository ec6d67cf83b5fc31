package import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The cross-entropy of logits of several classes and the class that each sample has:
/// `log Σ exp(z) − z[label]`, with the gradient `(softmax(z) − onehot) / samples` of its mean.
///
/// - Parameters:
///   - logits: `[samples, classes]`.
///   - labels: the class of each sample, from 0; below the number of classes.
/// - Returns: a loss with one value a sample, `[samples]`, in nats, and the gradient `[samples, classes]`.
package func softmaxCrossEntropy(logits: Tensor, labels: some Collection<UInt8>) -> Loss {
  precondition(
    logits.shape.rank == 2 && labels.count == logits.shape[0], "one label for each row of logits")
  let classes = logits.shape[1]
  let scale = 1 / Float(max(1, labels.count))
  var values = logits.scalars
  var losses: [Float] = []
  losses.reserveCapacity(labels.count)
  for (sample, label) in labels.enumerated() {
    precondition(Int(label) < classes, "there is no class \(label) among \(classes)")
    let row = sample * classes..<(sample + 1) * classes
    let logit = Double(values[row.lowerBound + Int(label)])
    losses.append(Float(softmax(&values[row]) - logit))
    values[row.lowerBound + Int(label)] -= 1
    for index in row { values[index] *= scale }
  }
  return Loss(
    values: Tensor([labels.count], scalars: losses),
    gradient: Tensor(logits.shape, scalars: values))
}

/// The probabilities that logits `[samples, classes]` give to the classes: `exp(z) / Σ exp(z)`.
package func softmax(_ logits: Tensor) -> Tensor {
  precondition(logits.shape.rank == 2, "logits are [samples, classes], not \(logits.shape)")
  let (samples, classes) = (logits.shape[0], logits.shape[1])
  var values = logits.scalars
  for sample in 0..<samples { softmax(&values[sample * classes..<(sample + 1) * classes]) }
  return Tensor(logits.shape, scalars: values)
}

/// Replaces the logits of one sample by their probabilities.
///
/// The largest logit is taken from all of them first, so that no power overflows.
///
/// - Returns: `log Σ exp(z)`.
@discardableResult
private func softmax(_ row: inout ArraySlice<Float>) -> Double {
  let largest = Double(row.max() ?? 0)
  let powers = row.map { exp(Double($0) - largest) }
  let sum = powers.reduce(0, +)
  for (index, power) in zip(row.indices, powers) { row[index] = Float(power / sum) }
  return largest + log(sum)
}
