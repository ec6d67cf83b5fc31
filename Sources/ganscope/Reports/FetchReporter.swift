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
      let start = done > 0 ? ", going on at \(Self.size(done))" : ""
      line("\(file.name): \(Self.size(file.bytes)) from \(address)\(start)")
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
        + "  \(Self.size(done)) of \(Self.size(total))\u{1B}[K")
  }

  private func line(_ text: String) {
    // Whatever is said stands where the bar was.
    show(isLive && lastBar != nil ? "\r\(text)\u{1B}[K\n" : "\(text)\n")
    lastBar = nil
  }

  /// For example `9.9 MB` or `4.5 kB`.
  private static func size(_ bytes: Int) -> String {
    let (unit, name) = bytes < 1_000_000 ? (1e3, "kB") : (1e6, "MB")
    let number = (Double(bytes) / unit).formatted(
      .number.precision(.fractionLength(1)).grouping(.never).locale(Locale(identifier: "C")))
    return "\(number) \(name)"
  }

  private func show(_ text: String) {
    // A person who has closed the terminal misses nothing.
    try? StandardOutput.write(text)
  }
}
