package import Configuration
package import Tensors

/// Every setting of a layer, from which it is built once the shape of its input is known.
package protocol LayerDescription: Sendable {
  /// Reads every setting from a table of a recipe, which may hold no other key than these.
  init(reading reader: SettingsReader) throws(ConfigurationError)

  /// Builds the layer with fresh weights for input samples of one shape.
  ///
  /// - Throws: an error without a layer number if the input does not fit; the network adds it.
  func makeLayer(input: Shape, random: inout RandomStream) throws(ShapeError) -> any Layer
}

/// A layer that does not fit to the shape of its input.
package struct ShapeError: Error, Hashable, CustomStringConvertible {
  /// The layer's number in its network, the first being 0.
  package var number: Int?
  package let kind: String
  package let problem: String

  package init(kind: String, problem: String) {
    self.kind = kind
    self.problem = problem
  }

  /// For example `layer 5 (conv2d): needs images [row, column, channel], got 784`.
  package var description: String {
    "layer\(number.map { " \($0)" } ?? "") (\(kind)): \(problem)"
  }
}

extension Shape {
  /// This shape as one of images, `[row, column, channel]`.
  func asImage(for kind: String) throws(ShapeError) -> (rows: Int, columns: Int, channels: Int) {
    guard rank == 3 else {
      throw ShapeError(
        kind: kind, problem: "needs images [row, column, channel], got \(self)")
    }
    return (self[0], self[1], self[2])
  }

  /// This shape, unless it has more scalars than any sensible layer: an error, before memory for
  /// them is asked for.
  func bounded(as what: String, of kind: String) throws(ShapeError) -> Shape {
    let limit = 1 << 28
    var count = 1
    for extent in extents {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard !overflows, product <= limit else {
        throw ShapeError(
          kind: kind, problem: "its \(what), \(self), has more than \(limit) values")
      }
      count = product
    }
    return self
  }
}
