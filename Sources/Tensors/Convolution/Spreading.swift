internal import CKernels

/// To which pixels of a target image each pixel of a source image adds something: the other way
/// round from `Sampling`, and without gaps.
///
/// Along either axis tap `t` of source pixel `p` adds to target pixel `p · stride + t − padding`, if
/// there is one.
@safe struct Spreading: Sendable {
  private let table: ganscope_spreading

  /// From output pixels to input pixels.
  static func backward(_ geometry: ConvolutionGeometry, channels: Int) -> Spreading {
    let (rows, columns) = (geometry.rows, geometry.columns)
    return Spreading(
      table: ganscope_spreading(
        source_rows: rows.output, source_columns: columns.output, target_rows: rows.input,
        target_columns: columns.input, row_taps: rows.kernel, column_taps: columns.kernel,
        row_stride: rows.stride, column_stride: columns.stride, row_padding: rows.padBefore,
        column_padding: columns.padBefore, channels: channels))
  }

  /// From input pixels to output pixels, by the taps in reverse order; for strides of 1.
  static func forward(_ geometry: ConvolutionGeometry, channels: Int) -> Spreading {
    let (rows, columns) = (geometry.rows, geometry.columns)
    precondition(rows.stride * columns.stride == 1)
    return Spreading(
      table: ganscope_spreading(
        source_rows: rows.input, source_columns: columns.input, target_rows: rows.output,
        target_columns: columns.output, row_taps: rows.kernel, column_taps: columns.kernel,
        row_stride: 1, column_stride: 1, row_padding: rows.kernel - 1 - rows.padBefore,
        column_padding: columns.kernel - 1 - columns.padBefore, channels: channels))
  }

  /// The pixels of a source image.
  var sourceCount: Int { table.source_rows * table.source_columns }

  /// The floats that `sumTaps` works with.
  var scratch: Int {
    unsafe withUnsafePointer(to: table) { unsafe ganscope_sum_taps_scratch($0) }
  }

  /// For each target pixel of one image the sum of all that is added to it.
  ///
  /// - Parameter products: For each source pixel one scalar a tap and channel; room for
  ///   `Sampling.floatsBehind` more.
  /// - Parameter scratch: Room for `scratch` floats.
  func sumTaps(
    of products: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>,
    into result: UnsafeMutablePointer<Float>
  ) {
    // Safe because the caller gives a whole image of each and the room.
    unsafe withUnsafePointer(to: table) {
      unsafe ganscope_sum_taps($0, products, scratch, result)
    }
  }
}
