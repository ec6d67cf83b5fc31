internal import Configuration
package import Tensors

/// The kernel size, strides and padding of a convolution layer.
package struct ConvolutionWindow: Sendable, Hashable, CustomStringConvertible {
  package var height: Int
  package var width: Int
  package var rowStride: Int
  package var columnStride: Int
  package var padding: Padding

  package init(
    height: Int, width: Int, rowStride: Int = 1, columnStride: Int = 1, padding: Padding
  ) {
    precondition(min(height, width, rowStride, columnStride) > 0)
    self.height = height
    self.width = width
    self.rowStride = rowStride
    self.columnStride = columnStride
    self.padding = padding
  }

  /// The same extents along both axes.
  package init(size: Int, stride: Int = 1, padding: Padding) {
    self.init(
      height: size, width: size, rowStride: stride, columnStride: stride, padding: padding)
  }

  var area: Int { height * width }

  /// For example `5×5, stride 2, same`.
  package var description: String {
    let stride = rowStride == columnStride ? "\(rowStride)" : "\(rowStride)×\(columnStride)"
    return "\(height)×\(width), stride \(stride), \(padding.rawValue)"
  }

  func geometry(convolvingRows rows: Int, columns: Int) -> ConvolutionGeometry {
    ConvolutionGeometry(
      rows: .init(convolving: rows, kernel: height, stride: rowStride, padding: padding),
      columns: .init(convolving: columns, kernel: width, stride: columnStride, padding: padding))
  }

  func geometry(transposingRows rows: Int, columns: Int) -> ConvolutionGeometry {
    ConvolutionGeometry(
      rows: .init(transposing: rows, kernel: height, stride: rowStride, padding: padding),
      columns: .init(transposing: columns, kernel: width, stride: columnStride, padding: padding))
  }
}

extension ConvolutionWindow {
  /// Reads `kernel = [height, width]`, `strides = [rows, columns]` and `padding`.
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    let kernel = try reader.integers("kernel", in: 1...64, count: 2)
    let strides = try reader.integers("strides", in: 1...64, count: 2)
    self.init(
      height: kernel[0], width: kernel[1], rowStride: strides[0], columnStride: strides[1],
      padding: try reader.choice("padding"))
  }
}
