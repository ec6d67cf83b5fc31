import Testing

@testable import Tensors

/// Sums that are finished on the way have the bits of the passes one after the other.
struct FinishTests {
  static func finishes(channels: Int) -> [Finish] {
    let bias = scattered([channels], seed: 9)
    return [
      Finish(bias: bias), Finish(slope: 0.2), Finish(bias: bias, slope: 0.2),
      Finish(bias: bias, slope: 0),
    ]
  }

  @Test(arguments: ConvolutionCase.all)
  func `a convolution and its gradient by the input`(at: ConvolutionCase) {
    let (x, y, k, geometry) = (at.input, at.outputGradient, at.weights, at.geometry)
    for kernels in KernelSet.supported {
      let forward = convolution(x, kernel: k, geometry: geometry, using: kernels)
      for finish in Self.finishes(channels: at.channels.outputs) {
        #expect(
          convolution(x, kernel: k, geometry: geometry, finish: finish, using: kernels)
            == finished(forward, finish))
      }
      let backward = convolutionInputGradient(y, kernel: k, geometry: geometry, using: kernels)
      for finish in Self.finishes(channels: at.channels.inputs) {
        #expect(
          convolutionInputGradient(
            y, kernel: k, geometry: geometry, finish: finish, using: kernels)
            == finished(backward, finish))
      }
    }
  }

  /// Less and more than one tile of rows and panel of columns, no, one and several slices of the depth.
  static let products: [(rows: Int, columns: Int, depth: Int)] = [1, 31, 450].flatMap { rows in
    [1, 33].flatMap { columns in
      [0, 1, 800].map { (rows: rows, columns: columns, depth: $0) }
    }
  }

  @Test(arguments: products)
  func `a product of matrices`(rows: Int, columns: Int, depth: Int) {
    let (a, b) = (scattered([rows, depth], seed: 1), scattered([depth, columns], seed: 2))
    for kernels in KernelSet.supported {
      let product = matrixProduct(a, .plain, b, using: kernels)
      for finish in Self.finishes(channels: columns) {
        #expect(
          matrixProduct(a, .plain, b, finish: finish, using: kernels) == finished(product, finish))
      }
    }
  }
}

/// The definition: a pass of its own for the bias, and one for the rectifier.
func finished(_ sums: Tensor, _ finish: Finish) -> Tensor {
  var result = sums
  if let bias = finish.bias { result.addToRows(bias) }
  return finish.slope.map { result.leakyReLU(slope: $0) } ?? result
}
