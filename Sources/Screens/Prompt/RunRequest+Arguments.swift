internal import Configuration

extension RunRequest {
  private enum Key: String, CaseIterable {
    case recipe, dataset, seed
  }

  /// Reads `recipe=NAME`, `dataset=NAME` and `seed=N`, in any order; a word alone is a recipe.
  init(_ arguments: [String], library: RunLibrary) throws(PromptError) {
    let (recipe, values) = try Self.settings(arguments)
    self.init(
      recipe: try Self.recipe(recipe, in: library),
      dataset: try values[.dataset].map { name throws(PromptError) in
        try Self.dataset(name, in: library)
      },
      seed: try values[.seed].map(Self.seed))
    guard let dataset = dataset ?? library.recipe(named: recipe)?.dataset,
      library.isMissing(dataset)
    else { return }
    throw PromptError(RunLibrary.advice(onMissing: dataset))
  }

  /// - Throws: what is wrong with some arguments whatever recipes and data sets there are.
  static func check(_ arguments: [String]) throws(PromptError) {
    if let text = try settings(arguments).all[.seed] { _ = try seed(text) }
  }

  private static func settings(
    _ arguments: [String]
  ) throws(PromptError) -> (recipe: String, all: [Key: String]) {
    var values: [Key: String] = [:]
    for argument in arguments {
      let (key, value) = try setting(argument)
      guard values.updateValue(value, forKey: key) == nil else {
        throw PromptError("\(key.rawValue) is there twice")
      }
    }
    guard let recipe = values[.recipe] else {
      throw PromptError("which recipe? new recipe=NAME [dataset=NAME] [seed=N]")
    }
    return (recipe, values)
  }

  private static func setting(_ argument: String) throws(PromptError) -> (Key, String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return (.recipe, argument) }
    let name = String(parts[0])
    guard let key = Key(rawValue: name) else {
      let known = knownWords(Key.allCases.map(\.rawValue), nearestTo: name)
      throw PromptError("nothing is called '\(name)'; \(known)")
    }
    return (key, String(parts[1]))
  }

  private static func recipe(_ name: String, in library: RunLibrary) throws(PromptError) -> String {
    let isFile = name.hasSuffix(".toml")
    guard isFile || library.recipe(named: name) != nil else {
      let known = knownWords(library.recipes.map(\.name), nearestTo: name)
      throw PromptError("no recipe '\(name)'; \(known)")
    }
    return name
  }

  private static func dataset(_ name: String, in library: RunLibrary) throws(PromptError) -> String
  {
    guard RunLibrary.isPath(name) || library.knownDataset(name) != nil else {
      let known = knownWords(library.datasets.map(\.name), nearestTo: name)
      throw PromptError("no data set '\(name)'; \(known)")
    }
    return name
  }

  private static func seed(_ text: String) throws(PromptError) -> UInt64 {
    guard let seed = UInt64(text) else {
      throw PromptError("a seed is a whole number from 0 on, not '\(text)'")
    }
    return seed
  }

  /// Everything that can follow some arguments of `new`.
  static func completions(after arguments: [String], in library: RunLibrary) -> [String] {
    let used = Set(arguments.compactMap { try? setting($0).0 })
    return Key.allCases.filter { !used.contains($0) }.flatMap { key in
      let values =
        switch key {
        case .recipe: library.recipes.map(\.name)
        case .dataset: library.datasets.map(\.name)
        case .seed: [""]
        }
      return values.map { "\(key.rawValue)=\($0)" }
    }
  }
}
