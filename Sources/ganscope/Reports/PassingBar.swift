/// A bar on a terminal that is written over and over, and is gone when the work is done.
final class PassingBar {
  private let title: String
  private let isShown: Bool
  private var last: ContinuousClock.Instant?

  init(_ title: String, isShown: Bool) {
    self.title = title
    self.isShown = isShown
  }

  func show(_ share: Double) {
    let now = ContinuousClock.now
    let isDue = last.map { $0.duration(to: now) > .milliseconds(100) } ?? true
    guard isShown, isDue else { return }
    last = now
    write("\r\(title) \(progressBar(share, width: 30)) \(Int(share * 100)) %\u{1B}[K")
  }

  func finish() {
    if isShown, last != nil { write("\r\u{1B}[K") }
    last = nil
  }

  private func write(_ text: String) {
    // A person who has closed the terminal misses nothing.
    try? StandardOutput.write(text)
  }
}
