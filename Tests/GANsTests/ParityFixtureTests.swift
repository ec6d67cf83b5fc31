import Datasets
import Foundation
import GANs
import Networks
import Tensors
import Testing

/// Every loss, trick and kind of step against PyTorch: the files of Scripts/golden/parity.py.
///
/// A run from the same recipe and seed on the same images draws what the replayed one drew.
struct ParityFixtureTests {
  struct Fixture: Decodable, Sendable, CustomTestStringConvertible {
    struct Batch: Decodable, Sendable {
      let losses: [String: Double]
      let gradients: [Summary]
    }

    let recipe: String
    let seed: UInt64
    let images: Int
    let batches: [Batch]
    let after: [Summary]
    var file = ""

    var testDescription: String { file }

    private enum CodingKeys: CodingKey { case recipe, seed, images, batches, after }
  }

  /// What is known of a tensor: its length, a projection of it, and its first scalars.
  struct Summary: Decodable, Sendable {
    let name: String
    let shape: [Int]
    /// Its own length, or where that is rounding alone that of what cancels.
    let scale: Double
    let norm: Double
    let projection: Double
    let scalars: [Double]
  }

  static let fixtures: [Fixture] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "GoldenNumbers/parity")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    return files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.compactMap {
      guard let data = try? Data(contentsOf: $0),
        var fixture = try? JSONDecoder().decode(Fixture.self, from: data)
      else { return nil }
      fixture.file = $0.deletingPathExtension().lastPathComponent
      return fixture
    }
  }()

  @Test func `there is a file for each recipe`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Parity/recipes")
    let recipes = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).map { $0.deletingPathExtension().lastPathComponent }
    #expect(Set(Self.fixtures.map(\.file)) == Set(recipes))
  }

  @Test(arguments: fixtures)
  func `losses, gradients and what batches leave behind are PyTorch's`(fixture: Fixture) throws {
    let recipe = try Recipe(toml: fixture.recipe, name: fixture.file, file: "\(fixture.file).toml")
    let dataset = StrokesDataset.make(split: .train, limit: fixture.images)
    var images = TrainingImages(dataset, recipe: recipe, seed: fixture.seed)
    var gan = try GAN(recipe: recipe, image: dataset.imageShape, seed: fixture.seed)

    for (number, expected) in fixture.batches.enumerated() {
      let trace = StepTrace()
      let real = images.batch(number + 1, ofEpoch: 1)
      let measured = trace.record { gan.train(on: real) }
      expectNear(measured.discriminatorLoss, expected.losses["discriminator"])
      expectNear(measured.generatorLoss, expected.losses["generator"])
      expectNear(
        trace.tensors.filter { $0.name.hasPrefix("gradient.") }
          .map { NamedTensor(name: String($0.name.dropFirst(9)), tensor: $0.tensor) },
        expected.gradients)
    }
    expectNear(gan.state, fixture.after)
  }

  private func expectNear(_ loss: Float, _ expected: Double?) {
    guard let expected else { return #expect(Bool(false), "a loss is missing") }
    #expect(abs(Double(loss) - expected) <= 1e-5 * (1 + abs(expected)))
  }

  private func expectNear(_ tensors: [NamedTensor], _ expected: [Summary]) {
    let found = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor) })
    #expect(Set(found.keys) == Set(expected.map(\.name)))
    for summary in expected {
      guard let tensor = found[summary.name] else { continue }
      let tolerance = 1e-4 * summary.scale
      let scalars = tensor.scalars.map { Double($0) }
      #expect(tensor.shape.extents == summary.shape, "\(summary.name)")
      #expect(abs(scalars.norm - summary.norm) <= tolerance, "\(summary.name)")
      #expect(abs(scalars.projection - summary.projection) <= tolerance, "\(summary.name)")
      let distance = zip(scalars, summary.scalars).map { abs($0 - $1) }.max() ?? .infinity
      #expect(distance <= tolerance, "\(summary.name)")
    }
  }
}

extension [Double] {
  fileprivate var norm: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// On multiples of the golden ratio less their whole part, which tell any two scalars apart.
  fileprivate var projection: Double {
    enumerated().reduce(0) { sum, scalar in
      let multiple = Double(scalar.offset + 1) * 0.6180339887498949
      return sum + scalar.element * (multiple - multiple.rounded(.down) - 0.5)
    }
  }
}
