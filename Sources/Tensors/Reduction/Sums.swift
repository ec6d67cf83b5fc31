internal import CKernels

extension Tensor {
  /// The sum of all scalars, added up in double precision piece by piece.
  package func sum() -> Double {
    unsafe sumOfPieces { start, count in unsafe ganscope_sum(start, count) }
  }

  /// The sum of the squares of all scalars, added up in double precision piece by piece.
  package func sumOfSquares() -> Double {
    unsafe sumOfPieces { start, count in unsafe ganscope_square_sum(start, count) }
  }

  /// The sum of the squares of each sample of a batch, added up in double precision block by block.
  package func sampleSquareSums() -> [Double] {
    let (batch, size) = (shape[0], shape.sample.count)
    var sums = [Double](repeating: 0, count: batch)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe withUnsafePointer { start in
        // Safe because each worker writes the sum of its own sample.
        nonisolated(unsafe) let (start, sums) = unsafe (start, sums)
        Workers.run(tiles: batch) { sample in
          unsafe sums[sample] = ganscope_square_sum(start + sample * size, size)
        }
      }
    }
    return sums
  }

  /// The mean of all scalars; 0 where there are none.
  package func mean() -> Double { count == 0 ? 0 : sum() / Double(count) }

  private func sumOfPieces(
    _ loop: @Sendable (UnsafePointer<Float>, Int) -> Double
  ) -> Double {
    var sums = [Double](repeating: 0, count: (count + Chunks.size - 1) / Chunks.size)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe withUnsafePointer { start in
        // Safe because each piece writes the sum of its own number.
        nonisolated(unsafe) let (start, sums) = unsafe (start, sums)
        Chunks.run(count: count) { piece in
          unsafe sums[piece.lowerBound / Chunks.size] = loop(
            start + piece.lowerBound, piece.count)
        }
      }
    }
    return sums.reduce(0, +)
  }
}
