internal import Hashing

extension ImageDataset {
  /// The SHA-256 of the images, by which a data set that has changed is noticed.
  package var imagesSHA256: String {
    var hash = SHA256()
    for extent in [count, height, width, channels] { hash.update(UInt64(extent)) }
    hash.update(pixels)
    return hash.finish()
  }
}
