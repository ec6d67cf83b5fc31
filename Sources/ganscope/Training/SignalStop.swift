import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The line on a run that was ended before it was saved to its end.
func resumeAdvice(_ folder: String) -> String {
  "ganscope: the last batches are not saved; 'ganscope resume \(folder)' trains them again\n"
}

/// Turns Ctrl-C and the request to end into a graceful stop; another one later ends at once.
final class SignalStop {
  private final class Received: Sendable {
    struct Signal {
      let number: Int32
      let time: ContinuousClock.Instant
    }

    let first = Mutex<Signal?>(nil)
  }

  /// Signals that come within this time are one: `timeout`, for one, sends its signal to the process
  /// and then to its group.
  private static let burst = Duration.milliseconds(500)

  private let received = Received()
  private let sources: [any DispatchSourceSignal]

  /// The first signal that came, if one did.
  var firstSignal: Int32? { received.first.withLock { $0?.number } }

  /// - Parameters:
  ///   - unsaved: the folder of a run that would not be saved to its end if the program ended now.
  ///   - stop: called for each signal that does not end the program at once.
  init(
    unsaved: @escaping @Sendable () -> String? = { nil }, _ stop: @escaping @Sendable () -> Void
  ) {
    let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }
    sources = numbers.map { [received] number in
      // The default action would end the program before the source sees the signal.
      _ = signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let now = ContinuousClock.now
        let isLater = received.first.withLock { first in
          let isLater = first.map { $0.time.duration(to: now) > Self.burst } ?? false
          first = first ?? Received.Signal(number: number, time: now)
          return isLater
        }
        if isLater {
          if let folder = unsaved() { writeToStandardError(resumeAdvice(folder)) }
          _exit(128 + number)
        }
        stop()
      }
      source.activate()
      return source
    }
  }

  /// Whether the program was started with a signal ignored, as `nohup` does with SIGHUP.
  private static func isIgnored(_ number: Int32) -> Bool {
    // Asking sets the default for a moment; a signal in this moment ends the program, as it would
    // have a moment earlier.
    let before = signal(number, SIG_DFL)
    _ = signal(number, before)
    let (handler, ignored) = unsafe (
      unsafeBitCast(before, to: Int.self), unsafeBitCast(SIG_IGN, to: Int.self)
    )
    return handler == ignored
  }
}
