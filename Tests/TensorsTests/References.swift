import Tensors

/// Sums of products in `Double`, term by term: what the kernels are compared with.
func matrixProductReference(
  _ left: Tensor, _ leftOrientation: Orientation, _ right: Tensor, _ rightOrientation: Orientation
) -> [Double] {
  let m = left.shape[leftOrientation == .plain ? 0 : 1]
  let k = left.shape[leftOrientation == .plain ? 1 : 0]
  let n = right.shape[rightOrientation == .plain ? 1 : 0]
  let (a, b) = (left.scalars.map(Double.init), right.scalars.map(Double.init))
  var c = [Double](repeating: 0, count: m * n)
  for i in 0..<m {
    for l in 0..<k {
      let x = leftOrientation == .plain ? a[i * k + l] : a[l * m + i]
      for j in 0..<n {
        c[i * n + j] += x * (rightOrientation == .plain ? b[l * n + j] : b[j * k + l])
      }
    }
  }
  return c
}

func convolutionReference(
  _ input: Tensor, kernel: Tensor, geometry: ConvolutionGeometry
) -> [Double] {
  let (batch, inputs, outputs) = (input.shape[0], kernel.shape[2], kernel.shape[3])
  var y = [Double](
    repeating: 0, count: batch * geometry.rows.output * geometry.columns.output * outputs)
  let (x, k) = (input.scalars.map(Double.init), kernel.scalars.map(Double.init))
  forEachTap(batch: batch, geometry: geometry) { small, large, tap in
    for n in 0..<inputs {
      for o in 0..<outputs {
        y[small * outputs + o] += x[large * inputs + n] * k[(tap * inputs + n) * outputs + o]
      }
    }
  }
  return y
}

func convolutionInputGradientReference(
  _ outputGradient: Tensor, kernel: Tensor, geometry: ConvolutionGeometry
) -> [Double] {
  let (batch, inputs, outputs) = (outputGradient.shape[0], kernel.shape[2], kernel.shape[3])
  var x = [Double](
    repeating: 0, count: batch * geometry.rows.input * geometry.columns.input * inputs)
  let (y, k) = (outputGradient.scalars.map(Double.init), kernel.scalars.map(Double.init))
  forEachTap(batch: batch, geometry: geometry) { small, large, tap in
    for n in 0..<inputs {
      for o in 0..<outputs {
        x[large * inputs + n] += y[small * outputs + o] * k[(tap * inputs + n) * outputs + o]
      }
    }
  }
  return x
}

func convolutionKernelGradientReference(
  input: Tensor, outputGradient: Tensor, geometry: ConvolutionGeometry
) -> [Double] {
  let (batch, inputs, outputs) = (input.shape[0], input.shape[3], outputGradient.shape[3])
  var k = [Double](
    repeating: 0, count: geometry.rows.kernel * geometry.columns.kernel * inputs * outputs)
  let (x, y) = (input.scalars.map(Double.init), outputGradient.scalars.map(Double.init))
  forEachTap(batch: batch, geometry: geometry) { small, large, tap in
    for n in 0..<inputs {
      for o in 0..<outputs {
        k[(tap * inputs + n) * outputs + o] += x[large * inputs + n] * y[small * outputs + o]
      }
    }
  }
  return k
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

/// The largest difference, relative to the root of the number of terms that are summed.
///
/// With scalars in ±1, a sum of `terms` products has about that size, and each of its additions
/// rounds by at most 2⁻²⁴ of it.
func error(_ result: Tensor, _ reference: [Double], terms: Int) -> Double {
  guard result.count == reference.count else { return .infinity }
  let largest = zip(result.scalars, reference).map { abs(Double($0) - $1) }.max() ?? 0
  return largest / Double(max(terms, 1)).squareRoot()
}

/// Scalars in ±1 that are the same for the same shape and seed.
func scattered(_ shape: Shape, seed: UInt64 = 1) -> Tensor {
  var state = seed &* 0x9E37_79B9_7F4A_7C15
  let scalars = (0..<shape.count).map { _ -> Float in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
  }
  return Tensor(shape, scalars: scalars)
}
