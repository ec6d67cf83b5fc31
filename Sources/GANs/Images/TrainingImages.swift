package import Datasets
package import Tensors

/// The real images of a run, batch after batch in the order of its recipe.
package struct TrainingImages: Sendable {
  private let dataset: ImageDataset
  private let order: BatchOrder
  private let imageOrder: Recipe.ImageOrder
  private let realImages: Int
  private let range: PixelRange
  private var current: (epoch: Int, order: EpochOrder)?

  package init(_ dataset: ImageDataset, recipe: Recipe, seed: UInt64) {
    self.dataset = dataset
    range = recipe.pixels
    imageOrder = recipe.order
    realImages = recipe.step.realImages
    order = BatchOrder(
      imageCount: dataset.count, batchSize: recipe.batch, remainder: recipe.lastBatch, seed: seed)
  }

  package var batchesPerEpoch: Int { order.batchesPerEpoch }

  /// The real images of one batch, `[count, row, column, channel]`, scaled as the recipe wants.
  ///
  /// - Parameters:
  ///   - epoch: counted from 1.
  ///   - batch: counted from 1 within the epoch.
  package mutating func batch(_ batch: Int, ofEpoch epoch: Int) -> Tensor {
    dataset.batch(indices: indices(ofBatch: batch, ofEpoch: epoch), range: range)
  }

  /// The number of images of the data set.
  package var count: Int { dataset.count }

  /// Images of the data set by their places in it, scaled as the recipe wants:
  /// `[count, row, column, channel]`.
  package func images(at indices: some Collection<Int>) -> Tensor {
    dataset.batch(indices: indices, range: range)
  }

  /// Of each of some 8-bit images, one behind the other, the nearest one of the data set.
  package func nearest(to pixels: [UInt8]) -> [NearestImages.Match] {
    NearestImages(in: dataset).nearest(to: pixels)
  }

  private mutating func indices(ofBatch batch: Int, ofEpoch epoch: Int) -> [Int] {
    switch imageOrder {
    case .shuffled:
      return Array(order(ofEpoch: epoch)[batch - 1].prefix(realImages))
    case .sequential:
      return Array(order.positions(ofBatch: batch - 1).prefix(realImages))
    case .replacement:
      var stream = RandomStream(seed: order.seed, purpose: .order)
      // An epoch has fewer than 2¹⁸ batches, and a batch draws fewer than 2¹⁸ numbers.
      stream.counter = UInt64(epoch) << 36 + UInt64(batch) << 18
      return order.positions(ofBatch: batch - 1).prefix(realImages)
        .map { _ in stream.next(below: dataset.count) }
    }
  }

  private mutating func order(ofEpoch epoch: Int) -> EpochOrder {
    if let current, current.epoch == epoch { return current.order }
    let new = order.epoch(epoch)
    current = (epoch, new)
    return new
  }
}
