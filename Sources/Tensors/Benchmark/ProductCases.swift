extension BenchmarkCase {
  /// The products of the dense layers that the recipes train with, each with both gradients.
  package static func products(using kernels: KernelSet = .chosen) -> [BenchmarkCase] {
    [(100, 256), (256, 512), (512, 1024), (1024, 784)].flatMap {
      dense(batch: 128, inputs: $0.0, outputs: $0.1, using: kernels)
    } + dense(batch: 512, inputs: 6272, outputs: 1, using: kernels)
  }

  private static func dense(
    batch: Int, inputs: Int, outputs: Int, using kernels: KernelSet
  ) -> [BenchmarkCase] {
    @Sendable func ones(_ rows: Int, _ columns: Int) -> Tensor {
      Tensor(repeating: 1, shape: [rows, columns])
    }
    let name = "dense \(batch)×\(inputs) → \(outputs)"
    let operations = 2 * Double(batch * inputs * outputs)
    return [
      BenchmarkCase(name: "\(name): forward", operations: operations) {
        let (input, kernel) = (ones(batch, inputs), ones(inputs, outputs))
        return { _ = matrixProduct(input, .plain, kernel, .plain, using: kernels) }
      },
      BenchmarkCase(name: "\(name): input gradient", operations: operations) {
        let (gradient, kernel) = (ones(batch, outputs), ones(inputs, outputs))
        return { _ = matrixProduct(gradient, .plain, kernel, .transposed, using: kernels) }
      },
      BenchmarkCase(name: "\(name): kernel gradient", operations: operations) {
        let (input, gradient) = (ones(batch, inputs), ones(batch, outputs))
        return { _ = matrixProduct(input, .transposed, gradient, .plain, using: kernels) }
      },
    ]
  }
}
