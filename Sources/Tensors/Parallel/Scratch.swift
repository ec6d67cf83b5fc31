/// Working memory of one worker for one tile, handed out from front to back.
@safe struct Scratch {
  private var next: UnsafeMutableRawPointer
  private let end: UnsafeMutableRawPointer

  init(_ block: AlignedBlock) {
    unsafe next = UnsafeMutableRawPointer(block.pointer)
    unsafe end = next + block.capacity * MemoryLayout<Float>.stride
  }

  /// The floats that a scratch needs to hold `floats` floats and tables of `pointers` pointers, in
  /// `pieces` pieces altogether.
  static func size(floats: Int, pointers: Int, pieces: Int) -> Int {
    floats + 2 * pointers + 16 * pieces
  }

  mutating func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    unsafe take(count, of: Float.self)
  }

  /// Room for the addresses of places to read.
  mutating func sources(_ count: Int) -> UnsafeMutablePointer<UnsafePointer<Float>> {
    unsafe take(count, of: UnsafePointer<Float>.self)
  }

  /// Room for the addresses of places to write.
  mutating func results(_ count: Int) -> UnsafeMutablePointer<UnsafeMutablePointer<Float>> {
    unsafe take(count, of: UnsafeMutablePointer<Float>.self)
  }

  // Safe because the types are trivial, the pieces do not overlap, and the end is checked.
  private mutating func take<Element: BitwiseCopyable>(
    _ count: Int, of type: Element.Type
  ) -> UnsafeMutablePointer<Element> {
    let bytes = (count * MemoryLayout<Element>.stride + 63) & ~63
    precondition(unsafe next + bytes <= end, "the scratch memory is too small")
    defer { unsafe next += bytes }
    return unsafe next.bindMemory(to: type, capacity: count)
  }
}
