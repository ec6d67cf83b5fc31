internal import Tensors

extension Tensor {
  /// Normal numbers, drawn again where they are more than two deviations from 0; the deviation
  /// before the cut is such that `variance` is the one after it, as in Keras.
  init(truncatedNormal shape: Shape, variance: Float, using random: inout RandomStream) {
    let deviationAfterCut: Float = 0.879_625_66
    let deviation = variance.squareRoot() / deviationAfterCut
    var kept: [Float] = []
    kept.reserveCapacity(shape.count)
    while kept.count < shape.count {
      let drawn = Tensor(
        normal: [shape.count - kept.count], mean: 0, deviation: deviation, using: &random)
      kept += drawn.scalars.lazy.filter { abs($0) <= 2 * deviation }
    }
    self.init(shape, scalars: kept)
  }
}
