internal import Dispatch

/// Runs the training actor on a thread of its own, off the cooperative pool, which the long
/// computation of a step would starve.
final class TrainingExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "ganscope.training", qos: .utility)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedSerialExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }
}
