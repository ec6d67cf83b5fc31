internal import CKernels

extension Tensor {
  /// The extent of the last axis: the columns when this tensor is taken as a matrix.
  var columnCount: Int { shape.rank == 0 ? 1 : shape[shape.rank - 1] }

  /// The product of all axes but the last: the rows when this tensor is taken as a matrix.
  var rowCount: Int { shape.rank == 0 ? 1 : shape.extents.dropLast().reduce(1, *) }

  /// Adds one number per column to every row, in place: `y[…, c] += bias[c]`.
  package mutating func addToRows(_ bias: Tensor) {
    let (rows, columns) = (rowCount, columnCount)
    precondition(bias.count == columns, "\(bias.shape) does not fit the rows of \(shape)")
    unsafe withUnsafeMutablePointer { start in
      unsafe bias.withUnsafePointer { bias in
        // Safe because the pieces are of different rows.
        nonisolated(unsafe) let (start, bias) = unsafe (start, bias)
        Chunks.run(rows: rows, columns: columns) { piece in
          unsafe ganscope_add_to_rows(
            start + piece.lowerBound * columns, bias, piece.count, columns)
        }
      }
    }
  }

  /// The samples `range` of a batch: a copy of those rows of the outermost axis.
  package func samples(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape[0])
    let size = shape.sample.count
    var result = Tensor(uninitialized: shape.sample.batched(range.count))
    unsafe result.withUnsafeMutableBufferPointer { result in
      unsafe withUnsafeBufferPointer { scalars in
        _ = unsafe result.update(
          fromContentsOf: scalars[range.lowerBound * size..<range.upperBound * size])
      }
    }
    return result
  }

  /// The samples at some places of a batch, in their order; a sample may come more than once.
  package func samples(at places: [Int]) -> Tensor {
    let size = shape.sample.count
    var result = Tensor(uninitialized: shape.sample.batched(places.count))
    unsafe result.withUnsafeMutableBufferPointer { result in
      unsafe withUnsafeBufferPointer { scalars in
        for (number, place) in places.enumerated() {
          precondition(place >= 0 && place < shape[0], "no sample has the place \(place)")
          _ = unsafe result[(number * size)...].update(
            fromContentsOf: scalars[place * size..<(place + 1) * size])
        }
      }
    }
    return result
  }

  /// Multiplies each sample of a batch by a number of its own, in place.
  package mutating func scaleSamples(by factors: [Float]) {
    precondition(factors.count == shape[0])
    let size = shape.sample.count
    unsafe withUnsafeMutableBufferPointer { scalars in
      for (sample, factor) in factors.enumerated() {
        for index in sample * size..<(sample + 1) * size { unsafe scalars[index] *= factor }
      }
    }
  }
}
