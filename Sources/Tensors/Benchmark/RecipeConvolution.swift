/// A `same` convolution with kernels of 5×5, as the recipes train with.
struct RecipeConvolution: Sendable {
  let batch, size, inputs, outputs, stride: Int

  static let all = [
    RecipeConvolution(batch: 256, size: 7, inputs: 256, outputs: 128, stride: 1),
    RecipeConvolution(batch: 256, size: 14, inputs: 64, outputs: 128, stride: 1),
    RecipeConvolution(batch: 256, size: 14, inputs: 64, outputs: 64, stride: 1),
    RecipeConvolution(batch: 128, size: 28, inputs: 1, outputs: 64, stride: 2),
    RecipeConvolution(batch: 128, size: 14, inputs: 64, outputs: 128, stride: 2),
    RecipeConvolution(batch: 20, size: 16, inputs: 128, outputs: 256, stride: 1),
  ]

  /// For example `7×7×256 → 128, k5 s1, batch 256`.
  var name: String { "\(size)×\(size)×\(inputs) → \(outputs), k5 s\(stride), batch \(batch)" }

  var geometry: ConvolutionGeometry {
    let axis = ConvolutionGeometry.Axis(
      convolving: size, kernel: 5, stride: stride, padding: .same)
    return ConvolutionGeometry(rows: axis, columns: axis)
  }

  var inputShape: Shape { [batch, size, size, inputs] }
  var kernelShape: Shape { [5, 5, inputs, outputs] }
  var outputShape: Shape { [batch, geometry.rows.output, geometry.columns.output, outputs] }
}
