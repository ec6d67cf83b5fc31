import Foundation
import GANs
import Networks
import RunStore
import Session
import Tensors
import Testing
import Training

/// A step in slow motion: an ordinary step, and a record of what went through the networks.
struct SlowStepTests {
  /// A trainer after some batches, and the same one a slow step later.
  private struct SlowStep {
    let before: GANTrainer
    let after: GANTrainer
    let metrics: BatchMetrics
    let record: StepRecord

    init(_ recipe: Recipe, batches: Int = 1) throws {
      var trainer = try ShrunkRecipe.trainer(of: recipe)
      for _ in 0..<batches { _ = trainer.trainBatch() }
      before = trainer
      (metrics, record) = trainer.trainSlowly()
      after = trainer
    }

    /// The same step, traced for a file.
    func trace() -> [String: Tensor] {
      let trace = StepTrace()
      var trainer = before
      _ = trace.record { trainer.trainBatch() }
      return Dictionary(uniqueKeysWithValues: trace.tensors.map { ($0.name, $0.tensor) })
    }
  }

  @Test(arguments: try ShrunkRecipe.names)
  func `it trains what an ordinary step trains, and its record is of this step`(
    recipe name: String
  ) throws {
    let slow = try SlowStep(ShrunkRecipe.named(name))
    var plain = slow.before
    #expect(plain.trainBatch() == slow.metrics)
    #expect(weightsSHA256(plain.state.tensors) == weightsSHA256(slow.after.state.tensors))
    #expect(plain.state.counters == slow.after.state.counters)
    let record = slow.record
    #expect((record.epoch, record.step) == (slow.metrics.epoch, slow.metrics.step))
    let isAlone = name == "discriminator-alone"
    #expect(
      record.phases.map(\.player) == (isAlone ? [.discriminator] : [.discriminator, .generator]))
    #expect(record.phases[0].loss == slow.metrics.discriminatorLoss)
    if !isAlone { #expect(record.phases[1].loss == slow.metrics.generatorLoss) }
  }

  @Test(arguments: try ShrunkRecipe.names)
  func `it has images of both kinds with their scores, and the noise they come from`(
    recipe name: String
  ) throws {
    let slow = try SlowStep(ShrunkRecipe.named(name))
    let trace = slow.trace()
    let real = try #require(trace["real"]).shape[0]
    for phase in slow.record.phases {
      let bytes = slow.record.format.byteCount
      #expect((1...8).contains(phase.fakes.scores.count))
      #expect(phase.fakes.pixels.count == phase.fakes.scores.count * bytes)
      #expect(phase.reals.scores.count == (phase.player == .discriminator ? min(8, real) : 0))
      #expect(phase.reals.pixels.count == phase.reals.scores.count * bytes)
      for score in phase.fakes.scores + phase.reals.scores { #expect((0...1).contains(score)) }
      #expect((1...64).contains(phase.latent.count))
      let draws = trace.filter { $0.key.hasSuffix(".latents") }.values
      #expect(draws.contains { Array($0.scalars.prefix(64).prefix($0.shape[1])) == phase.latent })
      #expect(phase.pixelGradient.isEmpty == (phase.player == .discriminator))
      #expect(
        phase.pixelGradient.isEmpty
          || phase.pixelGradient.count
            == phase.fakes.scores.count * slow.record.format.width * slow.record.format.height
      )
    }
  }

  @Test func `its scores are those of its losses`() throws {
    // Three images a batch, no labels but 1 and 0: the losses are means of the logarithms.
    let recipe = try ShrunkRecipe.named("dcgan-selu")
    let slow = try SlowStep(recipe)
    func mean(_ scores: [Float], _ term: (Double) -> Double) -> Float {
      Float(scores.reduce(0) { $0 - log(term(Double($1))) } / Double(scores.count))
    }
    let (discriminator, generator) = (slow.record.phases[0], slow.record.phases[1])
    #expect(abs(mean(generator.fakes.scores) { $0 } - generator.loss) < 1e-4)
    let fakeLoss = try #require(discriminator.fakeLoss)
    #expect(abs(mean(discriminator.fakes.scores) { 1 - $0 } - fakeLoss) < 1e-4)
    let realLoss = try #require(discriminator.realLoss)
    #expect(abs(mean(discriminator.reals.scores) { $0 } - realLoss) < 1e-4)
    #expect(abs((realLoss + fakeLoss) / 2 - discriminator.loss) < 1e-4)
  }

