/// Images per second over the last seconds of training, pauses left out.
package struct SpeedMeter: Sendable {
  private var batches: [(images: Int, seconds: Double)] = []
  private var images = 0
  private var seconds = 0.0
  /// The length of time over which it averages.
  private let window: Double

  package init(window: Double = 3) {
    self.window = window
  }

  package var imagesPerSecond: Double { seconds > 0 ? Double(images) / seconds : 0 }

  package mutating func record(images: Int, seconds: Double) {
    batches.append((images, seconds))
    self.images += images
    self.seconds += seconds
    dropOldBatches()
  }

  private mutating func dropOldBatches() {
    var dropped = 0
    while dropped < batches.count - 1, seconds - batches[dropped].seconds >= window {
      images -= batches[dropped].images
      seconds -= batches[dropped].seconds
      dropped += 1
    }
    batches.removeFirst(dropped)
  }
}
