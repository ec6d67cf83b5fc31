/// Something that was asked of the training and has not taken effect yet.
struct Request<Value: Sendable & Equatable>: Sendable, Equatable {
  var value: Value
  /// The number of the command that asked for it.
  var sequence: UInt64

  func isFulfilled(byCommand acknowledged: UInt64) -> Bool { sequence <= acknowledged }
}
