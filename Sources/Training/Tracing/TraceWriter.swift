package import RunStore
internal import Synchronization
internal import Tensors

/// Holds the trace of a run's first batches, and writes it once all are there or the run has ended.
///
/// `Documentation/trace.md` has the format.
package final class TraceWriter: Sendable {
  private struct Trace {
    var metadata: [String: String] = [:]
    var tensors: [NamedTensor] = []
    var batches = 0
    var isWritten = false
  }

  private let path: String
  private let batches: Int
  private let whenFailing: @Sendable (RunStoreError) -> Void
  private let trace = Mutex(Trace())

  /// - Parameters:
  ///   - path: of the file, which is complete or absent.
  ///   - batches: how many batches to trace at most.
  ///   - whenFailing: is called when the file cannot be written.
  package init(
    path: String, batches: Int, whenFailing: @escaping @Sendable (RunStoreError) -> Void
  ) {
    self.path = path
    self.batches = batches
    self.whenFailing = whenFailing
  }

  /// Writes the batches that are there, if that has not been done.
  ///
  /// A run that never began has no trace.
  package func finish() {
    trace.withLock { trace in
      guard !trace.isWritten, !trace.metadata.isEmpty else { return }
      write(&trace)
    }
  }

  /// Whether the next batch belongs to the trace.
  var isRecording: Bool { trace.withLock { !$0.isWritten } }

  /// Takes what stands in front of the first batch.
  func begin(metadata: [String: String], start: [NamedTensor]) {
    trace.withLock { trace in
      trace.metadata = metadata
      trace.tensors += start.named(under: "start")
    }
  }

  /// Takes the next batch, and writes the file after the last one.
  func append(_ batch: [NamedTensor]) {
    trace.withLock { trace in
      trace.tensors += batch.named(under: "batch.\(trace.batches)")
      trace.batches += 1
      if trace.batches == batches { write(&trace) }
    }
  }

  /// Writes the file, and lets go of the tensors.
  private func write(_ trace: inout Trace) {
    do throws(RunStoreError) {
      try Safetensors.write(trace.tensors, metadata: trace.metadata, to: path)
    } catch {
      whenFailing(error)
    }
    trace.tensors = []
    trace.isWritten = true
  }
}

extension [NamedTensor] {
  func named(under prefix: String) -> [NamedTensor] {
    map { NamedTensor(name: "\(prefix).\($0.name)", tensor: $0.tensor) }
  }
}
