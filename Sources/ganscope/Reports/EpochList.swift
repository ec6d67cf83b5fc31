/// Numbers of epochs in words: `0 to 4, 7, 9`.
struct EpochList: CustomStringConvertible {
  private var ranges: [ClosedRange<Int>] = []

  init(_ epochs: some Sequence<Int>) {
    for epoch in Set(epochs).sorted() {
      if let last = ranges.last, last.upperBound == epoch - 1 {
        ranges[ranges.count - 1] = last.lowerBound...epoch
      } else {
        ranges.append(epoch...epoch)
      }
    }
  }

  var description: String {
    guard !ranges.isEmpty else { return "none" }
    return ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }.joined(separator: ", ")
  }
}
