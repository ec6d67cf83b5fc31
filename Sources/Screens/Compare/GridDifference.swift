internal import Session

extension SampleGrid {
  /// The signed difference to another grid of the same latent vectors, pixel by pixel and channel by
  /// channel, around a middle grey.
  ///
  /// A pixel is 128 + (other - this) / 2: grey where both are the same, brighter where the other one
  /// is, darker where this one is; no difference is cut off. Nil where the images have other extents.
  func difference(to other: SampleGrid) -> SampleGrid? {
    guard format == other.format else { return nil }
    let length = min(count, other.count) * format.byteCount
    let differences = zip(pixels.prefix(length), other.pixels).map { mine, theirs in
      UInt8(128 + (Int(theirs) - Int(mine)) / 2)
    }
    return SampleGrid(
      epoch: other.epoch, step: other.step, endsEpoch: other.endsEpoch, format: format,
      pixels: differences)
  }

  /// The first images of it.
  func first(_ count: Int) -> SampleGrid {
    guard count < self.count else { return self }
    return SampleGrid(
      epoch: epoch, step: step, endsEpoch: endsEpoch, showsAverage: showsAverage, format: format,
      pixels: Array(pixels.prefix(count * format.byteCount)))
  }
}
