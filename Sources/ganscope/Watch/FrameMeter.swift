/// How long frames take, from the screen's drawing to the last byte that is handed to the terminal.
struct FrameMeter {
  /// The most frames that are remembered.
  private static let limit = 4096

  private var frames: [Duration] = []
  private var oldest = 0

  mutating func record(_ duration: Duration) {
    if frames.count < Self.limit {
      frames.append(duration)
    } else {
      frames[oldest] = duration
      oldest = (oldest + 1) % Self.limit
    }
  }

  /// The time below which a share of the frames stayed, in milliseconds.
  private func milliseconds(of share: Double, in sorted: [Duration]) -> Double {
    let index = min(sorted.count - 1, Int(share * Double(sorted.count)))
    return sorted[index] / .milliseconds(1)
  }

  /// The median, the 99th of 100, and the number of frames, in a line.
  var text: String {
    guard !frames.isEmpty else { return "no frame has been painted yet" }
    let sorted = frames.sorted()
    let (half, most) = (milliseconds(of: 0.5, in: sorted), milliseconds(of: 0.99, in: sorted))
    return "frames: p50 \(Self.text(of: half)) ms, p99 \(Self.text(of: most)) ms of \(sorted.count)"
  }

  private static func text(of milliseconds: Double) -> String {
    "\((milliseconds * 100).rounded() / 100)"
  }
}
