internal import CKernels

/// The convolution of a batch of images with a bank of kernels (a cross-correlation, as in every
/// framework): `y[b,r,c,o] = Σ x[b, r·s + i − p, c·s + j − q, n] · k[i,j,n,o]`.
///
/// - Parameters:
///   - input: `[batch, geometry.rows.input, geometry.columns.input, inputs]`.
///   - kernel: `[height, width, inputs, outputs]`.
///   - precision: To which the operands are rounded.
///   - finish: What is done to the results on the way.
/// - Returns: `[batch, geometry.rows.output, geometry.columns.output, outputs]`.
package func convolution(
  _ input: Tensor, kernel: Tensor, geometry: ConvolutionGeometry,
  precision: Precision = .float32, finish: Finish = Finish(), using kernels: KernelSet = .chosen
) -> Tensor {
  let (inputs, outputs) = (kernel.shape[2], kernel.shape[3])
  let shape: Shape = [input.shape[0], geometry.rows.output, geometry.columns.output, outputs]
  check(input, [input.shape[0], geometry.rows.input, geometry.columns.input, inputs])
  check(kernel, [geometry.rows.kernel, geometry.columns.kernel, inputs, outputs])
  finish.check(columns: outputs)
  if let plan = WinogradPlan.forward(geometry, inputs: inputs, outputs: outputs),
    plan.pays(batch: input.shape[0], insteadOf: precision)
  {
    return WinogradConvolution(plan: plan, orientation: .plain)
      .evaluate(of: input, kernel: kernel, shape: shape, finish: finish, using: kernels)
  }
  return directConvolution(
    input, kernel: kernel, geometry: geometry, precision: precision, finish: finish, using: kernels)
}

/// The convolution by all of its products, whatever is faster.
func directConvolution(
  _ input: Tensor, kernel: Tensor, geometry: ConvolutionGeometry, precision: Precision,
  finish: Finish = Finish(), using kernels: KernelSet
) -> Tensor {
  let taps = kernel.shape[0] * kernel.shape[1]
  let outputs = kernel.shape[3]
  let shape: Shape = [input.shape[0], geometry.rows.output, geometry.columns.output, outputs]
  let (input, kernel, kernels) = kernels.operands(
    input, summedAlong: 3, kernel, summedAlong: 2, in: precision)
  let depth = kernel.shape[2]
  let strides = geometry.rows.stride * geometry.columns.stride
  if strides == 1, TapProducts.pays(taps: taps, channels: outputs) {
    // Without strides it is the gradient of a convolution with the mirrored kernel.
    return TapProducts(
      spreading: .forward(geometry, channels: outputs),
      weights: MatrixView(
        mirroredTapsAsColumns(kernel), rows: depth, columns: taps * outputs)
    ).evaluate(of: input, shape: shape, finish: finish, using: kernels)
  }
  let weights = PackedPanels(
    [MatrixView(kernel, rows: taps * depth, columns: outputs)], columns: outputs,
    width: kernels.tileColumns)
  let product = SampledProduct(
    sampling: .forward(geometry, channels: depth), right: weights)
  return SampledProduct.evaluate(
    [product], of: input, shape: shape, finish: finish, using: kernels)
}

/// The gradient of a convolution by its input, which is also the transposed convolution.
///
/// - Parameters:
///   - outputGradient: `[batch, geometry.rows.output, geometry.columns.output, outputs]`.
///   - kernel: `[height, width, inputs, outputs]`.
///   - precision: To which the operands are rounded.
///   - finish: What is done to the results on the way.
/// - Returns: `[batch, geometry.rows.input, geometry.columns.input, inputs]`.
package func convolutionInputGradient(
  _ outputGradient: Tensor, kernel: Tensor, geometry: ConvolutionGeometry,
  precision: Precision = .float32, finish: Finish = Finish(), using kernels: KernelSet = .chosen
) -> Tensor {
  let (inputs, outputs) = (kernel.shape[2], kernel.shape[3])
  let batch = outputGradient.shape[0]
  let shape: Shape = [batch, geometry.rows.input, geometry.columns.input, inputs]
  check(outputGradient, [batch, geometry.rows.output, geometry.columns.output, outputs])
  check(kernel, [geometry.rows.kernel, geometry.columns.kernel, inputs, outputs])
  finish.check(columns: inputs)
  if let plan = WinogradPlan.backward(geometry, inputs: inputs, outputs: outputs),
    plan.pays(batch: batch, insteadOf: precision)
  {
    return WinogradConvolution(plan: plan, orientation: .transposed)
      .evaluate(of: outputGradient, kernel: kernel, shape: shape, finish: finish, using: kernels)
  }
  return directInputGradient(
    outputGradient, kernel: kernel, geometry: geometry, precision: precision, finish: finish,
    using: kernels)
}

/// The gradient by the input by all of its products, whatever is faster.
func directInputGradient(
  _ outputGradient: Tensor, kernel: Tensor, geometry: ConvolutionGeometry, precision: Precision,
  finish: Finish = Finish(), using kernels: KernelSet
) -> Tensor {
  let taps = kernel.shape[0] * kernel.shape[1]
  let inputs = kernel.shape[2]
  let shape: Shape = [
    outputGradient.shape[0], geometry.rows.input, geometry.columns.input, inputs,
  ]
  let (outputGradient, kernel, kernels) = kernels.operands(
    outputGradient, summedAlong: 3, kernel, summedAlong: 3, in: precision)
  let depth = kernel.shape[3]
  if TapProducts.pays(taps: taps, channels: inputs) {
    return TapProducts(
      spreading: .backward(geometry, channels: inputs),
      weights: MatrixView(
        kernel, rows: depth, columns: taps * inputs, orientation: .transposed)
    ).evaluate(of: outputGradient, shape: shape, finish: finish, using: kernels)
  }
  let phases = Sampling.phases(geometry, channels: depth).map { phase in
    let blocks = phase.tapNumbers(kernelColumns: geometry.columns.kernel).map { tap in
      MatrixView(
        kernel, from: tap * inputs * depth, rows: depth, columns: inputs,
        orientation: .transposed)
    }
    return SampledProduct(
      sampling: phase,
      right: PackedPanels(blocks, columns: inputs, width: kernels.tileColumns))
  }
  return SampledProduct.evaluate(
    phases, of: outputGradient, shape: shape, finish: finish, using: kernels)
}

