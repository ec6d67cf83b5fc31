/// What ncurses hands over for a piece of input.
package nonisolated enum InputCode: Sendable, Hashable {
  /// A Unicode scalar, control characters included.
  case scalar(UInt32)
  /// A key that ncurses recognised: one of its `KEY_…` numbers.
  case function(Int32)
}
