/// Images that were asked for by a `SampleViewRequest`, with what the discriminator thinks of them.
package struct SampleView: Sendable, Hashable, Codable {
  /// What was asked for, or the nearest to it that there is: a layer that does not exist becomes the
  /// last one.
  package var request: SampleViewRequest
  /// The epoch and the batch within the run after which it was made; 0 before the first batch.
  package var epoch: Int
  package var step: Int
  package var format: ImageFormat
  /// Image after image, each in rows from the top, pixels from the left, channels interleaved.
  package var pixels: [UInt8]
  /// The discriminator's estimate of each image's being real, from 0 to 1; empty where it was not asked.
  ///
  /// Of cross-entropies it is the probability. Least squares have the expected label in its place, hinge
  /// losses the share of the way through the margin, and losses that only compare images what sets
  /// one apart from the middle between some real and some generated ones.
  package var scores: [Float]
  /// Of each image whether it is a real one; empty where all are generated.
  package var areReal: [Bool]
  /// Of each pixel of each image (one value for all channels) how much the score rises with its
  /// brightness, from -127 to 127, where 127 is the greatest in its image; empty where not asked for.
  package var attention: [Int8]
  /// The images after they have moved, as many as `pixels`; empty where not asked for.
  package var movedPixels: [UInt8]
  /// The discriminator's estimate of the moved images.
  package var movedScores: [Float]
  /// Of each image the nearest one of the training, as many as `pixels`; empty where not asked for.
  package var nearestPixels: [UInt8]
  /// How far each of those is: the root mean square of the differences of their pixels, as a share of the
  /// range from black to white.
  package var nearestDistances: [Float]
  /// Of feature maps: the layer in words, for example `generator 3: conv2d_transpose 14x14x64`.
  package var layer: String?
  /// Of feature maps: how many layers the network has.
  package var layerCount: Int

  package init(
    request: SampleViewRequest, epoch: Int, step: Int, format: ImageFormat, pixels: [UInt8],
    scores: [Float] = [], areReal: [Bool] = [], attention: [Int8] = [], movedPixels: [UInt8] = [],
    movedScores: [Float] = [], nearestPixels: [UInt8] = [], nearestDistances: [Float] = [],
    layer: String? = nil, layerCount: Int = 0
  ) {
    precondition(pixels.count.isMultiple(of: format.byteCount), "pixels do not fill whole images")
    self.request = request
    self.epoch = epoch
    self.step = step
    self.format = format
    self.pixels = pixels
    self.scores = scores
    self.areReal = areReal
    self.attention = attention
    self.movedPixels = movedPixels
    self.movedScores = movedScores
    self.nearestPixels = nearestPixels
    self.nearestDistances = nearestDistances
    self.layer = layer
    self.layerCount = layerCount
  }

  /// The number of images.
  package var count: Int { pixels.count / format.byteCount }
}
