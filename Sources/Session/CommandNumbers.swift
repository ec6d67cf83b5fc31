/// The numbers that commands have on two sides, where each side numbers all that it is sent by anyone.
package struct CommandNumbers: Sendable, Equatable {
  private struct Pair: Sendable, Equatable {
    let own: UInt64
    let other: UInt64
  }

  /// Those that have not taken effect, in order.
  private var waiting: [Pair] = []
  private var lastOther: UInt64 = 0
  private var acknowledgedOther: UInt64 = 0
  /// This side's number of the last command that has taken effect, and all before it; 0 for none.
  package private(set) var acknowledged: UInt64 = 0

  package init(acknowledged: UInt64 = 0) {
    self.acknowledged = acknowledged
  }

  /// Notes that a command was sent on, under another number.
  package mutating func passOn(_ own: UInt64, as other: UInt64) {
    lastOther = max(lastOther, other)
    waiting.append(Pair(own: own, other: lastOther))
    acknowledge(upTo: acknowledgedOther)
  }

  /// Notes that a command went no further: it counts as done as soon as all before it are.
  package mutating func drop(_ own: UInt64) {
    passOn(own, as: lastOther)
  }

  /// Notes that the other side has followed all commands up to a number of its own.
  package mutating func acknowledge(upTo other: UInt64) {
    acknowledgedOther = max(acknowledgedOther, other)
    let done = waiting.prefix { $0.other <= acknowledgedOther }
    if let last = done.last { acknowledged = last.own }
    waiting.removeFirst(done.count)
  }
}
