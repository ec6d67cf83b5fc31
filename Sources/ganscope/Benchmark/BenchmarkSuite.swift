import ArgumentParser
import GANs
import Tensors

/// A group of benchmarks of one kind.
enum BenchmarkSuite: String, CaseIterable, ExpressibleByArgument {
  case product
  case convolution
  case elementwise = "element-wise"
  /// A whole training step of each recipe.
  case step
  /// The errors of convolutions; nothing is timed.
  case accuracy

  /// Those that run unless others are asked for.
  static let timed = allCases.filter { $0 != .accuracy }

  /// What it times.
  func cases() throws -> [BenchmarkCase] {
    switch self {
    case .product: BenchmarkCase.products()
    case .convolution: BenchmarkCase.convolutions()
    case .elementwise: BenchmarkCase.elementwise()
    case .step: try Self.steps()
    case .accuracy: []
    }
  }

  private static func steps() throws -> [BenchmarkCase] {
    let catalogue = RecipeCatalogue()
    return try catalogue.names.map { name in
      let fresh = try StepBenchmark(recipe: catalogue.recipe(name), precision: .float32)
      return BenchmarkCase(name: fresh.name, operations: fresh.operations) {
        var benchmark = fresh
        return { _ = benchmark.train() }
      }
    }
  }
}
