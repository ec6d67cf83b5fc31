import Foundation
import GANs
import Session

/// The beginning of a real run as it was stored, of Scripts/golden/collapse.py.
struct RecordedRun: Decodable {
  struct Batches: Decodable {
    let discriminatorLoss: [Float]
    let generatorLoss: [Float]
    let realAccuracy: [Float]
    let fakeAccuracy: [Float]
    let realScore: [Float]
    let fakeScore: [Float]
    let logitGap: [Float]
    let discriminatorGradient: [Float]
    let generatorGradient: [Float]
  }

  let batchesPerEpoch: Int
  let judge: JudgeDescription
  let readings: [QualityReading]
  private let batches: Batches

  /// `dense-selu` with Adam at 2e-4.
  static func collapse() throws -> RecordedRun {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "GoldenNumbers/collapse.json"))
    return try JSONDecoder().decode(RecordedRun.self, from: data)
  }

  /// All that was known after a batch.
  func line(through step: Int) -> BranchLine {
    BranchLine(
      metrics: MetricHistory(metrics.prefix(step)), quality: readings.filter { $0.step <= step })
  }

  /// What is known of the run besides its line.
  var diagnosis: Diagnosis {
    Diagnosis(
      DiagnosisFacts(hasTransposedConvolutions: false, batchesPerEpoch: batchesPerEpoch),
      in: DiagnosisSituation(knobs: .plain, judge: judge))
  }

  private var metrics: [BatchMetrics] {
    batches.realScore.indices.map { index in
      BatchMetrics(
        epoch: index / batchesPerEpoch + 1, batch: index % batchesPerEpoch + 1, step: index + 1,
        discriminatorLoss: batches.discriminatorLoss[index],
        generatorLoss: batches.generatorLoss[index],
        realAccuracy: batches.realAccuracy[index], fakeAccuracy: batches.fakeAccuracy[index],
        signals: .init(
          realScore: batches.realScore[index], fakeScore: batches.fakeScore[index],
          logitGap: batches.logitGap[index],
          discriminatorGradient: batches.discriminatorGradient[index],
          generatorGradient: batches.generatorGradient[index]))
    }
  }
}
