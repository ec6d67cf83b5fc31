import Datasets
import Foundation

/// Prints how a download gets on: on a terminal a bar that is written over and over, elsewhere a line
/// a file.
final class FetchReporter {
  private let isLive: Bool
  private var file: DatasetPublication.File?
  private var lastBar: ContinuousClock.Instant?

  init() {
    isLive = StandardOutput.isTerminal
  }

  func report(_ event: FetchEvent) {
    switch event {
    case .began(let file, let done, let address):
      self.file = file
      lastBar = nil
      let start = done > 0 ? ", going on at \(Self.megabytes(done))" : ""
      line("\(file.name): \(Self.megabytes(file.bytes)) from \(address)\(start)")
    case .received(let done, let total): bar(done, of: total)
    case .failed(let address, let reason): line("\(address) \(reason)")
    case .unpacking(let path): line("unpacking \(path)")
    case .finished(let path): line("\(path) is verified")
    }
  }

  /// Ends a bar that is still being written.
  func finish() {
    if isLive, lastBar != nil { show("\n") }
    lastBar = nil
  }

  private func bar(_ done: Int, of total: Int) {
    let now = ContinuousClock.now
    let isDue = lastBar.map { $0.duration(to: now) > .milliseconds(100) } ?? true
    guard isLive, isDue || done == total else { return }
    lastBar = now
    let share = Double(done) / Double(total)
    show(
      "\r\(progressBar(share, width: 30)) \(Int(share * 100)) %"
        + "  \(Self.megabytes(done)) of \(Self.megabytes(total))\u{1B}[K")
  }

  private func line(_ text: String) {
    // Whatever is said stands where the bar was.
    show(isLive && lastBar != nil ? "\r\(text)\u{1B}[K\n" : "\(text)\n")
    lastBar = nil
  }

  private static func megabytes(_ bytes: Int) -> String {
    let megabytes = Double(bytes) / 1e6
    let places = megabytes < 10 ? 2 : 1
    let number = megabytes.formatted(
      .number.precision(.fractionLength(places)).locale(Locale(identifier: "C")))
    return "\(number) MB"
  }

  private func show(_ text: String) {
    // A person who has closed the terminal misses nothing.
    try? StandardOutput.write(text)
  }
}
