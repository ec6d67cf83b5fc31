extension BenchmarkCase {
  /// What is done value by value, on as many values as the largest activation of a DCGAN with
  /// batches of 256: 256×14×14×64 of them, 12.8 MB.
  ///
  /// Operations are those of the documented formulas, a function such as `exp` being one; bytes are
  /// those of every tensor that is read or written, each time it is.
  package static func elementwise() -> [BenchmarkCase] {
    activations + [dropout, normal] + batchNormalization + [adam]
  }

  private static let shape: Shape = [256, 14, 14, 64]

  private static func elementwise(
    _ name: String, operations: Double, floats: Double,
    prepare: @escaping @Sendable () -> () -> Void
  ) -> BenchmarkCase {
    let count = Double(shape.count)
    return BenchmarkCase(
      name: "element-wise \(name), \(shape)", operations: operations * count,
      bytes: floats * count * Double(MemoryLayout<Float>.stride), prepare: prepare)
  }

  /// Values on both sides of 0.
  private static func values() -> Tensor {
    var stream = RandomStream(key: 1)
    return Tensor(uniform: shape, in: -2..<2, using: &stream)
  }

  private static var activations: [BenchmarkCase] {
    [
      elementwise("leaky_relu", operations: 2, floats: 2) {
        let input = values()
        return { _ = input.leakyReLU(slope: 0.3) }
      },
      elementwise("leaky_relu: gradient", operations: 2, floats: 3) {
        let (output, gradient) = (values(), values())
        return { _ = output.leakyReLUGradient(gradient, slope: 0.3) }
      },
      elementwise("tanh", operations: 1, floats: 2) {
        let input = values()
        return { _ = input.tanh() }
      },
      elementwise("tanh: gradient", operations: 3, floats: 3) {
        let (output, gradient) = (values(), values())
        return { _ = output.tanhGradient(gradient) }
      },
      elementwise("sigmoid", operations: 4, floats: 2) {
        let input = values()
        return { _ = input.sigmoid() }
      },
      elementwise("sigmoid: gradient", operations: 3, floats: 3) {
        let (output, gradient) = (values(), values())
        return { _ = output.sigmoidGradient(gradient) }
      },
    ]
  }

  /// With the drawing of the mask.
  private static var dropout: BenchmarkCase {
    elementwise("dropout", operations: 2, floats: 2) {
      let input = values()
      var stream = RandomStream(key: 2)
      return {
        var output = input
        _ = DropoutMask(rate: 0.3, droppingFrom: &output, using: &stream)
      }
    }
  }

  /// Two values of a pair share a logarithm and a root.
  private static var normal: BenchmarkCase {
    elementwise("normal numbers", operations: 5.5, floats: 1) {
      var stream = RandomStream(key: 3)
      return { _ = Tensor(normal: shape, mean: 0, deviation: 1, using: &stream) }
    }
  }

  private static var batchNormalization: [BenchmarkCase] {
    let channels = shape[shape.rank - 1]
    return [
      elementwise("batch_normalization: statistics", operations: 4, floats: 2) {
        let (input, mean) = (values(), Tensor(repeating: 0.5, shape: [channels]))
        return {
          _ = input.columnSums()
          _ = input.columnSquareSums(center: mean)
        }
      },
      elementwise("batch_normalization: normalise", operations: 3, floats: 2) {
        let (input, ones) = (values(), Tensor(repeating: 1, shape: [channels]))
        return { _ = input.normalizedColumns(center: ones, scale: ones, shift: ones) }
      },
      elementwise("batch_normalization: gradient", operations: 9, floats: 6) {
        let (input, gradient) = (values(), values())
        let ones = Tensor(repeating: 1, shape: [channels])
        return {
          _ = input.columnProductSums(with: gradient, center: ones)
          _ = gradient.columnSums()
          _ = input.normalizedColumnsGradient(
            gradient, center: ones, scale: ones, mean: ones, slope: ones)
        }
      },
    ]
  }

  private static var adam: BenchmarkCase {
    elementwise("adam", operations: 14, floats: 7) {
      var weights = values()
      var (first, second) = (Tensor(zeros: shape), Tensor(zeros: shape))
      let gradient = values()
      return {
        adamStep(
          &weights, firstMoment: &first, secondMoment: &second, gradient: gradient,
          clip: .infinity, rate: 1e-4, firstDecay: 0.5, secondDecay: 0.999, epsilon: 1e-7)
      }
    }
  }
}
