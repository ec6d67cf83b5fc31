internal import Dispatch
package import GANs
package import Session
internal import Synchronization
internal import Tensors

/// Makes the judge of a run on a thread of its own when somebody first asks for it; see `JudgeMaker`.
package final class JudgeSource: Sendable {
  private struct State {
    var isAskedFor = false
    var isStopped = false
    var standing = JudgeStanding.absent
    var panel: JudgePanel?
  }

  private let maker: JudgeMaker
  private let threads: Int
  private let load: @Sendable () throws -> JudgeMaterial
  private let state = Mutex(State())
  private let work = DispatchGroup()
  private static let queue = DispatchQueue(
    label: "ganscope.judge", qos: .utility, attributes: .concurrent)

  /// - Parameters:
  ///   - cache: where judges are kept; nil for nowhere.
  ///   - threads: how many work on it; one where a GAN learns at the same time.
  ///   - load: loads the images; called on that thread.
  package init(
    cache: JudgeCache?, threads: Int = 1, load: @escaping @Sendable () throws -> JudgeMaterial
  ) {
    maker = JudgeMaker(cache: cache)
    self.threads = threads
    self.load = load
  }

  /// How far it has come.
  package var standing: JudgeStanding { state.withLock { $0.standing } }

  /// The judge with its reference; nil while there is none.
  package var ready: JudgePanel? { state.withLock { $0.panel } }

  /// Begins to make the judge, unless somebody has asked before.
  package func prepare() {
    let isFirst = state.withLock { state in
      guard !state.isAskedFor, !state.isStopped else { return false }
      (state.isAskedFor, state.standing) = (true, .preparing(0))
      return true
    }
    guard isFirst else { return }
    Self.queue.async(group: work) { [self] in
      Workers.withCount(threads) { make() }
    }
  }

  /// Waits until the judge is made.
  ///
  /// - Throws: why there is none, in one line.
  package func wait() throws(JudgeFailure) -> JudgePanel {
    prepare()
    work.wait()
    let (panel, standing) = state.withLock { ($0.panel, $0.standing) }
    if let panel { return panel }
    guard case .failed(let reason) = standing else { throw JudgeFailure("nobody wants a judge") }
    throw JudgeFailure(reason)
  }

  /// Gives up what is being made; nothing is made after this.
  package func stop() {
    state.withLock { $0.isStopped = true }
  }

  private func make() {
    do {
      let panel = try maker.make(of: load()) { share in try report(share) }.panel
      state.withLock { state in
        state.panel = panel
        state.standing = .ready(panel.description)
      }
    } catch {
      state.withLock { $0.standing = $0.isStopped ? .absent : .failed(String(describing: error)) }
    }
  }

  /// What is being done when a share of the work is done.
  static func standing(at share: Double) -> JudgeStanding {
    share < JudgeMaker.judgeShare ? .preparing(share / JudgeMaker.judgeShare) : .readingRealImages
  }

  /// - Throws: that nobody wants the judge any more.
  private func report(_ share: Double) throws(JudgeFailure) {
    let isStopped = state.withLock { state in
      state.standing = Self.standing(at: share)
      return state.isStopped
    }
    if isStopped { throw JudgeFailure("nobody wants a judge") }
  }
}

/// Why there is no judge, in one line.
package struct JudgeFailure: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
