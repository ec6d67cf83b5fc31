package import Datasets
package import Tensors

/// The real images of a run, batch after batch in the order of its recipe.
package struct TrainingImages: Sendable {
  private let dataset: ImageDataset
  private let order: BatchOrder
  private let drawsWithReplacement: Bool
  private let range: PixelRange
  private var current: (epoch: Int, order: EpochOrder)?

  package init(_ dataset: ImageDataset, recipe: Recipe, seed: UInt64) {
    self.dataset = dataset
    range = recipe.pixels
    drawsWithReplacement = recipe.order == .replacement
    order = BatchOrder(
      imageCount: dataset.count, batchSize: recipe.batch, remainder: recipe.lastBatch, seed: seed)
  }

  package var batchesPerEpoch: Int { order.batchesPerEpoch }

  /// The real images of one batch, `[batch, row, column, channel]`, scaled as the recipe wants.
  ///
  /// - Parameters:
  ///   - epoch: counted from 1.
  ///   - batch: counted from 1 within the epoch.
  package mutating func batch(_ batch: Int, ofEpoch epoch: Int) -> Tensor {
    let indices = order(ofEpoch: epoch)[batch - 1]
    guard drawsWithReplacement else { return dataset.batch(indices: indices, range: range) }
    var stream = RandomStream(seed: order.seed, purpose: .order)
    // An epoch has fewer than 2¹⁸ batches, and a batch draws fewer than 2¹⁸ numbers.
    stream.counter = UInt64(epoch) << 36 + UInt64(batch) << 18
    let drawn = indices.map { _ in stream.next(below: dataset.count) }
    return dataset.batch(indices: drawn, range: range)
  }

  private mutating func order(ofEpoch epoch: Int) -> EpochOrder {
    if let current, current.epoch == epoch { return current.order }
    let new = order.epoch(epoch)
    current = (epoch, new)
    return new
  }
}
