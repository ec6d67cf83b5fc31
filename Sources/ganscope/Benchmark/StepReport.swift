import Foundation
import GANs
import Networks
import Tensors

/// The speed of a recipe's training step, with the keys that the scripts for other frameworks print,
/// and some more of our own.
struct StepReport: Encodable {
  private let peer = "ganscope"
  private let version = programVersion
  let recipe: String
  let batch: Int
  let threads: Int
  let variant: String
  let steps: Int
  let stepMsMedian, stepMsMin: Double
  let imagesPerS: Double
  let peakRssMb: Int
  let gflopPerStep, gflopPerS: Double
  let startupS: NumberOrNull
  let cpusUsed: Double
  let cpusUsedByOthers: NumberOrNull
  let params: [String: [Int]]
  /// Those of the last step: of the discriminator, of the generator.
  let losses: [Double]

  /// Of the rate of independent multiply-adds in registers, measured after the steps.
  let shareOfPeak: Double
  let allocationsPerStep: Double
  let kernels: String
  let profile: [ProfileRow]?
  /// How many times faster than in the file to compare with.
  var baselineRatio: Double?

  init(
    _ benchmark: StepBenchmark, _ measured: StepBenchmark.Measurement, peak: Double,
    profile: StepProfile? = nil
  ) {
    let times = measured.times.sorted()
    let median = (times[times.count / 2] + times[(times.count - 1) / 2]) / 2
    recipe = benchmark.recipe.name
    batch = benchmark.recipe.batch
    threads = Workers.count
    variant = benchmark.precision.rawValue
    steps = times.count
    stepMsMedian = (median * 1e3).rounded(places: 3)
    stepMsMin = (times[0] * 1e3).rounded(places: 3)
    imagesPerS = (Double(batch) / median).rounded(places: 1)
    peakRssMb = Int(measured.peakMegabytes.rounded())
    gflopPerStep = (benchmark.operations / 1e9).rounded(places: 3)
    gflopPerS = (benchmark.operations / 1e9 / median).rounded(places: 1)
    startupS = NumberOrNull(measured.startup?.rounded(places: 2))
    cpusUsed = measured.processors.own.rounded(places: 2)
    cpusUsedByOthers = NumberOrNull(measured.processors.others?.rounded(places: 2))
    params = benchmark.parameterCounts
    losses = [measured.losses.discriminator, measured.losses.generator]
      .map { Double($0).rounded(places: 4) }
    shareOfPeak = (benchmark.operations / median / peak).rounded(places: 3)
    allocationsPerStep = Double(measured.allocations) / Double(times.count)
    kernels = KernelSet.chosen.name
    self.profile = profile.map { ProfileRow.rows(of: $0, steps: times.count, peak: peak) }
  }
}

/// A number, or `null` where it is not known: a key that is always there.
struct NumberOrNull: Encodable {
  let value: Double?

  init(_ value: Double?) {
    self.value = value
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

extension Double {
  /// The nearest number with so many decimal places.
  func rounded(places: Int) -> Double {
    let scale = pow(10, Double(places))
    return (self * scale).rounded() / scale
  }

  /// As text with exactly so many decimal places.
  func fixed(_ places: Int) -> String {
    formatted(
      .number.precision(.fractionLength(places)).grouping(.never).locale(Locale(identifier: "C")))
  }
}

extension StepReport {
  /// Two lines for a person, and the profile's table where there is one.
  var text: String {
    let speed = [
      "\(recipe): \(stepMsMedian.fixed(2)) ms/step", "\(imagesPerS.fixed(0)) images/s",
      "\(gflopPerS.fixed(0)) GFLOP/s", "\((shareOfPeak * 100).fixed(0)) % of peak",
      baselineRatio.map { "\($0.fixed(2)) × as fast as before" },
    ]
    let circumstances = [
      variant, threads == 1 ? "1 thread" : "\(threads) threads", "kernels \(kernels)",
      "batch \(batch)",
      "\(peakRssMb) MB", startupS.value.map { "first step after \($0.fixed(2)) s" },
      "\(allocationsPerStep.fixed(0)) allocations/step",
      cpusUsedByOthers.value.map { "others kept \($0.fixed(2)) processors busy" },
    ]
    let table = profile.map { ["", ProfileRow.table($0)] } ?? []
    let lines = [speed, circumstances].map { $0.compactMap(\.self).joined(separator: ", ") }
    return (lines + table).joined(separator: "\n")
  }
}
