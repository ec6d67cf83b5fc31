import Testing

@testable import Tensors

struct ConvolutionGeometryTests {
  /// Checked against Keras: extent, kernel and stride give output, zeros before and zeros after.
  static let same = [
    (28, 5, 2, 14, 1, 2), (14, 5, 2, 7, 1, 2), (28, 3, 2, 14, 0, 1), (14, 3, 2, 7, 0, 1),
    (28, 4, 2, 14, 1, 1), (14, 4, 2, 7, 1, 1), (32, 4, 2, 16, 1, 1), (7, 3, 2, 4, 1, 1),
    (28, 3, 1, 28, 1, 1), (28, 5, 1, 28, 2, 2), (28, 7, 1, 28, 3, 3), (28, 4, 1, 28, 1, 2),
    (5, 1, 3, 2, 0, 0),
  ]

  @Test(arguments: same)
  func `same padding puts the odd zero at the end`(
    input: Int, kernel: Int, stride: Int, output: Int, before: Int, after: Int
  ) {
    let axis = ConvolutionGeometry.Axis(
      convolving: input, kernel: kernel, stride: stride, padding: .same)
    #expect(axis.output == output)
    #expect(axis.padBefore == before)
    #expect(max((output - 1) * stride + kernel - before - input, 0) == after)
  }

  @Test(arguments: [(32, 3, 1, 30), (30, 4, 2, 14), (14, 4, 2, 6), (6, 4, 2, 2), (3, 4, 2, 0)])
  func `valid padding adds no zeros`(input: Int, kernel: Int, stride: Int, output: Int) {
    let axis = ConvolutionGeometry.Axis(
      convolving: input, kernel: kernel, stride: stride, padding: .valid)
    #expect(axis.output == output)
    #expect(axis.padBefore == 0)
  }

  /// Extent, kernel and stride give the larger extent, and what is cropped before it.
  static let transposed = [
    (7, 5, 2, 14, 1), (14, 5, 2, 28, 1), (7, 4, 2, 14, 1), (14, 4, 2, 28, 1), (16, 4, 2, 32, 1),
    (7, 5, 1, 7, 2), (7, 3, 2, 14, 0),
  ]

  @Test(arguments: transposed)
  func `a transposed convolution enlarges by the stride`(
    output: Int, kernel: Int, stride: Int, input: Int, crop: Int
  ) {
    let axis = ConvolutionGeometry.Axis(
      transposing: output, kernel: kernel, stride: stride, padding: .same)
    #expect(axis.input == input)
    #expect(axis.output == output)
    #expect(axis.padBefore == crop)
  }

  @Test(arguments: 1...5, 1...3)
  func `a transposed convolution has the geometry of a convolution back`(kernel: Int, stride: Int) {
    for padding in Padding.allCases {
      let axis = ConvolutionGeometry.Axis(
        transposing: 6, kernel: kernel, stride: stride, padding: padding)
      #expect(axis.output == 6)
    }
  }
}
