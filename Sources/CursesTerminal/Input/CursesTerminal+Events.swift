import CCurses
import CTerminalGuard
import Glibc
import Terminal

extension CursesTerminal {
  /// Waits for the next event: the only place where the program waits.
  ///
  /// - Parameters:
  ///   - wake: how other threads end the wait.
  ///   - deadline: when to return `.deadline` at the latest; nil waits for ever.
  package func nextEvent(wake: WakePipe, deadline: ContinuousClock.Instant? = nil) -> TerminalEvent
  {
    while true {
      if let event = pendingEvent(wake: wake) { return event }
      let painting = nextPainting
      let limit = [deadline, painting].compactMap(\.self).min()
      let isAnythingReady = collectInput(
        wake: wake, timeout: limit.map(milliseconds(until:)) ?? -1)
      guard !isAnythingReady else { continue }
      if let deadline, deadline <= .now { return .deadline }
      if let painting, painting <= .now { paintWhatMayBe() }
    }
  }

  /// Nobody types as many keys while a frame is painted.
  private static let pasted = 64

  /// Whether more has been typed than was handed out, so that a frame would be out of date at once.
  package var hasMoreInput: Bool { !inputs.isEmpty }

  /// What has been collected and not been handed out, the most urgent first.
  private func pendingEvent(wake: WakePipe) -> TerminalEvent? {
    // They go before all that was typed or pasted.
    if !inputs.isEmpty { collectSignals() }
    while !signals.isEmpty {
      if let event = event(signal: signals.removeFirst()) { return event }
    }
    if let input = inputs.popFirst() { return event(input: input) }
    if isWoken {
      isWoken = false
      wake.acknowledge()
      return .woken
    }
    guard isClosed, !hasToldOfClosing else { return nil }
    hasToldOfClosing = true
    return .closed
  }

  private func event(input: TerminalInput) -> TerminalEvent {
    switch input {
    case .key(.control("z")): .resumed(after: suspend())
    case .key(let key): .key(key)
    case .mouse(let event): .mouse(event)
    }
  }

  private func event(signal: Int32) -> TerminalEvent? {
    switch signal {
    case SIGINT: return .interrupted(.interrupt)
    case SIGTERM: return .interrupted(.terminate)
    case SIGHUP: return .interrupted(.hangup)
    case SIGWINCH:
      // Also where the size is the one before again: in between the terminal has cut the picture off.
      measure()
      redraw()
      return .resized(width: width, height: height)
    case SIGTSTP: return .resumed(after: suspend())
    case SIGCONT:
      reenter()
      return .resumed(after: .zero)
    default: return nil
    }
  }

  /// Waits until something is there, or the time is over, and collects all of it; meanwhile the
  /// terminal gets what it did not take before.
  private func collectInput(wake: WakePipe, timeout: Int32) -> Bool {
    // A closed terminal would be ready for ever.
    var sources = [
      pollfd(fd: isClosed ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: terminal_guard_signal_descriptor(), events: Int16(POLLIN), revents: 0),
      pollfd(fd: output.isClear ? -1 : output.descriptor, events: Int16(POLLOUT), revents: 0),
    ]
    guard unsafe poll(&sources, nfds_t(sources.count), timeout) > 0 else { return false }
    if sources[2].revents != 0 { collectSignals() }
    if sources[1].revents != 0 { isWoken = true }
    if sources[3].revents != 0 { paintWhatMayBe() }
    if sources[0].revents != 0 { collectInputs(conditions: Int32(sources[0].revents)) }
    return true
  }

  /// Takes over the signals that have arrived, each kind once.
  func collectSignals() {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = unsafe read(terminal_guard_signal_descriptor(), &numbers, numbers.count)
    for number in numbers.prefix(max(0, count)) where !signals.contains(Int32(number)) {
      signals.append(Int32(number))
    }
  }

  private func collectInputs(conditions: Int32) {
    let codes = readInput()
    inputs += decoder.decode(codes)
    // Who presses Ctrl-C does not wait until all is done that was pasted before it.
    if inputs.count > Self.pasted, let end = inputs.lastIndex(of: .key(.control("c"))) {
      inputs = inputs[end...]
    }
    // Input may be half a character; a terminal that is gone is ready again and again, with nothing.
    emptyReads = codes.isEmpty ? emptyReads + 1 : 0
    isClosed = codes.isEmpty && (conditions & (POLLHUP | POLLERR | POLLNVAL) != 0 || emptyReads > 4)
  }

  /// Everything that ncurses has for us now: what it keeps back, `poll` would not see.
  private func readInput() -> [InputCode] {
    var codes: [InputCode] = []
    while true {
      var value: wint_t = 0
      switch unsafe wget_wch(inputWindow, &value) {
      case OK: codes.append(.scalar(value))
      case KEY_CODE_YES: codes.append(.function(Int32(bitPattern: value)))
      default: return codes
      }
    }
  }

  /// Rounded up, so that the deadline has passed after the wait.
  private func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let remaining = deadline - .now
    let (seconds, attoseconds) = remaining.components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let milliseconds = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: seconds * 1000 + milliseconds)
  }
}
