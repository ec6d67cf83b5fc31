package import Tensors

/// The cross-entropy of logits `z` and targets `y`, for any logit and any target, also outside of
/// 0…1: `max(z, 0) − z·y + log(1 + e^−|z|)`, with the gradient `(sigmoid(z) − y) / count` of its
/// mean.
///
/// A network that ends in a sigmoid is trained on what comes before it: the gradient does not
/// vanish where the sigmoid is flat, and no probability has to be clipped.
package func binaryCrossEntropy(logits: Tensor, targets: Tensor) -> Loss {
  StepProfile.measure(.loss) {
    let (values, gradient) = logits.binaryCrossEntropy(
      targets: targets, gradientScale: 1 / Float(max(1, logits.count)))
    return Loss(values: values, gradient: gradient)
  }
}
