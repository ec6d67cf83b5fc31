/// A worked example of a transposed convolution, done stamp by stamp, by hand.
package struct TransposedConvolution: Sendable, Equatable {
  package private(set) var example: TransposedConvolutionExample
  /// How many stamps have been added.
  package private(set) var count = 0

  package init(_ example: TransposedConvolutionExample = .enlarging) {
    self.example = example
  }

  package var isAtEnd: Bool { count >= example.stampCount }

  /// Adds so many stamps, or takes them off again where it is negative, as far as there are any.
  package mutating func step(by steps: Int) {
    let all = example.stampCount
    count = min(all, max(0, count + min(all, max(-all, steps))))
  }

  /// Begins anew.
  package mutating func rewind() {
    count = 0
  }

  /// Begins the other example.
  package mutating func showOther() {
    self = TransposedConvolution(example == .enlarging ? .checkerboard : .enlarging)
  }

  /// What was done last, in words.
  package var sentence: String {
    guard count > 0 else {
      let n = example.input.count
      return
        "A transposed convolution enlarges an image. Each of the \(n * n) numbers of the input "
        + "is to be multiplied with the whole kernel, and the results are added to the output."
    }
    let stamp = example.stamp(count - 1)
    let place = "row \(stamp.row + 1), column \(stamp.column + 1)"
    guard !isAtEnd else { return conclusion }
    return
      "The \(stamp.factor) of \(place) times the kernel is a stamp. It is added to the window in "
      + "brackets; where stamps overlap, they add up."
  }

  private var conclusion: String {
    example == .checkerboard
      ? "Done: some places lie under one stamp, others under two or four. The pattern of a checkerboard "
        + "shows in images; a kernel of 4 in steps of 2 covers evenly."
      : "Done: \(example.input.count)x\(example.input.count) numbers have become "
        + "\(example.outputSize)x\(example.outputSize). What a generator learns is the kernel."
  }

  /// The place of the last stamp among all: `6/16`.
  var placeText: String { "\(count)/\(example.stampCount)" }
}
