package import GANs
import Networks
package import RunStore
package import Session
import Tensors

/// Judges the generators of a run on disk as they were when checkpoints were written.
///
/// All are given the same latent vectors: the first that follow from the run's seed for its display, so the
/// sample grids are among the images. The run is only read.
package struct RunScorer: Sendable {
  /// How many images are judged where nobody says otherwise.
  package static let usualCount = 2_000
  /// Fewer say too little of 64 features.
  private static let leastCount = 500
  /// How many multiply-adds the images of one checkpoint may take where nobody says how many there are:
  /// some seconds.
  private static let usualCost = 250_000_000_000
  /// The most images that are made at once, so that memory stays bounded.
  private static let batch = 256

  /// How many images are judged of each generator.
  package let count: Int
  package let panel: JudgePanel
  /// The distance that as many real images get.
  package let floor: Double
  private let reader: RunReader
  private let branch: RunBranch
  private let recipe: Recipe
  private let image: Shape
  private let comparisons: QualityEvaluation.Comparisons
  private let seed: UInt64

  /// - Parameters:
  ///   - count: of images; nil for 2,000, or fewer where the generator is wide.
  ///   - comparisons: which metrics that compare all images are taken.
  package init(
    _ reader: RunReader, branch: RunBranch, panel: JudgePanel, count: Int?,
    comparing comparisons: QualityEvaluation.Comparisons = [.neighbourhoods, .copies]
  ) throws {
    let record = try reader.overview().record
    let format = record.description.format
    (self.reader, self.branch, self.panel) = (reader, branch, panel)
    self.comparisons = comparisons
    recipe = try Recipe(
      toml: record.recipeText, name: record.description.recipe,
      file: "the recipe of \(record.description.run)")
    image = [format.height, format.width, format.channels]
    seed = record.description.seed
    self.count = try count ?? Self.usualCount(of: recipe)
    floor = panel.reference.floor(count: self.count)
  }

  /// How many images of a recipe's generator are judged where nobody says.
  package static func usualCount(of recipe: Recipe) throws(RecipeError) -> Int {
    let cost = try recipe.summaries().generator.rows.reduce(0) { $0 + $1.multiplyAdds }
    return min(usualCount, max(leastCount, usualCost / max(1, cost)))
  }

  /// What the judge finds after a batch: in the generator's images and, where the run keeps an average of
  /// its weights, in that one's.
  ///
  /// - Parameter sources: of which of them.
  /// - Returns: no reading of a generator whose images cannot be told by numbers.
  /// - Throws: that the checkpoint has gone or is damaged.
  package func readings(
    at moment: ScoredMoment, of sources: Set<QualityReading.Source> = [.generator, .average]
  ) throws -> [QualityReading] {
    let checkpoint = try reader.checkpoint(onLineOf: branch.number, atOrBefore: moment.step)
    guard let checkpoint, checkpoint.step == moment.step else {
      throw RunStoreError(
        .noInput,
        "\(reader.directory.name): the checkpoint after batch \(moment.step) has gone meanwhile")
    }
    let weights = checkpoint.state.weights
    let generators = [
      (QualityReading.Source.generator, Self.generator(in: weights)),
      (.average, Self.average(in: weights)),
    ]
    return try generators.filter { sources.contains($0.0) }.compactMap { source, weights in
      try weights.flatMap { try reading(of: $0, source, at: moment) }
    }
  }

  private func reading(
    of weights: [NamedTensor], _ source: QualityReading.Source, at moment: ScoredMoment
  ) throws -> QualityReading? {
    let generator = try TrainedGenerator(recipe: recipe, image: image, weights: weights)
    let latents = generator.latents(count, seed: seed)
    var parts: [JudgeOpinions] = []
    var pixels = PixelStatistics(imageShape: image)
    for start in stride(from: 0, to: count, by: Self.batch) {
      let part = latents.samples(start..<min(start + Self.batch, count))
      let images = generator.images(from: part)
      parts.append(panel.judge.opinions(of: images, count: part.shape[0]))
      pixels.add(images)
    }
    return QualityEvaluation(panel.reference.quality).reading(
      of: JudgeOpinions(joining: parts), pixels: pixels,
      at: QualityEvaluation.Occasion(epoch: moment.epoch, step: moment.step, source: source),
      floor: floor, comparing: comparisons)
  }

  // MARK: - Weights

  /// Nil where the run has no generator.
  private static func generator(in weights: [NamedTensor]) -> [NamedTensor]? {
    let own = weights.filter { $0.name.hasPrefix("generator.") }
    return own.isEmpty ? nil : own
  }

  /// The generator's tensors, those of which the run keeps an average replaced by it; nil where it keeps
  /// none yet.
  private static func average(in weights: [NamedTensor]) -> [NamedTensor]? {
    let prefix = "\(GeneratorAverage.name)."
    let averages = weights.filter { $0.name.hasPrefix(prefix) }
    guard !averages.isEmpty else { return nil }
    let byName = Dictionary(
      averages.map { ("generator.\($0.name.dropFirst(prefix.count))", $0.tensor) }
    ) { first, _ in first }
    return generator(in: weights)?.map {
      NamedTensor(name: $0.name, tensor: byName[$0.name] ?? $0.tensor)
    }
  }
}
