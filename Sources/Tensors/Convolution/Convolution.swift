/// The convolution of a batch of images with a bank of kernels (a cross-correlation, as in every
/// framework): `y[b,r,c,o] = Σ x[b, r·s + i − p, c·s + j − q, n] · k[i,j,n,o]`.
///
/// - Parameters:
///   - input: `[batch, geometry.rows.input, geometry.columns.input, inputs]`.
///   - kernel: `[height, width, inputs, outputs]`.
/// - Returns: `[batch, geometry.rows.output, geometry.columns.output, outputs]`.
package func convolution(
  _ input: Tensor, kernel: Tensor, geometry: ConvolutionGeometry
) -> Tensor {
  let (batch, inputs, outputs) = (input.shape[0], kernel.shape[2], kernel.shape[3])
  var y = [Float](
    repeating: 0, count: batch * geometry.rows.output * geometry.columns.output * outputs)
  let (x, k) = (input.scalars, kernel.scalars)
  forEachTap(batch: batch, geometry: geometry) { small, large, tap in
    for n in 0..<inputs {
      for o in 0..<outputs {
        y[small * outputs + o] += x[large * inputs + n] * k[(tap * inputs + n) * outputs + o]
      }
    }
  }
  return Tensor(
    [batch, geometry.rows.output, geometry.columns.output, outputs], scalars: y)
}

/// The gradient of a convolution by its input, which is also the transposed convolution.
///
/// - Parameters:
///   - outputGradient: `[batch, geometry.rows.output, geometry.columns.output, outputs]`.
///   - kernel: `[height, width, inputs, outputs]`.
/// - Returns: `[batch, geometry.rows.input, geometry.columns.input, inputs]`.
package func convolutionInputGradient(
  _ outputGradient: Tensor, kernel: Tensor, geometry: ConvolutionGeometry
) -> Tensor {
  let (batch, inputs, outputs) = (outputGradient.shape[0], kernel.shape[2], kernel.shape[3])
  var x = [Float](
    repeating: 0, count: batch * geometry.rows.input * geometry.columns.input * inputs)
  let (y, k) = (outputGradient.scalars, kernel.scalars)
  forEachTap(batch: batch, geometry: geometry) { small, large, tap in
    for n in 0..<inputs {
      for o in 0..<outputs {
        x[large * inputs + n] += y[small * outputs + o] * k[(tap * inputs + n) * outputs + o]
      }
    }
  }
  return Tensor([batch, geometry.rows.input, geometry.columns.input, inputs], scalars: x)
}

/// The gradient of a convolution by its kernel.
///
/// - Parameters:
///   - input: `[batch, geometry.rows.input, geometry.columns.input, inputs]`.
///   - outputGradient: `[batch, geometry.rows.output, geometry.columns.output, outputs]`.
/// - Returns: `[height, width, inputs, outputs]`.
package func convolutionKernelGradient(
  input: Tensor, outputGradient: Tensor, geometry: ConvolutionGeometry
) -> Tensor {
  let (batch, inputs, outputs) = (input.shape[0], input.shape[3], outputGradient.shape[3])
  var k = [Float](
    repeating: 0, count: geometry.rows.kernel * geometry.columns.kernel * inputs * outputs)
  let (x, y) = (input.scalars, outputGradient.scalars)
  forEachTap(batch: batch, geometry: geometry) { small, large, tap in
    for n in 0..<inputs {
      for o in 0..<outputs {
        k[(tap * inputs + n) * outputs + o] += x[large * inputs + n] * y[small * outputs + o]
      }
    }
  }
  return Tensor(
    [geometry.rows.kernel, geometry.columns.kernel, inputs, outputs], scalars: k)
}

/// Visits each pair of an output pixel and an input pixel that one kernel tap connects.
private func forEachTap(
  batch: Int, geometry: ConvolutionGeometry, _ body: (Int, Int, Int) -> Void
) {
  let (rows, columns) = (geometry.rows, geometry.columns)
  for image in 0..<batch {
    for row in 0..<rows.output {
      for column in 0..<columns.output {
        for i in 0..<rows.kernel {
          for j in 0..<columns.kernel {
            let r = row * rows.stride - rows.padBefore + i
            let c = column * columns.stride - columns.padBefore + j
            guard r >= 0, r < rows.input, c >= 0, c < columns.input else { continue }
            body(
              (image * rows.output + row) * columns.output + column,
              (image * rows.input + r) * columns.input + c, i * columns.kernel + j)
          }
        }
      }
    }
  }
}
