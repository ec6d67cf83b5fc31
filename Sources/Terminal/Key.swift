/// A key press, decoded.
package enum Key: Sendable, Hashable {
  /// A printable character, already shifted: `a`, `A`, `+`, ` `.
  case character(Character)
  /// A letter with the control key, in lower case: `control("c")`.
  case control(Character)
  case function(Int)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
}
