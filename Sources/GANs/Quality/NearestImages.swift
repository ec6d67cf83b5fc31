package import Datasets
internal import Tensors

/// The images of a data set that are nearest to others, pixel by pixel.
package struct NearestImages: Sendable {
  /// The image of the data set that is nearest to one.
  package struct Match: Sendable, Hashable {
    /// Its place in the data set, the first of several as near.
    package var index: Int
    /// The Euclidean distance `|a − b|` over all pixels, in shares of the range from black to white.
    package var distance: Double
  }

  private let dataset: ImageDataset

  package init(in dataset: ImageDataset) {
    self.dataset = dataset
  }

  /// Of each of some images the nearest one of the data set; nothing where that has none.
  ///
  /// The distances are exact, as those of integers are.
  ///
  /// - Parameter pixels: 8-bit images of the data set's size, one behind the other.
  package func nearest(to pixels: [UInt8]) -> [Match] {
    nearestBytes(to: pixels, among: dataset.pixels, size: dataset.imageSize).map {
      Match(index: $0.index, distance: Double($0.squaredDistance).squareRoot() / 255)
    }
  }
}
