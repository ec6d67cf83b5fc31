/// How many bytes may be written to the terminal now, so that no second sees more than its rate.
///
/// A token bucket: three quarters of the rate flow in evenly, and a quarter fits in. So whatever the
/// second that is looked at, at most the quarter at its beginning and the three that flow in are
/// spent in it.
package nonisolated struct BandwidthBudget: Sendable, Hashable {
  /// The most bytes in any one second.
  package let bytesPerSecond: Int
  private var tokens: Double
  private var lastTime: Duration?

  private var capacity: Double { Double(bytesPerSecond) / 4 }
  private var inflow: Double { Double(bytesPerSecond) * 3 / 4 }

  package init(bytesPerSecond: Int) {
    self.bytesPerSecond = max(1, bytesPerSecond)
    tokens = Double(self.bytesPerSecond) / 4
  }

  /// How many bytes may be written at a time.
  ///
  /// Times are measured from any one moment, and do not go back.
  package func available(at time: Duration) -> Int {
    Int(level(at: time).rounded(.down))
  }

  /// Whether waiting would allow no more.
  package func isFull(at time: Duration) -> Bool { level(at: time) >= capacity }

  /// Notes that bytes have been written, even if there were more than might be.
  package mutating func spend(_ bytes: Int, at time: Duration) {
    tokens = level(at: time) - Double(bytes)
    lastTime = time
  }

  /// How long to wait until a number of bytes may be written, or until the bucket is full.
  package func wait(for bytes: Int, at time: Duration) -> Duration {
    let missing = min(Double(bytes), capacity.rounded(.down)) - level(at: time)
    return missing > 0 ? .seconds(missing / inflow) : .zero
  }

  private func level(at time: Duration) -> Double {
    let elapsed = lastTime.map { max(.zero, time - $0) } ?? .zero
    return min(capacity, tokens + inflow * (elapsed / .seconds(1)))
  }
}
