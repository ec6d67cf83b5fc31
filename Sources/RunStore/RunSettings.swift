/// How a run was asked for, as far as it takes that to go on with it.
package struct RunSettings: Sendable, Hashable, Codable {
  /// The data set's name with its classes, or its absolute path.
  package var dataset: String
  /// How many images of it are used at most.
  package var limit: Int?
  /// Where data sets are looked for first; nil for the user's own places.
  package var dataDirectory: String?
  /// How many bytes all checkpoints may take.
  package var checkpointBudget: Int
  /// After how many batches checkpoints come besides those at the ends of epochs.
  package var checkpointInterval: Int?
  /// Whether a judge reads the samples; nil in runs of programs that had none.
  package var isJudged: Bool?
  /// Whether it is paused when an alarm is raised.
  package var pausesOnAlarm: Bool?

  /// 2 GiB.
  package static let defaultBudget = 2 << 30

  package init(
    dataset: String, limit: Int? = nil, dataDirectory: String? = nil,
    checkpointBudget: Int = RunSettings.defaultBudget, checkpointInterval: Int? = nil,
    isJudged: Bool? = nil, pausesOnAlarm: Bool? = nil
  ) {
    self.dataset = dataset
    self.limit = limit
    self.dataDirectory = dataDirectory
    self.checkpointBudget = checkpointBudget
    self.checkpointInterval = checkpointInterval
    self.isJudged = isJudged
    self.pausesOnAlarm = pausesOnAlarm
  }
}
