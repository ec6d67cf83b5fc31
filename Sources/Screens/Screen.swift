package import Session
package import Terminal

/// What a screen is told.
package enum Message: Sendable, Equatable {
  case key(Key)
  case mouse(MouseEvent)
  /// The training has gone on.
  case snapshot(TrainingSnapshot)
  /// The terminal has another size; the next drawing is on a canvas of that size.
  case resized(width: Int, height: Int)
  /// Something went wrong that does not end the run, in one line.
  case alarm(String)
  /// What cannot be kept on disk now, in one line; nil where everything is written again.
  case storage(String?)
  /// The last command was refused and never sent, for the reason in one line; it has no number in the
  /// sequence of commands.
  case refused(String)
  /// What can be trained.
  case library(RunLibrary)
  /// Another run takes the place of the present one, of which nothing more will be told.
  case newRun
  /// An answer to what was asked for last, in one line.
  case notice(String)
  /// The time in seconds, from any fixed moment on, that never runs backwards.
  case tick(Double)
}

/// What a screen wants done.
package enum Effect: Sendable, Equatable {
  /// Sends a command to the training; commands are numbered 1, 2, 3… in the order they are sent.
  case send(TrainingCommand)
  /// Ends the present run and begins another: answered by `newRun`, or by a `notice` of why not.
  case startRun(RunRequest)
  /// Looks for recipes and data sets: answered by `library`.
  case listRecipes
  /// Leaves the program, after what was sent before has taken effect.
  case quit
  /// Draws otherwise from now on; answered by a `notice` where that cannot be.
  case changeAppearance(AppearanceChange)
  /// Writes a sample grid into a picture; answered by a `notice` of where.
  case savePicture(SampleGrid)
  /// Writes the images of a view into a picture whose name says which view it is.
  case saveView(SampleView)
  /// Records the screen into a file, of an automatic name where there is none, or ends the recording;
  /// answered by a `notice`.
  case record(String?)
  /// Tells how much time drawing takes; answered by a `notice`.
  case tellPerformance
  /// Paints every cell again.
  case redraw
  /// Gives the terminal back to the shell until the program is continued.
  case suspend
}

extension Effect {
  /// Whether another run takes the place of the present one.
  var startsRun: Bool {
    if case .startRun = self { true } else { false }
  }
}

/// What can be changed of how everything is drawn.
package enum AppearanceChange: Sendable, Equatable {
  /// The theme of a name.
  case theme(String)
  case glyphs(GlyphSet)
  case colors(ColorDepth)
}

/// One full-window view: a value that changes by messages alone and draws itself.
package protocol Screen: Sendable {
  /// Takes a message in; nothing else happens but what the effects say.
  mutating func update(_ message: Message) -> [Effect]
  /// The time in seconds after which it wants another `tick`; nil where nothing moves by itself.
  var tickInterval: Double? { get }
  /// Draws onto the whole of a canvas of any size.
  func draw(onto canvas: inout Canvas, appearance: Appearance)
}
