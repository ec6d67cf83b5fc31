package import Tensors

/// A network as a table: one row for each layer.
package struct NetworkSummary: Sendable {
  package struct Row: Sendable, Hashable {
    /// The layer's number, the first being 0.
    package let number: Int
    package let kind: String
    /// The shape of one output sample.
    package let outputShape: Shape
    /// The number of scalars in all of the layer's tensors.
    package let parameterCount: Int
    package let settings: String
    /// Those of one sample in one pass: forward, or one of the gradients.
    package let multiplyAdds: Int
  }

  package let rows: [Row]
  /// The number of scalars in all tensors, statistics included, as Keras counts them.
  package let parameterCount: Int
  /// The number of scalars that the optimizer changes.
  package let trainableParameterCount: Int
}

extension Network {
  package var summary: NetworkSummary {
    var rows: [NetworkSummary.Row] = []
    var trainable = 0
    for (index, layer) in layers.enumerated() {
      var (layer, count) = (layer, 0)
      layer.visitTensors { _, role, tensor in
        count += tensor.count
        trainable += role == .parameter ? tensor.count : 0
      }
      rows.append(
        NetworkSummary.Row(
          number: index, kind: type(of: layer).kind, outputShape: layer.outputShape,
          parameterCount: count, settings: layer.settings, multiplyAdds: layer.multiplyAdds))
    }
    return NetworkSummary(
      rows: rows, parameterCount: rows.reduce(0) { $0 + $1.parameterCount },
      trainableParameterCount: trainable)
  }

  /// The number of scalars in all tensors, statistics included, as Keras counts them.
  package var parameterCount: Int { summary.parameterCount }

  /// The number of scalars that the optimizer changes.
  package var trainableParameterCount: Int { summary.trainableParameterCount }
}
