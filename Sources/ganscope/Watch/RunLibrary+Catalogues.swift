import Datasets
import Foundation
import GANs
import Screens

extension RunLibrary {
  /// Everything that the catalogues find now; what cannot be read is left out.
  ///
  /// - Parameter dataDirectory: where data sets are looked for first.
  init(dataDirectory: String?) {
    let recipes = RecipeCatalogue()
    self.init(
      recipes: recipes.names.compactMap { name in
        // `ganscope recipes` says what is wrong with a file.
        guard let recipe = try? recipes.recipe(name) else { return nil }
        return Recipe(name: name, title: recipe.title, dataset: recipe.dataset)
      },
      datasets: Self.datasets(dataDirectory: dataDirectory))
  }

  private static func datasets(dataDirectory: String?) -> [Dataset] {
    let searchPath = DatasetSearchPath(
      dataDirectory: dataDirectory, environment: ProcessInfo.processInfo.environment)
    guard let catalogue = try? DatasetCatalogue(searchPath: searchPath) else { return [] }
    return catalogue.descriptions.values.sorted { $0.name < $1.name }
      .map { Dataset(name: $0.name, isHere: catalogue.place(of: $0) != nil) }
  }
}
