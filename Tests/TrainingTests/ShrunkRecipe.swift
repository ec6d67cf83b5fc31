import Datasets
import Foundation
import GANs
import Networks
import Tensors
import Testing
import Training

/// The built-in recipes with few filters, small batches and few images, so that a step needs
/// milliseconds; all else is as published.
enum ShrunkRecipe {
  /// How many images count as one batch.
  private static let batch = 3

  /// The names of all built-in recipes.
  static var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil
      ).filter { $0.pathExtension == "toml" }.map { $0.deletingPathExtension().lastPathComponent }
        .sorted()
    }
  }

  static func named(_ name: String) throws -> Recipe {
    let text = try String(contentsOf: folder.appending(path: "\(name).toml"), encoding: .utf8)
    let narrow = text.replacing(#/filters = (\d+)/#) { match in
      "filters = \(min(8, Int(match.1) ?? 0))"
    }
    return try Recipe(toml: narrow, name: name, file: "\(name).toml").withBatch(batch)
  }

  /// A trainer on two batches of images and one image more.
  static func trainer(of recipe: Recipe) throws -> GANTrainer {
    let image = try #require(try recipe.summaries().generator.rows.last).outputShape
    let dataset = ImageDataset(
      name: "slopes", pixels: greyValues((2 * batch + 1) * image.count), width: image[1],
      height: image[0], channels: image[2])
    return try GANTrainer(recipe: recipe, dataset: dataset, seed: 9, runName: "test")
  }

  private static let folder = URL(filePath: #filePath).appending(path: "../../../recipes")
    .standardized
}

/// Grey values without any order.
func greyValues(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 &* 7) }
}
