package import Datasets
internal import Hashing

/// Real images that a judge judges: what its opinions on them can be kept under.
package struct JudgeSubject: Sendable, Hashable {
  /// The SHA-256 of the judge's fingerprint and of the images.
  package let key: String
  package let imageCount: Int
  /// 0 where the judge knows no classes.
  package let classCount: Int

  package init(_ images: ImageDataset, by judge: Judge) {
    var hash = SHA256()
    hash.update(Array(judge.fingerprint.utf8))
    hash.update(Array(images.imagesSHA256.utf8))
    key = hash.finish()
    imageCount = images.count
    classCount = judge.classNames.count
  }
}
