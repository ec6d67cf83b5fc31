internal import CKernels

extension Tensor {
  /// Slots of 32 bits in the place of floats, each with two neighbours along an axis, rounded to
  /// bfloat16: positions `2i` and `2i + 1` in slot `i`, the first in the lower half.
  ///
  /// An odd last position is paired with zero. The slots are no floats and only make sense to the
  /// kernels for bfloat16.
  func bfloat16Pairs(along axis: Int) -> Tensor {
    let length = shape[axis]
    var extents = shape.extents
    extents[axis] = (length + 1) / 2
    var slots = Tensor(uninitialized: Shape(extents))
    let inner = extents[(axis + 1)...].reduce(1, *)
    unsafe slots.withUnsafeMutablePointer { slots in
      unsafe withUnsafePointer { source in
        // Safe because the pieces of work fill different slots from within this tensor.
        nonisolated(unsafe) let (slots, source) = unsafe (slots, source)
        if length == 1 {
          Chunks.run(count: count) { piece in
            unsafe ganscope_pair_arrays(
              slots + piece.lowerBound, source + piece.lowerBound, nil, piece.count)
          }
        } else if inner == 1 {
          unsafe Self.pairNeighbors(slots, source, count: count, length: length)
        } else {
          unsafe Self.pairRows(slots, source, count: count, length: length, width: inner)
        }
      }
    }
    return slots
  }

  /// Pairs within rows of `length` floats.
  private static func pairNeighbors(
    _ slots: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, count: Int, length: Int
  ) {
    // Safe for the same reason.
    nonisolated(unsafe) let (slots, source) = unsafe (slots, source)
    guard length % 2 == 0 else {
      Chunks.run(rows: count / length, columns: length) { rows in
        unsafe ganscope_pair_neighbors(
          slots + rows.lowerBound * ((length + 1) / 2), source + rows.lowerBound * length,
          rows.count, length)
      }
      return
    }
    // Rows of even length make one row without gaps. A piece begins at an even place of it.
    Chunks.run(count: count) { piece in
      unsafe ganscope_pair_neighbors(
        slots + piece.lowerBound / 2, source + piece.lowerBound, 1, piece.count)
    }
  }

  /// Pairs within groups of `length` rows that are `width` floats wide.
  private static func pairRows(
    _ slots: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, count: Int, length: Int,
    width: Int
  ) {
    // Safe for the same reason.
    nonisolated(unsafe) let (slots, source) = unsafe (slots, source)
    guard count > 0 else { return }
    let pairs = (length + 1) / 2
    Chunks.run(rows: count / (length * width) * pairs, columns: width) { slotRows in
      for slotRow in slotRows {
        let (group, pair) = slotRow.quotientAndRemainder(dividingBy: pairs)
        let first = unsafe source + (group * length + 2 * pair) * width
        let isAlone = 2 * pair + 1 == length
        unsafe ganscope_pair_arrays(
          slots + slotRow * width, first, isAlone ? nil : first + width, width)
      }
    }
  }
}
