import Configuration
import Datasets
import Foundation
import GANs
import Networks
import RunStore
import Tensors

/// A recipe's networks as tables, for the images of its own data set, and the rules by which they
/// are trained.
struct RecipeReport: Encodable {
  struct Layer: Encodable {
    let number: Int
    let layer: String
    let output: [Int]
    let parameters: Int
    let multiplyAdds: Int
    let settings: String
  }

  struct Player: Encodable {
    let layers: [Layer]
    let parameters: Int
    let trainableParameters: Int
    let nonTrainableParameters: Int
    /// Those of one image in a forward pass.
    let multiplyAddsPerImage: Int
    let optimizer: StatedSettings
  }

  let name: String
  let title: String
  let source: String
  let dataset: String
  let pixels: String
  let epochs: Int
  let batch: Int
  let latent: Int
  /// Nil where the discriminator learns alone.
  let generator: Player
  let discriminator: Player
  /// What one step does, and by which loss.
  let training: StatedSettings
  let tricks: StatedSettings

  init(_ recipe: Recipe) throws {
    name = recipe.name
    title = recipe.title
    source = recipe.source
    dataset = recipe.dataset
    pixels = recipe.pixels.rawValue
    epochs = recipe.epochs
    batch = recipe.batch
    let document = try Setting.parse(toml: recipe.text, file: recipe.file)
    let summaries = try recipe.summaries()
    generator = Player(
      summaries.generator, StatedSettings("generator", of: document)["optimizer"])
    latent = recipe.latent.count
    discriminator = Player(
      summaries.discriminator, StatedSettings("discriminator", of: document)["optimizer"])
    training = StatedSettings("training", of: document)
    tricks = StatedSettings("tricks", of: document)
  }

  var json: String {
    get throws { String(try JSONLine.text(of: self).dropLast()) }
  }

  var text: String {
    ([heading] + players.map(section) + [rules]).joined(separator: "\n\n")
  }

  private var players: [(name: String, player: Player)] {
    [("generator", generator), ("discriminator", discriminator)]
  }

  private var heading: String {
    """
    \(name): \(title)
    \(source)
    data set \(dataset), pixels \(pixels), latent \(latent), batch \(batch), \(epochs) epochs
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
    var totals = TextTable(["parameters", "\(player.parameters)"])
    totals.add(["trainable", "\(player.trainableParameters)"])
    totals.add(["not trainable", "\(player.nonTrainableParameters)"])
    totals.add(["multiply-adds", "\(player.multiplyAddsPerImage) an image"])
    totals.add(["optimizer", player.optimizer.line])
    return "\(table.text)\n\n\(totals.text)"
  }

  private var rules: String {
    var table = TextTable(["training", ""])
    for row in training.rows { table.add(["  \(row.name)", row.value]) }
    let tricks = tricks.flatRows
    table.add(["tricks", tricks.isEmpty ? "none" : ""])
    for row in tricks { table.add(["  \(row.name)", row.value]) }
    return table.text
  }
}

extension RecipeReport.Player {
  fileprivate init(_ summary: NetworkSummary, _ optimizer: StatedSettings) {
    layers = summary.rows.map { row in
      RecipeReport.Layer(
        number: row.number, layer: row.kind, output: row.outputShape.extents,
        parameters: row.parameterCount, multiplyAdds: row.multiplyAdds, settings: row.settings)
    }
    parameters = summary.parameterCount
    trainableParameters = summary.trainableParameterCount
    nonTrainableParameters = summary.parameterCount - summary.trainableParameterCount
    multiplyAddsPerImage = summary.rows.reduce(0) { $0 + $1.multiplyAdds }
    self.optimizer = optimizer
  }
}
