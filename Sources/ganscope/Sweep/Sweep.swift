import ArgumentParser
import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Training

/// A plan with its place on disk and all that its runs need.
struct Sweep: Sendable {
  let plan: SweepPlan
  /// The threads of each run; nil for as many as there are cores.
  let threads: Int?
  private let runs = RunCatalogue()
  /// The recipe of each combination.
  private let recipes: [Recipe]
  private let files: [String]

  /// - Parameter catalogue: where the recipes are written that its runs are told.
  /// - Throws: the first combination that no recipe can have.
  init(_ plan: SweepPlan, in catalogue: SweepCatalogue, threads: Int?) throws {
    self.plan = plan
    self.threads = threads
    recipes = try Self.recipes(of: plan)
    files = try recipes.enumerated().map { number, recipe in
      try catalogue.keepRecipe(recipe.text, number: number, of: plan)
    }
  }

  /// The recipe of each combination.
  ///
  /// - Throws: the first one that cannot be.
  static func recipes(of plan: SweepPlan) throws -> [Recipe] {
    let settings = plan.settings
    let recipe: Recipe
    do {
      recipe = try Recipe(
        toml: settings.recipeText, name: settings.recipe, file: "\(settings.recipe).toml")
    } catch {
      throw RecipeError.malformed(error)
    }
    return try plan.combinations.map { changes in
      do throws(RecipeError) {
        return try recipe.changed(changes)
      } catch {
        throw ShellError("--set \(error)", .badData)
      }
    }
  }

  func directory(of cell: SweepPlan.Cell) -> RunDirectory {
    RunDirectory(path: "\(runs.folder)/\(cell.run)")
  }

  /// How far a run is.
  ///
  /// - Throws: that there is another run of its name.
  func standing(of cell: SweepPlan.Cell) throws -> SweepStanding {
    try SweepStanding(
      of: cell, recipeText: recipes[combination(of: cell)].text, in: directory(of: cell))
  }

  /// Looks whether every run could begin now, as far as that is possible before any is trained.
  func check() throws {
    let absent = try plan.cells.filter { try standing(of: $0) == .absent }
    for cell in absent { _ = try TrainingSetup(options(for: cell)) }
    guard let first = absent.first else { return }
    _ = try TrainingSetup(options(for: first)).makeTrainer { _ in }
  }

  /// The command line that trains a run, or goes on with it.
  func arguments(for cell: SweepPlan.Cell, _ standing: SweepStanding) throws -> [String] {
    guard case .begun = standing else { return ["train", "--json"] + trainingOptions(for: cell) }
    return ["resume", directory(of: cell).path, "--json"] + option("--threads", threads)
  }

  private func options(for cell: SweepPlan.Cell) throws -> TrainingOptions {
    try TrainingOptions.parse(trainingOptions(for: cell))
  }

  private func trainingOptions(for cell: SweepPlan.Cell) -> [String] {
    let number = combination(of: cell)
    let settings = plan.settings
    let batch = cell.changes.last { $0.key == "batch" }?.value
    return ["--recipe", files[number], "--run", cell.run, "--seed", "\(cell.seed)"]
      + option("--batch", batch)
      + option("--dataset", settings.dataset) + option("--data-dir", settings.dataDirectory)
      + option("--epochs", settings.epochs) + option("--limit", settings.limit)
      + option("--precision", settings.precision) + option("--threads", threads)
      + option("--checkpoint-budget", settings.checkpointBudget)
      + option("--checkpoint-every", settings.checkpointInterval)
  }

  private func option<Value>(_ name: String, _ value: Value?) -> [String] {
    value.map { [name, "\($0)"] } ?? []
  }

  private func combination(of cell: SweepPlan.Cell) -> Int {
    plan.combinations.firstIndex(of: cell.changes) ?? 0
  }
}
