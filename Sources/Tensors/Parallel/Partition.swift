/// A range cut into parts whose lengths differ by one at most.
struct Partition: Sendable, RandomAccessCollection {
  /// The length of the whole.
  let length: Int
  /// The number of parts.
  let count: Int

  init(_ length: Int, parts: Int) {
    self.length = length
    count = Swift.min(parts, length)
  }

  /// As few parts as possible, none longer than `longest`.
  init(_ length: Int, longest: Int) {
    self.init(length, parts: (length + longest - 1) / longest)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(part: Int) -> Range<Int> {
    length * part / count..<length * (part + 1) / count
  }

  /// The length of the longest part.
  var longest: Int { count == 0 ? 0 : (length + count - 1) / count }
}
