extension BenchmarkCase {
  /// The products and convolutions that the recipes train with, each with both gradients.
  package static func tensorCore(using kernels: KernelSet = .chosen) -> [BenchmarkCase] {
    let products = [(100, 256), (256, 512), (512, 1024), (1024, 784)].flatMap {
      dense(batch: 128, inputs: $0.0, outputs: $0.1, using: kernels)
    }
    let convolutions = [
      Images(batch: 256, size: 7, inputs: 256, outputs: 128, stride: 1),
      Images(batch: 256, size: 14, inputs: 64, outputs: 128, stride: 1),
      Images(batch: 256, size: 14, inputs: 64, outputs: 64, stride: 1),
      Images(batch: 128, size: 28, inputs: 1, outputs: 64, stride: 2),
      Images(batch: 128, size: 14, inputs: 64, outputs: 128, stride: 2),
    ].flatMap { convolution($0, using: kernels) }
    return products + convolutions
  }

  private static func dense(
    batch: Int, inputs: Int, outputs: Int, using kernels: KernelSet
  ) -> [BenchmarkCase] {
    let input = Tensor(repeating: 1, shape: [batch, inputs])
    let kernel = Tensor(repeating: 1, shape: [inputs, outputs])
    let gradient = Tensor(repeating: 1, shape: [batch, outputs])
    let name = "dense \(batch)×\(inputs) → \(outputs)"
    let operations = 2 * Double(batch * inputs * outputs)
    return [
      BenchmarkCase(name: "\(name): forward", operations: operations) {
        _ = matrixProduct(input, .plain, kernel, .plain, using: kernels)
      },
      BenchmarkCase(name: "\(name): input gradient", operations: operations) {
        _ = matrixProduct(gradient, .plain, kernel, .transposed, using: kernels)
      },
      BenchmarkCase(name: "\(name): kernel gradient", operations: operations) {
        _ = matrixProduct(input, .transposed, gradient, .plain, using: kernels)
      },
    ]
  }

  /// A `same` convolution with kernels of 5×5.
  private struct Images {
    let batch, size, inputs, outputs, stride: Int
  }

  private static func convolution(
    _ images: Images, using kernels: KernelSet
  ) -> [BenchmarkCase] {
    let axis = ConvolutionGeometry.Axis(
      convolving: images.size, kernel: 5, stride: images.stride, padding: .same)
    let geometry = ConvolutionGeometry(rows: axis, columns: axis)
    let (batch, inputs, outputs) = (images.batch, images.inputs, images.outputs)
    let input = Tensor(repeating: 1, shape: [batch, axis.input, axis.input, inputs])
    let kernel = Tensor(repeating: 1, shape: [5, 5, inputs, outputs])
    let gradient = Tensor(repeating: 1, shape: [batch, axis.output, axis.output, outputs])
    let size = "\(axis.input)×\(axis.input)×\(inputs) → \(outputs)"
    let name = "convolution \(size), k5 s\(images.stride), batch \(batch)"
    let operations = 2 * Double(gradient.count * kernel.count / outputs)
    return [
      BenchmarkCase(name: "\(name): forward", operations: operations) {
        _ = Tensors.convolution(input, kernel: kernel, geometry: geometry, using: kernels)
      },
      BenchmarkCase(name: "\(name): input gradient", operations: operations) {
        _ = convolutionInputGradient(gradient, kernel: kernel, geometry: geometry, using: kernels)
      },
      BenchmarkCase(name: "\(name): kernel gradient", operations: operations) {
        _ = convolutionKernelGradient(
          input: input, outputGradient: gradient, geometry: geometry, using: kernels)
      },
    ]
  }
}
