internal import Tensors

/// What a layer does for a neighbour, or is spared by one, so that a rectifier costs no pass of its own
/// over memory.
///
/// A layer of sums rectifies its output while that is in a near cache. A dropout layer takes the
/// gradient through the rectifier before it as well, for which what it has kept is enough. Outputs and
/// gradients are bit for bit those of the layers one by one.
package struct Fusion: Sendable, Hashable {
  /// The slope with which a `RectifyingLayer` rectifies its output for the layer that follows.
  fileprivate(set) var outputSlope: Float?
  /// Whether a rectifier's input has been rectified by the layer before.
  fileprivate(set) var isRectified = false
  /// Whether the layer that follows takes the gradient through a rectifier.
  fileprivate(set) var leavesGradient = false
  /// The slope of the rectifier before a dropout layer.
  fileprivate(set) var gradientSlope: Float?

  /// Each layer does its own work and nothing else.
  static let none = Fusion()

  /// The same but for what is done for the layer that follows.
  var withoutRectifying: Fusion {
    var fusion = self
    fusion.outputSlope = nil
    return fusion
  }
}

/// A layer that rectifies its output where it is asked to, by `Fusion.outputSlope`; its gradients are
/// still those by the output before that.
protocol RectifyingLayer: Layer {}

/// A layer that gives its input where it is positive, else `slope` times as much.
protocol Rectifier: Layer {
  /// 0 or more.
  var slope: Float { get }
}

extension Rectifier {
  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let output = pass.fusion.isRectified ? input : input.leakyReLU(slope: slope)
    guard !pass.fusion.leavesGradient else { return LayerOutput(output, derivative: { $0 }) }
    return LayerOutput(
      output, derivative: { [slope] in output.leakyReLUGradient($0, slope: slope) })
  }
}

extension Fusion {
  /// Those of all layers of a network.
  static func fusions(of layers: [any Layer]) -> [Fusion] {
    var fusions = [Fusion](repeating: .none, count: layers.count)
    for (index, layer) in layers.enumerated() {
      guard let rectifier = layer as? any Rectifier else { continue }
      if index > 0, layers[index - 1] is any RectifyingLayer {
        fusions[index - 1].outputSlope = rectifier.slope
        fusions[index].isRectified = true
      }
      if index + 1 < layers.count, layers[index + 1] is Dropout {
        fusions[index].leavesGradient = true
        fusions[index + 1].gradientSlope = rectifier.slope
      }
    }
    return fusions
  }
}
