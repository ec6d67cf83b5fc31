package import GANs
package import RunStore

/// Makes judges with their references, or takes kept ones from the cache.
///
/// A file there that is damaged is as good as none; a folder that cannot be written only means that the
/// judge is trained anew next time.
package struct JudgeMaker: Sendable {
  package struct Result: Sendable {
    package let panel: JudgePanel
    /// Whether its judge was in the cache.
    package let isKept: Bool
    /// Why the cache does not have it now.
    package let problem: RunStoreError?
  }

  private let cache: JudgeCache?

  /// How much of the work is done when the judge is trained; the rest is to judge the real images.
  static let judgeShare = 0.9

  /// - Parameter cache: where judges are kept; nil for nowhere.
  package init(cache: JudgeCache?) {
    self.cache = cache
  }

  /// Makes the judge on the calling thread and the workers that it has.
  ///
  /// - Parameter progress: told the share that is done, 0 to 1; whatever it throws ends the work.
  package func make<Failure: Error>(
    of material: JudgeMaterial, progress: (Double) throws(Failure) -> Void
  ) throws(Failure) -> Result {
    let training = JudgeTraining(of: material.dataset, heldOut: material.heldOut)
    let kept = cache?.judge(ofKey: training.key)
    let judge: Judge
    if let kept {
      judge = kept
    } else {
      judge = try training.judge { (share: Double) throws(Failure) in
        try progress(share * Self.judgeShare)
      }
    }
    try progress(Self.judgeShare)
    return Result(
      panel: JudgePanel(
        judge, distribution: material.distribution, images: material.images,
        test: material.heldOut),
      isKept: kept != nil, problem: kept == nil ? keep(judge) : nil)
  }

  /// Makes the judge and tells nobody how far it is.
  package func make(of material: JudgeMaterial) -> Result {
    make(of: material) { (_: Double) throws(Never) in }
  }

  private func keep(_ judge: Judge) -> RunStoreError? {
    do throws(RunStoreError) {
      try cache?.keep(judge)
      return nil
    } catch {
      return error
    }
  }
}
