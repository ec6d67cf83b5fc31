import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Testing
import Training

/// Training that goes on from a state, beside training that never stopped: the same bits.
struct GANTrainerStateTests {
  /// What a trainer measured and became.
  private struct Course: Equatable {
    var metrics: [BatchMetrics] = []
    let weights: String
    let state: String
    let counters: [String: UInt64]
    let grid: SampleGrid

    /// Trains on.
    init(_ trainer: inout GANTrainer, batches: Int) {
      for _ in 0..<batches { metrics.append(trainer.trainBatch()) }
      let state = trainer.state
      weights = weightsSHA256(state.weights)
      self.state = weightsSHA256(state.tensors)
      counters = state.counters
      grid = trainer.sampleGrid(endsEpoch: false)
    }
  }

  /// Expects that a trainer which takes over the state after `first` batches goes on as one that never
  /// stopped.
  private func expectSameCourse(
    after first: Int, then rest: Int, turning turn: (inout GANTrainer) -> Void = { _ in },
    _ makeTrainer: () throws -> GANTrainer
  ) throws {
    var trainer = try makeTrainer()
    for _ in 0..<first { _ = trainer.trainBatch() }
    let state = trainer.state
    turn(&trainer)
    let unbroken = Course(&trainer, batches: rest)

    var resumed = try makeTrainer()
    try resumed.restore(state, step: first)
    turn(&resumed)
    #expect(Course(&resumed, batches: rest) == unbroken)
  }

  @Test(arguments: try ShrunkRecipe.names, [1, 2])
  func `every recipe goes on with the same bits, across the end of an epoch`(
    recipe name: String, threads: Int
  ) throws {
    let recipe = try ShrunkRecipe.named(name)
    try Workers.withCount(threads) {
      try expectSameCourse(after: 1, then: 3) { try ShrunkRecipe.trainer(of: recipe) }
    }
  }

  @Test(arguments: ["shuffled", "sequential", "replacement"], RestlessRecipe.Step.allCases)
  func `with all tricks, momentum and schedules, and knobs turned on the way`(
    order: String, step: RestlessRecipe.Step
  ) throws {
    let recipe = try RestlessRecipe.recipe(step, order: order)
    // Five batches an epoch: at the start, after one, within an epoch, at its end, in the next one.
    for first in [0, 1, 3, 5, 7] {
      try expectSameCourse(after: first, then: 4, turning: RestlessRecipe.turn) {
        var trainer = try RestlessRecipe.trainer(of: recipe)
        trainer.setTrick("label_noise", to: 0.3)
        trainer.setDropout(0.4)
        return trainer
      }
    }
  }

  @Test func `a trainer goes back to any of its batches`() throws {
    let recipe = try RestlessRecipe.recipe(.twoPhase, order: "shuffled")
    var trainer = try RestlessRecipe.trainer(of: recipe)
    var states = [trainer.state]
    let first = (0..<7).map { _ in
      let metrics = trainer.trainBatch()
      states.append(trainer.state)
      return metrics
    }
    for step in [5, 0, 2] {
      try trainer.restore(states[step], step: step)
      let again = (step..<7).map { _ in trainer.trainBatch() }
      #expect(again == Array(first[step...]))
      #expect(weightsSHA256(trainer.state.tensors) == weightsSHA256(states[7].tensors))
    }
  }

  @Test func `the knobs stay as they are`() throws {
    let recipe = try RestlessRecipe.recipe(.simultaneous, order: "shuffled")
    let state = try RestlessRecipe.trainer(of: recipe).state
    var trainer = try RestlessRecipe.trainer(of: recipe)
    RestlessRecipe.turn(&trainer)
    let knobs = trainer.knobs
    try trainer.restore(state, step: 0)
    #expect(trainer.knobs == knobs)
  }

  @Test func `a state keeps its bits in a file, also those of numbers that are none`() throws {
    let recipe = try RestlessRecipe.recipe(.twoPhase, order: "shuffled")
    var trainer = try RestlessRecipe.trainer(of: recipe)
    for _ in 0..<3 { _ = trainer.trainBatch() }
    let odd: [Float] = [
      Float(bitPattern: 0x7FC0_1234), Float(bitPattern: 0xFFA0_0001), -0.0, -.infinity,
      .leastNonzeroMagnitude,
    ]
    var state = trainer.state
    state.tensors = state.tensors.map { named in
      let scalars = odd + named.tensor.scalars
      return NamedTensor(
        name: named.name,
        tensor: Tensor(named.tensor.shape, scalars: Array(scalars.prefix(named.tensor.count))))
    }

    let path = NSTemporaryDirectory() + "state-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Safetensors.write(state.tensors, to: path)
    let read = try Safetensors.read(path).tensors
    try trainer.restore(TrainingState(tensors: read, counters: state.counters), step: 3)
    #expect(weightsSHA256(trainer.state.tensors) == weightsSHA256(state.tensors))
    #expect(trainer.state.counters == state.counters)
  }
}

/// States that are refused; `StateRefusalTests` has those that are not of the GAN.
struct GANTrainerRefusalTests {
  /// Expects that a state is refused, and that training then goes on as if nothing had been tried.
  private func expectRefusal(
    _ state: TrainingState, step: Int, _ reason: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let recipe = try RestlessRecipe.recipe(.twoPhase, order: "shuffled")
    var (trainer, plain) = (
      try RestlessRecipe.trainer(of: recipe), try RestlessRecipe.trainer(of: recipe)
    )
    (_, _) = (trainer.trainBatch(), plain.trainBatch())
    #expect(throws: StateError(reason), sourceLocation: sourceLocation) {
      try trainer.restore(state, step: step)
    }
    #expect(trainer.trainBatch() == plain.trainBatch(), sourceLocation: sourceLocation)
    #expect(
      weightsSHA256(trainer.state.tensors) == weightsSHA256(plain.state.tensors),
      sourceLocation: sourceLocation)
    #expect(trainer.state.counters == plain.state.counters, sourceLocation: sourceLocation)
  }

  private func state(after batches: Int) throws -> TrainingState {
    let recipe = try RestlessRecipe.recipe(.twoPhase, order: "shuffled")
    var trainer = try RestlessRecipe.trainer(of: recipe)
    for _ in 0..<batches { _ = trainer.trainBatch() }
    return trainer.state
  }

  @Test func `a state of another batch than it is said to be of`() throws {
    let state = try state(after: 3)
    try expectRefusal(state, step: 2, "the state is that of batch 3, not of 2")
    try expectRefusal(state, step: -3, "the state is that of batch 3, not of -3")
  }

  @Test func `a state with a hole`() throws {
    var state = try state(after: 2)
    state.tensors.removeAll { $0.name == "optimizer.generator.0.bias.velocity" }
    try expectRefusal(
      state, step: 2, "the tensor \"optimizer.generator.0.bias.velocity\" is missing")
  }

  @Test func `a state without its counters`() throws {
    var state = try state(after: 2)
    state.counters = [:]
    try expectRefusal(state, step: 2, "the counter \"random.latents\" is missing")
  }

  @Test func `the state of another recipe`() throws {
    let other = try ShrunkRecipe.trainer(of: ShrunkRecipe.named("dense")).state
    try expectRefusal(
      other, step: 0, "the tensor \"generator.0.kernel\" is 100×256, expected 3×16")
  }
}
