/// After which batches the samples of a run are read, and which batches their images come from.
///
/// A reading judges the newest 1,000 of the images that the discriminator was shown, and no more than one of
/// twenty-four is judged; an epoch that shows enough of them is read at equal parts and at its end, shorter ones
/// at the end of every so many. It depends on the batch alone, never on the clock, so the same run is read
/// after the same batches.
package struct QualitySchedule: Sendable {
  /// How many images a reading judges: Fréchet distances of fewer are mostly bias.
  package static let imageCount = 1_000
  /// Of how many images one is judged at most.
  ///
  /// To judge an image takes a little longer than to train `dense-selu` with one, the fastest of the
  /// recipes; so readings take about a twentieth of its training, and less of any other's.
  private static let share = 24

  private let batchesPerEpoch: Int
  /// How many readings an epoch has; 0 where there is one in several epochs.
  private let readingsPerEpoch: Int
  /// How many epochs there are to a reading at an epoch's end.
  private let epochsPerReading: Int
  /// How many epochs there are to a reading of images made for it.
  private let epochsPerGeneratorReading: Int
  /// From how many batches the images of a reading come.
  private let window: Int

  /// - Parameter fakesPerBatch: how many generated images the discriminator is shown by a batch.
  package init(batchesPerEpoch: Int, fakesPerBatch: Int) {
    let (fakes, batches) = (max(1, fakesPerBatch), max(1, batchesPerEpoch))
    let interval = Self.batches(of: Self.share * Self.imageCount, by: fakes)
    self.batchesPerEpoch = batches
    readingsPerEpoch = batches / interval
    epochsPerReading = readingsPerEpoch > 0 ? 1 : Self.batches(of: interval, by: batches)
    // It has to make its images, as many again for the average generator.
    epochsPerGeneratorReading =
      readingsPerEpoch > 1 ? 1 : 2 * epochsPerReading
    // The last batch of an epoch may be smaller.
    window = min(Self.batches(of: Self.imageCount, by: fakes) + 1, interval)
  }

  /// Whether the images that the discriminator was shown are read after a batch.
  package func isDue(epoch: Int, batch: Int) -> Bool {
    guard readingsPerEpoch > 0 else {
      return batch == batchesPerEpoch && epoch.isMultiple(of: epochsPerReading)
    }
    return dueBatch(atOrAfter: batch) == batch
  }

  /// Whether images made for it are read too.
  package func readsGenerator(epoch: Int, batch: Int) -> Bool {
    batch == batchesPerEpoch && epoch.isMultiple(of: epochsPerGeneratorReading)
  }

  /// Whether images of a batch may be read after this one or another soon.
  package func collects(epoch: Int, batch: Int) -> Bool {
    guard readingsPerEpoch > 0 else {
      let rest = (epochsPerReading - epoch % epochsPerReading) % epochsPerReading
      return rest * batchesPerEpoch + batchesPerEpoch - batch < window
    }
    return dueBatch(atOrAfter: batch) - batch < window
  }

  /// The batch of the epoch after which the next reading is due.
  private func dueBatch(atOrAfter batch: Int) -> Int {
    let number = Self.batches(of: batch * readingsPerEpoch, by: batchesPerEpoch)
    return number * batchesPerEpoch / readingsPerEpoch
  }

  private static func batches(of count: Int, by size: Int) -> Int { (count + size - 1) / size }
}
