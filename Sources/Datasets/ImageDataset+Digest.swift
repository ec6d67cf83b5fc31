internal import Hashing

extension ImageDataset {
  /// The SHA-256 of the images, by which a data set that has changed is noticed.
  package var imagesSHA256: String {
    var hash = SHA256()
    addImages(to: &hash)
    return hash.finish()
  }

  /// The SHA-256 of the images, their labels and the names of the classes.
  package var contentSHA256: String {
    var hash = SHA256()
    addImages(to: &hash)
    hash.update(UInt64(labels?.count ?? 0))
    hash.update(labels ?? [])
    for name in classNames {
      hash.update(UInt64(name.utf8.count))
      hash.update(Array(name.utf8))
    }
    return hash.finish()
  }

  private func addImages(to hash: inout SHA256) {
    for extent in [count, height, width, channels] { hash.update(UInt64(extent)) }
    hash.update(pixels)
  }
}