/// The gradient of a convolution by its kernel.
///
/// - Parameters:
///   - input: `[batch, geometry.rows.input, geometry.columns.input, inputs]`.
///   - outputGradient: `[batch, geometry.rows.output, geometry.columns.output, outputs]`.
///   - precision: To which the operands are rounded.
/// - Returns: `[height, width, inputs, outputs]`.
package func convolutionKernelGradient(
  input: Tensor, outputGradient: Tensor, geometry: ConvolutionGeometry,
  precision: Precision = .float32, using kernels: KernelSet = .chosen
) -> Tensor {
  let (batch, inputs, outputs) = (input.shape[0], input.shape[3], outputGradient.shape[3])
  let (rows, columns) = (geometry.rows, geometry.columns)
  check(input, [batch, rows.input, columns.input, inputs])
  check(outputGradient, [batch, rows.output, columns.output, outputs])
  let shape: Shape = [rows.kernel, columns.kernel, inputs, outputs]
  if let plan = WinogradPlan.forward(geometry, inputs: inputs, outputs: outputs),
    plan.pays(batch: batch, insteadOf: precision)
  {
    return WinogradKernelGradient(plan: plan)
      .evaluate(of: input, gradient: outputGradient, shape: shape, using: kernels)
  }
  return directKernelGradient(
    input: input, outputGradient: outputGradient, geometry: geometry, precision: precision,
    using: kernels)
}

/// The gradient by the kernel by all of its products, whatever is faster.
func directKernelGradient(
  input: Tensor, outputGradient: Tensor, geometry: ConvolutionGeometry, precision: Precision,
  using kernels: KernelSet
) -> Tensor {
  let (inputs, outputs) = (input.shape[3], outputGradient.shape[3])
  let (rows, columns) = (geometry.rows, geometry.columns)
  let shape: Shape = [rows.kernel, columns.kernel, inputs, outputs]
  let (input, outputGradient, kernels) = kernels.operands(
    input, summedAlong: 0, outputGradient, summedAlong: 0, in: precision)
  let images = input.shape[0]
  let taps = rows.kernel * columns.kernel
  if TapProducts.pays(taps: taps, channels: outputs, used: rows.stride * columns.stride) {
    // The images change places, because the channels of the output would not fill a tile's columns.
    let swapped = PixelCorrelation(
      samplings: [.backward(geometry, channels: outputs)], copiesPatches: true
    ).evaluate(
      of: outputGradient,
      with: MatrixView(input, rows: images * rows.input * columns.input, columns: inputs),
      using: kernels)
    return columnsAsTaps(swapped, shape: shape)
  }
  let copiesPatches = inputs < 12
  let samplings =
    copiesPatches
    ? [Sampling.forward(geometry, channels: inputs)]
    : (0..<rows.kernel).map { .forward(geometry, kernelRow: $0, channels: inputs) }
  return PixelCorrelation(samplings: samplings, copiesPatches: copiesPatches).evaluate(
    of: input,
    with: MatrixView(
      outputGradient, rows: images * rows.output * columns.output, columns: outputs),
    using: kernels
  ).reshaped(to: shape)
}

private func check(_ tensor: Tensor, _ shape: Shape) {
  precondition(tensor.shape == shape, "\(tensor.shape) where the convolution needs \(shape)")
}

/// A kernel `[height, width, inputs, outputs]` as `[inputs, height, width, outputs]`, turned round by
/// 180°.
private func mirroredTapsAsColumns(_ kernel: Tensor) -> Tensor {
  let taps = kernel.shape[0] * kernel.shape[1]
  let (inputs, outputs) = (kernel.shape[2], kernel.shape[3])
  var result = Tensor(uninitialized: [inputs, kernel.shape[0], kernel.shape[1], outputs])
  unsafe result.withUnsafeMutablePointer { result in
    unsafe kernel.withUnsafePointer { kernel in
      for tap in 0..<taps {
        // Safe because each tap fills its own columns of all rows.
        unsafe ganscope_pack(
          kernel + tap * inputs * outputs, inputs, outputs, outputs, 1,
          result + (taps - 1 - tap) * outputs, taps * outputs, outputs)
      }
    }
  }
  return result
}

/// `[height · width · outputs, inputs]` as a kernel `[height, width, inputs, outputs]`.
private func columnsAsTaps(_ swapped: Tensor, shape: Shape) -> Tensor {
  let (taps, inputs, outputs) = (shape[0] * shape[1], shape[2], shape[3])
  var result = Tensor(uninitialized: shape)
  unsafe result.withUnsafeMutablePointer { result in
    unsafe swapped.withUnsafePointer { swapped in
      for tap in 0..<taps {
        // Safe because each tap is one block of either tensor.
        unsafe ganscope_pack(
          swapped + tap * inputs * outputs, inputs, outputs, 1, inputs,
          result + tap * inputs * outputs, outputs, outputs)
      }
    }
  }
  return result
}
