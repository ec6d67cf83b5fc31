import Datasets
import Foundation
import GANs
import Networks
import Tensors

/// A recipe's networks as tables, for the images of its own data set.
struct RecipeReport: Encodable {
  struct Layer: Encodable {
    let number: Int
    let layer: String
    let output: [Int]
    let parameters: Int
    let settings: String
  }

  struct Player: Encodable {
    let layers: [Layer]
    let parameters: Int
    let trainableParameters: Int
  }

  let name: String
  let title: String
  let source: String
  let dataset: String
  let pixels: String
  let epochs: Int
  let batch: Int
  let latent: Int
  let generator: Player
  let discriminator: Player

  init(_ recipe: Recipe) throws(RecipeError) {
    name = recipe.name
    title = recipe.title
    source = recipe.source
    dataset = recipe.dataset
    pixels = recipe.pixels.rawValue
    epochs = recipe.epochs
    batch = recipe.batch
    latent = recipe.latent.count
    let summaries = try recipe.summaries()
    generator = Player(summaries.generator)
    discriminator = Player(summaries.discriminator)
  }

  var json: String {
    get throws { String(try JSONLine.text(of: self).dropLast()) }
  }

  var text: String {
    """
    \(name): \(title)
    \(source)
    data set \(dataset), pixels \(pixels), latent \(latent), batch \(batch), \(epochs) epochs

    \(section("generator", generator))

    \(section("discriminator", discriminator))
    """
  }

  private func section(_ name: String, _ player: Player) -> String {
    var table = TextTable(["", name, "output", "parameters", "settings"])
    for layer in player.layers {
      table.add([
        "\(layer.number)", layer.layer, layer.output.map(String.init).joined(separator: "×"),
        "\(layer.parameters)", layer.settings,
      ])
    }
    table.add(["", "all", "", "\(player.parameters)", "\(player.trainableParameters) trainable"])
    return table.text
  }
}

extension RecipeReport.Player {
  fileprivate init(_ summary: NetworkSummary) {
    layers = summary.rows.map { row in
      RecipeReport.Layer(
        number: row.number, layer: row.kind, output: row.outputShape.extents,
        parameters: row.parameterCount, settings: row.settings)
    }
    parameters = summary.parameterCount
    trainableParameters = summary.trainableParameterCount
  }
}
