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
      let recipes = try catalogue.names.map { try catalogue.recipe($0) }
      var table = TextTable(["recipe", "data set", "epochs", "batch", "title"])
      for recipe in recipes {
        table.add([
          recipe.name, recipe.dataset, "\(recipe.epochs)", "\(recipe.batch)", recipe.title,
        ])
      }
      print(table.text)
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
      guard !toml else { return print(recipe.text, terminator: "") }
      let report = try RecipeReport(recipe)
      print(json ? try report.json : report.text)
    }
  }
}
