/// After which batches a sample grid is made and kept.
///
/// Most happens in the first epoch, so its grids come after 1, 2, 4, 8, 16 … batches and at every
/// sixteenth of the epoch; then one comes at each epoch's end. It depends on the batch alone, never
/// on the clock, so the same run keeps the same grids.
package struct SampleSchedule: Sendable {
  private let batchesPerEpoch: Int
  private let stride: Int

  package init(batchesPerEpoch: Int) {
    self.batchesPerEpoch = batchesPerEpoch
    stride = max(1, batchesPerEpoch / 16)
  }

  package func isDue(epoch: Int, batch: Int) -> Bool {
    if batch == batchesPerEpoch { return true }
    guard epoch == 1 else { return false }
    return batch.isMultiple(of: stride) || (batch < stride && batch.nonzeroBitCount == 1)
  }
}
