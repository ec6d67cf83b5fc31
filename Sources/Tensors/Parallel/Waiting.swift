internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Waits awake, as long as `patience` lasts.
///
/// - Returns: whether the condition came true.
func spin(for patience: Duration, until condition: () -> Bool) -> Bool {
  let looksPerReadingOfClock = 64
  var end: ContinuousClock.Instant?
  while true {
    for _ in 0..<looksPerReadingOfClock {
      if condition() { return true }
      ganscope_pause()
    }
    let now = ContinuousClock.now
    guard let end else {
      end = now.advanced(by: patience)
      continue
    }
    if now >= end { return false }
  }
}

/// Waits until `condition` comes true: awake as long as `patience` lasts, and then in turns with
/// whatever else wants the processor.
func wait(for patience: Duration, until condition: () -> Bool) {
  if spin(for: patience, until: condition) { return }
  while !condition() { sched_yield() }
}
