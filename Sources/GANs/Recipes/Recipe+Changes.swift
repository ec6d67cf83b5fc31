internal import Configuration
internal import Networks

/// A value of a recipe that is to be another one, as a command line states it: `generator.rate=1e-4`.
package struct RecipeChange: Sendable, Hashable, Codable {
  /// A key of the recipe's file with its tables before it, or one of the short names.
  package var key: String
  /// The value as it is written in TOML; quotes of a text may be left out.
  package var value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// For example `generator.rate=1e-4`.
  package var text: String { "\(key)=\(value)" }

  /// Names that stand for a key of the file or for several.
  ///
  /// Besides, `generator.` and `discriminator.` lead to settings of their optimizers, and the name of a
  /// trick to the trick.
  package static let shortNames = [
    "batch", "dropout", "latent", "loss", "rate", "generator.rate", "discriminator.rate",
  ]
}

extension Recipe {
  /// The recipe with other values, its text being that of the file with them in place.
  ///
  /// `batch` changes all counts of images in proportion, which its text does not say: see `withBatch`.
  ///
  /// - Throws: the first change that cannot be, with the key as it was given and near ones.
  package func changed(_ changes: [RecipeChange]) throws(RecipeError) -> Recipe {
    do throws(RecipeError) {
      let recipe = try rewritten(changes)
      _ = try recipe.summaries()
      return recipe
    } catch {
      guard case .malformed(let problem) = error else { throw error }
      // Where one of them is wrong by itself, the others need not be named.
      if changes.count > 1 { for change in changes { _ = try changed([change]) } }
      throw .malformed(Self.told(problem, changes))
    }
  }

  private func rewritten(_ changes: [RecipeChange]) throws(RecipeError) -> Recipe {
    do throws(ConfigurationError) {
      var document = try TOMLDocument(text, file: file)
      for change in changes where change.key != "batch" {
        try Self.apply(change, to: &document)
      }
      let recipe = try Recipe(toml: document.text, name: name, file: file)
      let size = changes.last { $0.key == "batch" }
      return try size.map { change throws(ConfigurationError) in
        recipe.withBatch(try Self.batchSize(change))
      } ?? recipe
    } catch {
      throw .malformed(error)
    }
  }

  private static func apply(
    _ change: RecipeChange, to document: inout TOMLDocument
  ) throws(ConfigurationError) {
    let paths = paths(of: change.key, in: document)
    guard !paths.isEmpty else {
      throw ConfigurationError(
        file: "", line: nil, problem: "this recipe has nothing that '\(change.key)' stands for")
    }
    for path in paths { try document.set(Setting.toml(meaning: change.value), at: path) }
    if paths == [lossPath], let loss = adversarialLosses[change.value] {
      try state(labelsOf: loss, in: &document)
    }
  }

  private static let lossPath = "training.loss"

  /// A recipe states labels where its loss compares with them and nowhere else: those that another
  /// loss needs are 1 for real and 0 for fake, those that it does not know are taken out.
  private static func state(
    labelsOf loss: any AdversarialLoss.Type, in document: inout TOMLDocument
  ) throws(ConfigurationError) {
    if !(loss is any CrossEntropyLoss.Type) { document.remove("training.probability_clip") }
    let labels = [
      ("training.discriminator", "real_label", "1.0", loss.labels != .none),
      ("training.discriminator", "fake_label", "0.0", loss.labels != .none),
      ("training.generator", "label", "1.0", loss.labels == .both),
    ]
    for (table, key, value, isNeeded) in labels where document.has(table) {
      let path = "\(table).\(key)"
      if !isNeeded {
        document.remove(path)
      } else if !document.has(path) {
        try document.set(value, at: path)
      }
    }
  }

  /// Where the values stand that a key means.
  private static func paths(of key: String, in document: TOMLDocument) -> [String] {
    if document.has(key) { return [key] }
    let players = Role.allCases.map(\.rawValue)
    switch key {
    case "rate": return players.map { "\($0).optimizer.rate" }
    case "loss": return [lossPath]
    case "latent": return ["generator.latent"]
    case "dropout": return dropoutRates(in: document)
    default: break
    }
    let words = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard let first = words.first else { return [key] }
    if words.count == 2, players.contains(first), !words[1].contains(".") {
      return ["\(first).optimizer.\(words[1])"]
    }
    return trickCatalogue.contains { $0.name == first } ? ["tricks.\(key)"] : [key]
  }

  /// Those of the discriminator, which `--dropout` turns too.
  private static func dropoutRates(in document: TOMLDocument) -> [String] {
    let layers = "\(Role.discriminator.rawValue).layers["
    return document.paths.filter { path in
      path.hasPrefix(layers) && path.hasSuffix("].type")
        && document[path]?.dropFirst().dropLast() == Substring(Dropout.kind)
    }.map { $0.dropLast("type".count) + "rate" }
  }

  private static func batchSize(
    _ change: RecipeChange
  ) throws(ConfigurationError) -> Int {
    guard let size = Int(change.value), (1...65_536).contains(size) else {
      throw ConfigurationError(
        file: "", line: nil, problem: "batch: expected an integer from 1 to 65536")
    }
    return size
  }

  /// An error of the changed text in the words of those who changed it: they see no lines of it.
  private static func told(
    _ error: ConfigurationError, _ changes: [RecipeChange]
  ) -> ConfigurationError {
    let near = changes.lazy.compactMap { change in
      RecipeChange.shortNames.contains(change.key)
        ? nil : nearestMatch(to: change.key, among: RecipeChange.shortNames)
    }.first
    let hint = error.problem.contains("unknown key") ? near.map { "; or \($0)?" } ?? "" : ""
    return ConfigurationError(
      file: changes.map(\.text).joined(separator: " "), line: nil, problem: error.problem + hint)
  }
}
