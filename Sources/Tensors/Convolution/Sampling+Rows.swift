internal import CKernels

extension Sampling {
  private static let pointersAhead = Int(GANSCOPE_PIXELS_AHEAD)

  /// The room that a table of pointers takes, with those behind its end that a kernel may look at.
  static func pointerCount(_ pointers: Int) -> Int { pointers + pointersAhead }

  /// For each tap and each of the targets the address of the source pixel, or of the zeros.
  func point(
    at source: Tensor, zeros: Tensor, targets: Range<Int>,
    into pointers: UnsafeMutablePointer<UnsafePointer<Float>>
  ) {
    unsafe source.withUnsafePointer { source in
      unsafe zeros.withUnsafePointer { zeros in
        unsafe point(at: source, zeros: zeros, targets: targets, into: pointers)
      }
    }
  }

  /// What the taps of some targets see, as the left operand of a kernel.
  ///
  /// For each tap it is one pointer a target to the channels of a pixel or to zeros; or, copying,
  /// one pointer a target to the channels of all taps in a row. The pointers are valid as long as
  /// the scratch memory, the source and the zeros.
  func rowsSeen(
    from targets: Range<Int>, of source: Tensor, zeros: Tensor, copying: Bool,
    scratch: inout Scratch
  ) -> UnsafeMutablePointer<UnsafePointer<Float>> {
    guard copying else {
      let pointers = unsafe scratch.sources(Self.pointerCount(tapCount * targets.count))
      unsafe point(at: source, zeros: zeros, targets: targets, into: pointers)
      unsafe zeros.withUnsafePointer {
        unsafe (pointers + tapCount * targets.count).update(
          repeating: $0, count: Self.pointersAhead)
      }
      return unsafe pointers
    }
    let length = tapCount * channels
    let pointers = unsafe scratch.sources(Self.pointerCount(targets.count))
    let lines = unsafe scratch.floats(patchScratch)
    let patches = unsafe scratch.floats(targets.count * length + Self.floatsBehind)
    unsafe copyPatches(
      of: source, targets: targets, scratch: lines, into: patches, stride: length)
    for index in 0..<targets.count {
      unsafe pointers[index] = UnsafePointer(patches + index * length)
    }
    unsafe (pointers + targets.count).update(repeating: patches, count: Self.pointersAhead)
    return unsafe pointers
  }
}
