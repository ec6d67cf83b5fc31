internal import Networks
package import Tensors

extension GAN {
  /// Every tensor that a training step may change: the weights, and under `optimizer.` what the
  /// optimizers remember of them.
  package var state: [NamedTensor] {
    weights + optimizerState(generatorOptimizer) + optimizerState(discriminatorOptimizer)
  }
}

/// What an optimizer remembers, such as `optimizer.generator.0.kernel.first_moment`.
private func optimizerState(_ optimizer: any Optimizer) -> [NamedTensor] {
  var optimizer = optimizer
  var tensors: [NamedTensor] = []
  optimizer.visitState { name, tensor in
    tensors.append(NamedTensor(name: "optimizer.\(name)", tensor: tensor))
  }
  return tensors
}
