/// What can be trained: the recipes and data sets that the program knows.
package struct RunLibrary: Sendable, Equatable {
  package struct Recipe: Sendable, Equatable {
    package let name: String
    package let title: String
    /// The data set that it is made for.
    package let dataset: String

    package init(name: String, title: String, dataset: String) {
      self.name = name
      self.title = title
      self.dataset = dataset
    }
  }

  package struct Dataset: Sendable, Equatable {
    package let name: String
    /// Whether its images are on this machine.
    package let isHere: Bool

    package init(name: String, isHere: Bool) {
      self.name = name
      self.isHere = isHere
    }
  }

  package let recipes: [Recipe]
  package let datasets: [Dataset]

  package init(recipes: [Recipe] = [], datasets: [Dataset] = []) {
    self.recipes = recipes
    self.datasets = datasets
  }
}

extension RunLibrary {
  func recipe(named name: String) -> Recipe? { recipes.first { $0.name == name } }

  /// Whether the images of a data set are missing; of a path nothing is known before it is read.
  func isMissing(_ dataset: String) -> Bool {
    if Self.isPath(dataset) { return false }
    return !(knownDataset(dataset)?.isHere ?? false)
  }

  /// The data set that a name means, which may name classes of it: `cifar10:frog`.
  func knownDataset(_ reference: String) -> Dataset? {
    let name = reference.prefix { $0 != ":" }
    return datasets.first { $0.name == name }
  }

  /// Whether a word means a file or folder.
  static func isPath(_ dataset: String) -> Bool { dataset.contains("/") || dataset.contains(".") }

  /// What to do about a data set that is missing, in one line that fits a width if one does.
  static func advice(onMissing dataset: String, within width: Int = .max) -> String {
    let command = "ganscope datasets fetch \(dataset.prefix { $0 != ":" })"
    let whole = "\(dataset) is not here: \(command)"
    return whole.count <= width ? whole : command
  }
}

/// A run that a person wants in place of the present one.
package struct RunRequest: Sendable, Equatable {
  /// A recipe's name, or a file that ends in `.toml`.
  package var recipe: String
  /// A data set's name or a path; nil for the recipe's own.
  package var dataset: String?
  /// Nil for the one with which the program was started.
  package var seed: UInt64?

  package init(recipe: String, dataset: String? = nil, seed: UInt64? = nil) {
    self.recipe = recipe
    self.dataset = dataset
    self.seed = seed
  }
}
