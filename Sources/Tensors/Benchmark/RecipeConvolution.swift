/// A convolution as the recipes train with.
struct RecipeConvolution: Sendable {
  let batch, size, inputs, outputs: Int
  var kernel = 5
  let stride: Int
  var padding = Padding.same

  static let all = [
    RecipeConvolution(batch: 256, size: 7, inputs: 256, outputs: 128, stride: 1),
    RecipeConvolution(batch: 256, size: 14, inputs: 64, outputs: 128, stride: 1),
    RecipeConvolution(batch: 256, size: 14, inputs: 64, outputs: 64, stride: 1),
    RecipeConvolution(batch: 128, size: 28, inputs: 1, outputs: 64, stride: 2),
    // More than fits the caches, as a step finds it.
    RecipeConvolution(batch: 512, size: 28, inputs: 1, outputs: 64, stride: 2),
    RecipeConvolution(batch: 128, size: 14, inputs: 64, outputs: 128, stride: 2),
    RecipeConvolution(batch: 20, size: 16, inputs: 128, outputs: 256, stride: 1),
    RecipeConvolution(batch: 20, size: 32, inputs: 256, outputs: 3, kernel: 7, stride: 1),
    RecipeConvolution(
      batch: 20, size: 32, inputs: 3, outputs: 128, kernel: 3, stride: 1, padding: .valid),
  ]

  /// For example `7×7×256 → 128, k5 s1, batch 256`.
  var name: String {
    let window = "k\(kernel) s\(stride)\(padding == .valid ? " valid" : "")"
    return "\(size)×\(size)×\(inputs) → \(outputs), \(window), batch \(batch)"
  }

  var geometry: ConvolutionGeometry {
    let axis = ConvolutionGeometry.Axis(
      convolving: size, kernel: kernel, stride: stride, padding: padding)
    return ConvolutionGeometry(rows: axis, columns: axis)
  }

  var inputShape: Shape { [batch, size, size, inputs] }
  var kernelShape: Shape { [kernel, kernel, inputs, outputs] }
  var outputShape: Shape { [batch, geometry.rows.output, geometry.columns.output, outputs] }
}
