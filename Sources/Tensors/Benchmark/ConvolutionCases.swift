extension BenchmarkCase {
  /// The convolutions that the recipes train with, each with both gradients.
  package static func convolutions(using kernels: KernelSet = .chosen) -> [BenchmarkCase] {
    RecipeConvolution.all.flatMap { convolution($0, using: kernels) }
  }

  private static func convolution(
    _ layer: RecipeConvolution, using kernels: KernelSet
  ) -> [BenchmarkCase] {
    let geometry = layer.geometry
    let (inputShape, kernelShape, outputShape) = (
      layer.inputShape, layer.kernelShape, layer.outputShape
    )
    let name = "convolution \(layer.name)"
    let operations = 2 * Double(outputShape.count * kernelShape.count / layer.outputs)
    return [
      BenchmarkCase(name: "\(name): forward", operations: operations) {
        let input = Tensor(repeating: 1, shape: inputShape)
        let kernel = Tensor(repeating: 1, shape: kernelShape)
        return {
          _ = Tensors.convolution(input, kernel: kernel, geometry: geometry, using: kernels)
        }
      },
      BenchmarkCase(name: "\(name): input gradient", operations: operations) {
        let gradient = Tensor(repeating: 1, shape: outputShape)
        let kernel = Tensor(repeating: 1, shape: kernelShape)
        return {
          _ = convolutionInputGradient(gradient, kernel: kernel, geometry: geometry, using: kernels)
        }
      },
      BenchmarkCase(name: "\(name): kernel gradient", operations: operations) {
        let input = Tensor(repeating: 1, shape: inputShape)
        let gradient = Tensor(repeating: 1, shape: outputShape)
        return {
          _ = convolutionKernelGradient(
            input: input, outputGradient: gradient, geometry: geometry, using: kernels)
        }
      },
    ]
  }
}
