internal import Datasets
package import GANs
package import RunStore

/// Makes judges with their references, or takes what is kept of them from the cache.
///
/// A file there that is damaged is as good as none; a folder that cannot be written only means that the
/// same work is done anew next time.
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
    let problem = kept == nil ? keep { cache throws(RunStoreError) in try cache.keep(judge) } : nil
    let (opinions, opinionsProblem) = opinions(of: judge, on: material.distribution)
    return Result(
      panel: JudgePanel(
        judge, opinions, on: material.distribution, images: material.images,
        test: material.heldOut),
      isKept: kept != nil, problem: problem ?? opinionsProblem)
  }

  /// Makes the judge and tells nobody how far it is.
  package func make(of material: JudgeMaterial) -> Result {
    make(of: material) { (_: Double) throws(Never) in }
  }

  /// What a judge makes of real images, and why the cache does not have it now.
  private func opinions(
    of judge: Judge, on images: ImageDataset
  ) -> (JudgeOpinions, RunStoreError?) {
    guard let cache else { return (judge.opinions(of: images), nil) }
    let subject = JudgeSubject(images, by: judge)
    if let kept = cache.opinions(on: subject) { return (kept, nil) }
    let opinions = judge.opinions(of: images)
    return (opinions, keep { cache throws(RunStoreError) in try cache.keep(opinions, on: subject) })
  }

  private func keep(_ body: (JudgeCache) throws(RunStoreError) -> Void) -> RunStoreError? {
    do throws(RunStoreError) {
      if let cache { try body(cache) }
      return nil
    } catch {
      return error
    }
  }
}
