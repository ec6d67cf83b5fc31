/// A transposed convolution of whole numbers that is small enough to be done by hand.
///
/// Each number of the input is multiplied with the whole kernel, which gives a stamp; stamp (i, j) is
/// added to the output from row `stride · i` and column `stride · j` on, and where stamps overlap they
/// add up: `output[stride·i + a][stride·j + b] += input[i][j] · kernel[a][b]` (Dumoulin and Visin, "A
/// guide to convolution arithmetic for deep learning", 2016). There is no padding, so n numbers become
/// `stride · (n − 1) + k`.
package struct TransposedConvolutionExample: Sendable, Equatable {
  package let title: String
  /// Rows from the top; square.
  package let input: [[Int]]
  package let kernel: [[Int]]
  package let stride: Int

  /// 4×4 become 6×6 under a 3×3 kernel.
  package static let enlarging = TransposedConvolutionExample(
    title: "4x4 to 6x6", input: [[1, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1], [1, 1, 3, 0]],
    kernel: [[1, 2, 1], [0, 1, 0], [2, 1, 3]], stride: 1)

  /// 3×3 ones become 7×7 under a kernel of ones in steps of two, so each number of the output counts how
  /// many stamps it lies under: a checkerboard, for three is no multiple of two (Odena, Dumoulin and
  /// Olah, "Deconvolution and checkerboard artifacts", 2016).
  package static let checkerboard = TransposedConvolutionExample(
    title: "3x3 to 7x7 in steps of 2", input: Array(repeating: [1, 1, 1], count: 3),
    kernel: Array(repeating: [1, 1, 1], count: 3), stride: 2)

  /// One number of the input, and where its stamp goes.
  package struct Stamp: Sendable, Equatable {
    package let row: Int
    package let column: Int
    /// The first row and column of the output under the stamp.
    package let outputRow: Int
    package let outputColumn: Int
    package let factor: Int
    /// The kernel times the number.
    package let values: [[Int]]
  }

  /// The number of stamps, one for each number of the input.
  package var stampCount: Int { input.count * input.count }

  package var outputSize: Int { stride * (input.count - 1) + kernel.count }

  /// A stamp by its place, row by row from the left.
  package func stamp(_ index: Int) -> Stamp {
    let (row, column) = index.quotientAndRemainder(dividingBy: input.count)
    let factor = input[row][column]
    return Stamp(
      row: row, column: column, outputRow: stride * row, outputColumn: stride * column,
      factor: factor, values: kernel.map { $0.map { factor * $0 } })
  }

  /// The output after the first stamps have been added.
  package func output(after count: Int) -> [[Int]] {
    var output = Array(repeating: Array(repeating: 0, count: outputSize), count: outputSize)
    for index in 0..<min(count, stampCount) {
      let stamp = stamp(index)
      for (a, values) in stamp.values.enumerated() {
        for (b, value) in values.enumerated() {
          output[stamp.outputRow + a][stamp.outputColumn + b] += value
        }
      }
    }
    return output
  }
}
