extension BenchmarkCase {
  /// The convolutions that the recipes train with, each with both gradients.
  package static func convolutions(using kernels: KernelSet = .chosen) -> [BenchmarkCase] {
    [
      Images(batch: 256, size: 7, inputs: 256, outputs: 128, stride: 1),
      Images(batch: 256, size: 14, inputs: 64, outputs: 128, stride: 1),
      Images(batch: 256, size: 14, inputs: 64, outputs: 64, stride: 1),
      Images(batch: 128, size: 28, inputs: 1, outputs: 64, stride: 2),
      // More than fits the caches, as a step finds it.
      Images(batch: 512, size: 28, inputs: 1, outputs: 64, stride: 2),
      Images(batch: 128, size: 14, inputs: 64, outputs: 128, stride: 2),
      Images(batch: 20, size: 16, inputs: 128, outputs: 256, stride: 1),
      Images(batch: 20, size: 32, inputs: 256, outputs: 3, kernel: 7, stride: 1),
      Images(batch: 20, size: 32, inputs: 3, outputs: 128, kernel: 3, stride: 1, padding: .valid),
    ].flatMap { convolution($0, using: kernels) }
  }

  private struct Images {
    let batch, size, inputs, outputs: Int
    var kernel = 5
    let stride: Int
    var padding = Padding.same
  }

  private static func convolution(
    _ images: Images, using kernels: KernelSet
  ) -> [BenchmarkCase] {
    let axis = ConvolutionGeometry.Axis(
      convolving: images.size, kernel: images.kernel, stride: images.stride,
      padding: images.padding)
    let geometry = ConvolutionGeometry(rows: axis, columns: axis)
    let (batch, inputs, outputs) = (images.batch, images.inputs, images.outputs)
    let inputShape: Shape = [batch, axis.input, axis.input, inputs]
    let kernelShape: Shape = [images.kernel, images.kernel, inputs, outputs]
    let outputShape: Shape = [batch, axis.output, axis.output, outputs]
    let size = "\(axis.input)×\(axis.input)×\(inputs) → \(outputs)"
    let window = "k\(images.kernel) s\(images.stride)\(images.padding == .valid ? " valid" : "")"
    let name = "convolution \(size), \(window), batch \(batch)"
    let operations = 2 * Double(outputShape.count * kernelShape.count / outputs)
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