  @Test(arguments: try ShrunkRecipe.names)
  func `its gradients are those of the trace, its changes those of the weights`(
    recipe name: String
  ) throws {
    let slow = try SlowStep(ShrunkRecipe.named(name))
    let trace = slow.trace()
    let (before, after) = (byName(slow.before.weights), byName(slow.after.weights))
    for phase in slow.record.phases {
      #expect(!phase.layers.isEmpty)
      for layer in phase.layers {
        let parameters = trace.keys.filter { $0.hasPrefix("gradient.0.\(layer.name).") }
          .map { String($0.dropFirst("gradient.0.".count)) }
        #expect(!parameters.isEmpty, "\(layer.name)")
        var (gradient, change, whole) = (0.0, 0.0, 0.0)
        for parameter in parameters {
          let updates = (0...1).compactMap { trace["gradient.\($0).\(parameter)"] }
          var mean = Tensor(zeros: updates[0].shape)
          for update in updates { mean.add(update, scaledBy: 1 / Float(updates.count)) }
          gradient += mean.sumOfSquares()
          var difference = try #require(after[parameter])
          let old = try #require(before[parameter])
          difference.add(old, scaledBy: -1)
          change += difference.sumOfSquares()
          whole += old.sumOfSquares()
        }
        #expect(abs(layer.gradientNorm - Float(gradient.squareRoot())) <= 1e-6 * layer.gradientNorm)
        let relative = Float((change / whole).squareRoot())
        #expect(abs(layer.relativeChange - relative) <= 1e-4 * relative, "\(layer.name)")
      }
    }
  }

  @Test func `rates are those of the knobs`() throws {
    var trainer = try ShrunkRecipe.trainer(of: ShrunkRecipe.named("pocket"))
    trainer.setLearningRate(0.003, of: .generator)
    trainer.setLearningRate(0.004, of: .discriminator)
    let record = trainer.trainSlowly().record
    #expect(record.phases.map(\.rate) == [0.004, 0.003])
  }

  @Test func `each update of the discriminator is a phase, and the first of each is where it was`()
    throws
  {
    var trainer = try RestlessRecipe.trainer(
      of: RestlessRecipe.recipe(.twoPhase, order: "shuffled"))
    _ = trainer.trainBatch()
    var plain = trainer
    let (metrics, record) = trainer.trainSlowly()
    #expect(metrics.hasSameBits(as: plain.trainBatch()))
    #expect(weightsSHA256(trainer.state.tensors) == weightsSHA256(plain.state.tensors))
    #expect(record.phases.map(\.player) == [.discriminator, .discriminator, .generator])
    let losses = record.phases.prefix(2).map(\.loss)
    #expect(abs(losses.reduce(0, +) / 2 - metrics.discriminatorLoss) < 1e-5)
    #expect(record.phases[0].reals.pixels != record.phases[1].reals.pixels)
    #expect(record.phases[0].latent != record.phases[1].latent)
  }

  @Test func `a step that is traced for a file can be looked at too`() throws {
    let failures = Failures()
    let trainer = try ShrunkRecipe.trainer(of: ShrunkRecipe.named("pocket"))
    let path = NSTemporaryDirectory() + "slow-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = TraceWriter(path: path, batches: 1) { failures.note($0) }
    var traced = TracingTrainer(trainer, writer: writer, program: "")
    var plain = trainer
    #expect(traced.trainSlowly().record == plain.trainSlowly().record)
    #expect(failures.all.isEmpty)
    #expect(try Safetensors.read(path).tensors.contains { $0.name == "batch.0.real" })
  }

  private func byName(_ tensors: [NamedTensor]) -> [String: Tensor] {
    Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.tensor) })
  }
}
