internal import Tensors

/// In which order the images of a data set are used, epoch after epoch, and how they are cut into
/// batches.
///
/// Each epoch is a permutation that depends on nothing but the seed and the epoch's number, so a
/// run can go on at any epoch and batch.
package struct BatchOrder: Sendable, Hashable {
  /// What happens to the images at the end of an epoch that do not fill a batch.
  package enum Remainder: String, Sendable, Hashable, CaseIterable {
    /// They are left out; a set smaller than one batch is one batch all the same.
    case drop
    /// They are a smaller batch.
    case keep
  }

  package let imageCount: Int
  package let batchSize: Int
  package let remainder: Remainder
  package let seed: UInt64

  package init(imageCount: Int, batchSize: Int, remainder: Remainder, seed: UInt64) {
    precondition(imageCount > 0 && batchSize > 0, "there is nothing to train on")
    self.imageCount = imageCount
    self.batchSize = batchSize
    self.remainder = remainder
    self.seed = seed
  }

  /// The number of batches of each epoch, at least 1.
  package var batchesPerEpoch: Int {
    let whole = imageCount / batchSize
    let hasRemainder = whole * batchSize < imageCount
    return whole + (hasRemainder && (remainder == .keep || whole == 0) ? 1 : 0)
  }

  /// Which images of an epoch are in one batch, counted from 0: positions in the epoch's order.
  package func positions(ofBatch batch: Int) -> Range<Int> {
    precondition(batch >= 0 && batch < batchesPerEpoch, "an epoch has no batch \(batch)")
    return batch * batchSize..<min((batch + 1) * batchSize, imageCount)
  }

  /// The batches of one epoch, counted from 0 or 1 as the caller likes.
  package func epoch(_ epoch: Int) -> EpochOrder {
    var stream = RandomStream(seed: seed, purpose: .order)
    // Far more blocks than a permutation draws lie between two epochs.
    stream.counter = UInt64(truncatingIfNeeded: epoch) << 36
    return EpochOrder(
      indices: permutation(count: imageCount, using: &stream), batchSize: batchSize,
      count: batchesPerEpoch)
  }
}

/// The batches of one epoch.
package struct EpochOrder: Sendable, Hashable {
  private let indices: [Int]
  private let batchSize: Int
  /// The number of batches.
  package let count: Int

  fileprivate init(indices: [Int], batchSize: Int, count: Int) {
    self.indices = indices
    self.batchSize = batchSize
    self.count = count
  }

  /// The indices of the images of one batch, counted from 0.
  package subscript(batch: Int) -> ArraySlice<Int> {
    precondition(batch >= 0 && batch < count, "the epoch has no batch \(batch)")
    return indices[batch * batchSize..<min((batch + 1) * batchSize, indices.count)]
  }
}
