import ArgumentParser
import Datasets
import Foundation
import GANs
import Networks
import Tensors

struct RecipesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipes", abstract: "List the recipes, or show one.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the recipes.")

    func run() throws {
      let catalogue = RecipeCatalogue()
      var table = TextTable(["recipe", "data set", "epochs", "batch", "title"])
      for name in catalogue.names { table.add(row(of: name, in: catalogue)) }
      try StandardOutput.writeLine(table.text)
    }

    private func row(of name: String, in catalogue: RecipeCatalogue) -> [String] {
      do {
        let recipe = try catalogue.recipe(name)
        return [name, recipe.dataset, "\(recipe.epochs)", "\(recipe.batch)", recipe.title]
      } catch {
        return [name, "", "", "", "unusable: \(error)"]
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show a recipe's layers with their shapes and parameters.")

    @Argument(help: "A recipe's name, or a file that ends in .toml.")
    var recipe: String

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Print the recipe's file, to copy and edit it.")
    var toml = false

    func run() throws {
      let recipe = try RecipeCatalogue().recipe(recipe)
      guard !toml else { return try StandardOutput.write(recipe.text) }
      let report = try RecipeReport(recipe)
      try StandardOutput.writeLine(json ? try report.json : report.text)
    }
  }
}
