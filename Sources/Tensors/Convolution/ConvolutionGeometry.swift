/// The extents of a two-dimensional convolution along both image axes.
///
/// It describes the convolution from the larger image (`input`) to the smaller one (`output`). A
/// transposed convolution is the gradient of the convolution by its input, so it uses the geometry
/// of that convolution, with its own output as `input`.
package struct ConvolutionGeometry: Sendable, Hashable {
  /// One image axis: of `output` positions, number `o` sees the inputs
  /// `o * stride - padBefore ..< o * stride - padBefore + kernel`.
  package struct Axis: Sendable, Hashable {
    package let input: Int
    package let output: Int
    package let kernel: Int
    package let stride: Int
    package let padBefore: Int

    /// The axis of a convolution over `input` positions.
    package init(convolving input: Int, kernel: Int, stride: Int, padding: Padding) {
      self.input = input
      self.kernel = kernel
      self.stride = stride
      switch padding {
      case .same:
        output = (input + stride - 1) / stride
        padBefore = max((output - 1) * stride + kernel - input, 0) / 2
      case .valid:
        output = input >= kernel ? (input - kernel) / stride + 1 : 0
        padBefore = 0
      }
    }

    /// The axis of a transposed convolution over `output` positions: `same` gives `output * stride`
    /// inputs, `valid` gives `(output - 1) * stride + kernel`, or more where the stride is larger.
    package init(transposing output: Int, kernel: Int, stride: Int, padding: Padding) {
      let input: Int
      switch padding {
      case .same: input = output * stride
      case .valid: input = output * stride + max(kernel - stride, 0)
      }
      self.init(convolving: input, kernel: kernel, stride: stride, padding: padding)
    }
  }

  package let rows: Axis
  package let columns: Axis

  package init(rows: Axis, columns: Axis) {
    self.rows = rows
    self.columns = columns
  }
}
