package import Terminal

/// What ended the wait for the next event.
package nonisolated enum TerminalEvent: Sendable, Hashable {
  case key(Key)
  case mouse(MouseEvent)
  /// The terminal has a new size; whatever is painted next is painted as a whole.
  case resized(width: Int, height: Int)
  /// Another thread called `WakePipe.wake`.
  case woken
  /// The deadline that was asked for has passed.
  case deadline
  /// The program was asked to end.
  case interrupted(Interruption)
  /// The terminal is gone: nothing can be shown or read any more.
  case closed
  /// The program was stopped and continued; after Ctrl-Z it is known how long it stood still.
  case resumed(after: Duration)
}

/// The signals that ask the program to end.
///
/// QUIT is not among them: it counts as a crash, so that it ends a program that hangs and shows where.
package nonisolated enum Interruption: Sendable, Hashable, CaseIterable {
  case interrupt, terminate, hangup
}
