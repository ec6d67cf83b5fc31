package import Session

/// What a run's database says of the run as a whole when it begins.
package struct RunRecord: Sendable, Hashable {
  package var description: RunDescription
  /// The recipe as it was used, in TOML.
  package var recipeText: String
  /// Nil for a run of a program before there were checkpoints.
  package var settings: RunSettings?
  /// The machine in a few words, for example its processor.
  package var machine: String
  package var programVersion: String

  package init(
    description: RunDescription, recipeText: String, settings: RunSettings?, machine: String,
    programVersion: String
  ) {
    self.description = description
    self.recipeText = recipeText
    self.settings = settings
    self.machine = machine
    self.programVersion = programVersion
  }
}

/// How far a run has come.
///
/// A run whose program was killed stays `running`.
package enum RunStatus: String, Sendable, Hashable {
  case running
  case finished
  case stopped
}
