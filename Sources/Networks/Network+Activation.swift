package import Tensors

extension Network {
  /// What one layer makes of a batch of samples in inference mode, before the layer that follows has
  /// done anything to it.
  ///
  /// - Parameter layer: the first being 0.
  package func activation(
    ofLayer layer: Int, of samples: consuming Tensor, precision: Precision = .float32
  ) -> Tensor {
    precondition(layers.indices.contains(layer), "\(name) has no layer \(layer)")
    check(samples)
    var pass = ForwardPass.inference(precision: precision)
    var output = samples
    for index in 0...layer {
      var present = layers[index]
      // A layer that is looked at does not rectify for the next one; one that is rectified for gets that.
      pass.fusion = index < layer ? fusions[index] : fusions[index].withoutRectifying
      output = present.forward(output, &pass).output
    }
    return output
  }
}
