package import GANs

/// Everything that a sweep trains: each combination of values with each seed.
///
/// It says what is to be done and never what was done, which the runs on disk say themselves.
package struct SweepPlan: Sendable, Hashable, Codable {
  /// What every run of the sweep has in common.
  package struct Settings: Sendable, Hashable, Codable {
    /// The recipe's name, and its text before anything is changed in it.
    package var recipe: String
    package var recipeText: String
    /// The data set with its classes, or its absolute path; nil for the recipe's own.
    package var dataset: String?
    package var dataDirectory: String?
    package var epochs: Int?
    package var limit: Int?
    package var precision: String?
    package var checkpointBudget: Int
    package var checkpointInterval: Int?

    package init(
      recipe: String, recipeText: String, dataset: String? = nil, dataDirectory: String? = nil,
      epochs: Int? = nil, limit: Int? = nil, precision: String? = nil, checkpointBudget: Int,
      checkpointInterval: Int? = nil
    ) {
      self.recipe = recipe
      self.recipeText = recipeText
      self.dataset = dataset
      self.dataDirectory = dataDirectory
      self.epochs = epochs
      self.limit = limit
      self.precision = precision
      self.checkpointBudget = checkpointBudget
      self.checkpointInterval = checkpointInterval
    }
  }

  /// One run.
  package struct Cell: Sendable, Hashable, Codable {
    /// The run's name.
    package var run: String
    package var changes: [RecipeChange]
    package var seed: UInt64
  }

  /// The version of this form on disk.
  package static let version = 1

  package private(set) var version = Self.version
  package let name: String
  package let settings: Settings
  package let axes: [SweepAxis]
  package let seeds: [UInt64]
  /// All runs in the order in which they are trained: every combination once before any seed comes
  /// twice, so that an early look at the table sees the whole grid.
  package let cells: [Cell]

  package init(name: String, settings: Settings, axes: [SweepAxis], seeds: [UInt64]) {
    self.name = name
    self.settings = settings
    self.axes = axes
    self.seeds = seeds
    let names = SweepNames(sweep: name, axes: axes)
    let combinations = Self.combinations(of: axes)
    cells = seeds.flatMap { seed in
      combinations.enumerated().map { number, changes in
        Cell(run: names.run(number: number, changes, seed: seed), changes: changes, seed: seed)
      }
    }
  }

  /// Every choice of one value an axis, the last axis running fastest.
  package static func combinations(of axes: [SweepAxis]) -> [[RecipeChange]] {
    axes.reduce([[]]) { combinations, axis in
      combinations.flatMap { combination in
        axis.values.map { combination + [RecipeChange(key: axis.key, value: $0)] }
      }
    }
  }

  /// Every combination of values that is trained.
  package var combinations: [[RecipeChange]] { Self.combinations(of: axes) }

  /// Whether another plan trains the same, whatever its name.
  package func trainsSame(as other: SweepPlan) -> Bool {
    settings == other.settings && axes == other.axes && seeds == other.seeds
  }
}
