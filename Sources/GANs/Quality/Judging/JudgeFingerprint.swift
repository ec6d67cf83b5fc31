internal import Datasets
internal import Hashing
internal import Tensors

/// What tells judges apart.
enum JudgeFingerprint {
  /// The SHA-256 of all that a judge is made from.
  ///
  /// That is the kind of its network and training, and the data set with its labels: it is known before
  /// the judge is made, so that one can be looked for.
  static func key(of dataset: ImageDataset) -> String {
    var hash = SHA256()
    hash.update(Array(JudgeNetwork.version.utf8))
    hash.update(Array(dataset.contentSHA256.utf8))
    return hash.finish()
  }

  /// The SHA-256 of a judge: what it was made from, and its weights.
  ///
  /// The weights belong to it because kernels for other processors add in another order: the same training
  /// gives the same bits on machines of one type alone.
  static func fingerprint(key: String, weights: [NamedTensor]) -> String {
    var hash = SHA256()
    hash.update(Array(key.utf8))
    for weight in weights {
      hash.update(Array(weight.name.utf8))
      unsafe weight.tensor.withUnsafeBufferPointer {
        unsafe hash.update(UnsafeRawBufferPointer($0))
      }
    }
    return hash.finish()
  }
}
