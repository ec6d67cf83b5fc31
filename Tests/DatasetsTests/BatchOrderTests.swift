import Datasets
import Testing

struct BatchOrderTests {
  private func order(
    _ remainder: BatchOrder.Remainder = .keep, images: Int = 103, batch: Int = 10, seed: UInt64 = 7
  ) -> BatchOrder {
    BatchOrder(imageCount: images, batchSize: batch, remainder: remainder, seed: seed)
  }

  private func indices(_ epoch: EpochOrder) -> [Int] {
    (0..<epoch.count).flatMap { epoch[$0] }
  }

  @Test func `an epoch uses each image once`() {
    let indices = indices(order().epoch(1))
    #expect(indices.sorted() == Array(0..<103))
    #expect(indices != Array(0..<103))
  }

  @Test func `epochs and seeds have orders of their own`() {
    let first = order().epoch(1)
    #expect(first != order().epoch(2))
    #expect(first != order(seed: 8).epoch(1))
  }

  @Test func `the same seed, epoch and batch are the same images, whatever was drawn before`() {
    let order = order()
    _ = order.epoch(1)
    #expect(order.epoch(5)[3] == self.order().epoch(5)[3])
  }

  @Test func `each image comes first equally often`() {
    let order = order(images: 5, batch: 1)
    var counts = [Int](repeating: 0, count: 5)
    for epoch in 0..<5000 {
      for index in order.epoch(epoch)[0] { counts[index] += 1 }
    }
    // 1000 ± 4 standard deviations of a binomial count.
    #expect(counts.allSatisfy { abs($0 - 1000) < 115 })
  }

  @Test(arguments: [
    (BatchOrder.Remainder.keep, 103, 11, 3), (.drop, 103, 10, 10), (.keep, 100, 10, 10),
    (.drop, 100, 10, 10), (.keep, 7, 1, 7), (.drop, 7, 1, 7),
  ])
  func `the last batch is kept or dropped, but never the only one`(
    remainder: BatchOrder.Remainder, images: Int, batches: Int, last: Int
  ) {
    let order = order(remainder, images: images)
    #expect(order.batchesPerEpoch == batches)
    #expect(order.epoch(1).count == batches)
    #expect(order.epoch(1)[batches - 1].count == last)
  }
}
