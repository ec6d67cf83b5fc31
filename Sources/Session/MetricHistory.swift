/// Every batch's metrics of a run, in order.
///
/// Appending to a history that a snapshot still shares copies at most one chunk, so a trainer can
/// publish the whole history after every batch.
package struct MetricHistory: Sendable, Equatable, RandomAccessCollection {
  private static let chunkSize = 1024

  private var sealed: [[BatchMetrics]] = []
  private var tail: [BatchMetrics] = []

  package init() {}

  package init(_ metrics: some Sequence<BatchMetrics>) {
    for batch in metrics { append(batch) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { sealed.count * Self.chunkSize + tail.count }

  package subscript(index: Int) -> BatchMetrics {
    let (chunk, offset) = index.quotientAndRemainder(dividingBy: Self.chunkSize)
    return chunk < sealed.count ? sealed[chunk][offset] : tail[offset]
  }

  package mutating func replace(_ metrics: BatchMetrics, at index: Int) {
    let (chunk, offset) = index.quotientAndRemainder(dividingBy: Self.chunkSize)
    if chunk < sealed.count {
      sealed[chunk][offset] = metrics
    } else {
      tail[offset] = metrics
    }
  }

  package mutating func append(_ metrics: BatchMetrics) {
    tail.append(metrics)
    guard tail.count == Self.chunkSize else { return }
    sealed.append(tail)
    tail.removeAll(keepingCapacity: false)
  }
}
