/// The extent of each axis of a tensor, outermost first.
///
/// Images are `[batch, row, column, channel]`, matrices `[row, column]`.
package struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  package let extents: [Int]

  package init(_ extents: [Int]) {
    precondition(extents.allSatisfy { $0 >= 0 }, "an axis cannot have a negative extent")
    self.extents = extents
  }

  package init(arrayLiteral extents: Int...) {
    self.init(extents)
  }

  /// The number of axes.
  package var rank: Int { extents.count }

  /// The number of scalars: the product of all extents.
  package var count: Int { extents.reduce(1, *) }

  package subscript(axis: Int) -> Int { extents[axis] }

  /// This shape behind one more axis, the outermost: one sample's shape → a batch's.
  package func batched(_ batch: Int) -> Shape { Shape([batch] + extents) }

  /// This shape without its outermost axis: a batch's shape → one sample's.
  package var sample: Shape { Shape(Array(extents.dropFirst())) }

  /// For example `28×28×1`.
  package var description: String {
    extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "×")
  }
}
