internal import Networks
package import Tensors

/// What a step changes and later steps read, apart from what a person turns.
///
/// All of it goes through `visitTensors` and `visitCounters`, whether it is kept or restored.
extension GAN {
  /// Every tensor that a training step may change: the weights, and under `optimizer.` what the
  /// optimizers remember of them.
  package var state: [NamedTensor] {
    var (copy, tensors) = (self, [NamedTensor]())
    copy.visitTensors { tensors.append(NamedTensor(name: $0, tensor: $1)) }
    return tensors
  }

  /// Every number that a training step changes: under `random.` how many blocks of each random stream
  /// have been drawn, under `optimizer.` how many updates each network had, and `steps`.
  package var counters: [String: UInt64] {
    var (copy, counters) = (self, [String: UInt64]())
    copy.visitCounters { counters[$0] = $1 }
    return counters
  }

  /// Takes over a state of this GAN, or of one of the same recipe, data and seed.
  ///
  /// Training goes on from it with the same bits. Rates and the other `settings` stay as they are.
  ///
  /// - Parameters:
  ///   - tensors: those of `state`, in any order.
  ///   - counters: those of `counters`.
  /// - Throws: which tensor or counter is missing, unknown or does not fit; nothing has changed then.
  package mutating func restore(
    _ tensors: [NamedTensor], counters: [String: UInt64]
  ) throws(StateError) {
    var restored = self
    try restored.take(counters)
    restored.makeMemory()
    try restored.take(tensors)
    self = restored
  }
}

extension GAN {
  private mutating func visitTensors(_ visit: (String, inout Tensor) -> Void) {
    generator.visitTensors { name, _, tensor in visit(name, &tensor) }
    discriminator.visitTensors { name, _, tensor in visit(name, &tensor) }
    tricks.visitState(visit)
    generatorOptimizer.visitState { visit("optimizer.\($0)", &$1) }
    discriminatorOptimizer.visitState { visit("optimizer.\($0)", &$1) }
  }

  private mutating func visitCounters(_ visit: (String, inout UInt64) -> Void) {
    visit("random.latents", &latents.counter)
    visit("random.dropout", &dropout.counter)
    tricks.visitStreams { visit("random.noise.\($0)", &$1.counter) }
    generatorOptimizer.stepCount.visit(as: "optimizer.generator.steps", visit)
    discriminatorOptimizer.stepCount.visit(as: "optimizer.discriminator.steps", visit)
    stepCount.visit(as: "steps", visit)
  }

  private mutating func take(_ counters: [String: UInt64]) throws(StateError) {
    // Far more than any run reaches, and far enough from where a number ends.
    let limit: UInt64 = 1 << 62
    var offer = StateOffer("counter", counters.lazy.map { (name: $0.key, value: $0.value) })
    visitCounters { name, counter in
      let given = offer.take(name) { $0 <= limit ? nil : "is \($0), more than any run reaches" }
      counter = given ?? counter
    }
    try offer.finish()
  }

  private mutating func take(_ tensors: [NamedTensor]) throws(StateError) {
    var offer = StateOffer("tensor", tensors.lazy.map { (name: $0.name, value: $0.tensor) })
    visitTensors { name, tensor in
      let expected = tensor.shape
      let given = offer.take(name) {
        $0.shape == expected ? nil : "is \($0.shape), expected \(expected)"
      }
      tensor = given ?? tensor
    }
    try offer.finish()
  }

  /// Gives optimizers and tricks those tensors that they have after as many updates as are counted, for
  /// a state to fill.
  private mutating func makeMemory() {
    generatorOptimizer.makeMemory(as: recipe.generator.optimizer, of: generator)
    discriminatorOptimizer.makeMemory(as: recipe.discriminator.optimizer, of: discriminator)
    tricks.makeMemory(of: generator, updates: generatorOptimizer.stepCount)
  }
}

extension Optimizer {
  /// Gives it the memory that it has after its `stepCount`: none before the first update.
  ///
  /// - Parameter fresh: the same optimizer before its first update.
  fileprivate mutating func makeMemory(as fresh: any Optimizer, of network: Network) {
    guard var optimizer = fresh as? Self else {
      preconditionFailure("a recipe's optimizer does not change its type")
    }
    optimizer.learningRate = learningRate
    optimizer.stepCount = stepCount
    if stepCount > 0 { optimizer.prepare(for: network) }
    self = optimizer
  }
}

extension Int {
  /// Visits a count in place.
  fileprivate mutating func visit(as name: String, _ visit: (String, inout UInt64) -> Void) {
    var count = UInt64(self)
    visit(name, &count)
    self = Int(count)
  }
}
