/// Single results of a convolution and of its gradients, summed in double precision term by term.
struct DoublePrecisionSums {
  private let rows: [Connection]
  private let columns: [Connection]
  private let input, kernel, outputGradient: Tensor
  private let x, k, y: [Float]

  /// Along one image axis: the output position that sees an input position with a tap.
  private struct Connection {
    let input, output, tap: Int

    static func all(_ axis: ConvolutionGeometry.Axis) -> [Connection] {
      (0..<axis.output).flatMap { output in
        (0..<axis.kernel).compactMap { tap in
          let input = output * axis.stride - axis.padBefore + tap
          guard (0..<axis.input).contains(input) else { return nil }
          return Connection(input: input, output: output, tap: tap)
        }
      }
    }
  }

  init(input: Tensor, kernel: Tensor, outputGradient: Tensor, geometry: ConvolutionGeometry) {
    (rows, columns) = (Connection.all(geometry.rows), Connection.all(geometry.columns))
    (self.input, self.kernel, self.outputGradient) = (input, kernel, outputGradient)
    (x, k, y) = (input.scalars, kernel.scalars, outputGradient.scalars)
  }

  /// `Σ x[b, r·s + i − p, c·s + j − q, n] · k[i, j, n, o]`, the result's place in row-major order.
  func output(at place: Int) -> Double {
    let at = indices(of: place, in: outputGradient.shape)
    return sum(rows.filter { $0.output == at.1 }, columns.filter { $0.output == at.2 }) {
      row, column in
      products(
        kernel.shape[2], x, from: offset((at.0, row.input, column.input, 0), in: input.shape),
        k, from: offset((row.tap, column.tap, 0, at.3), in: kernel.shape), step: kernel.shape[3])
    }
  }

  /// `Σ y[b, r, c, o] · k[i, j, n, o]` over all outputs that see the input.
  func inputGradient(at place: Int) -> Double {
    let at = indices(of: place, in: input.shape)
    return sum(rows.filter { $0.input == at.1 }, columns.filter { $0.input == at.2 }) {
      row, column in
      products(
        kernel.shape[3], y,
        from: offset((at.0, row.output, column.output, 0), in: outputGradient.shape),
        k, from: offset((row.tap, column.tap, at.3, 0), in: kernel.shape), step: 1)
    }
  }

  /// `Σ x[b, r·s + i − p, c·s + j − q, n] · y[b, r, c, o]` over all images and outputs.
  func kernelGradient(at place: Int) -> Double {
    let at = indices(of: place, in: kernel.shape)
    return sum(rows.filter { $0.tap == at.0 }, columns.filter { $0.tap == at.1 }) {
      row, column in
      var sum = 0.0
      for image in 0..<input.shape[0] {
        sum +=
          Double(x[offset((image, row.input, column.input, at.2), in: input.shape)])
          * Double(y[offset((image, row.output, column.output, at.3), in: outputGradient.shape)])
      }
      return sum
    }
  }

  private func sum(
    _ rows: [Connection], _ columns: [Connection], _ term: (Connection, Connection) -> Double
  ) -> Double {
    var sum = 0.0
    for row in rows {
      for column in columns { sum += term(row, column) }
    }
    return sum
  }

  /// `Σ left[first + i] · right[second + i · step]`.
  private func products(
    _ count: Int, _ left: [Float], from first: Int, _ right: [Float], from second: Int, step: Int
  ) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += Double(left[first + i]) * Double(right[second + i * step]) }
    return sum
  }
}

/// The place in row-major order of four indices.
private func offset(_ at: (Int, Int, Int, Int), in shape: Shape) -> Int {
  ((at.0 * shape[1] + at.1) * shape[2] + at.2) * shape[3] + at.3
}

/// The four indices of a place in row-major order.
private func indices(of place: Int, in shape: Shape) -> (Int, Int, Int, Int) {
  let (rest, last) = place.quotientAndRemainder(dividingBy: shape[3])
  let (image, column) = rest.quotientAndRemainder(dividingBy: shape[2])
  return (image / shape[1], image % shape[1], column, last)
}
