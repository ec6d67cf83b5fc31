package import Configuration
package import Networks
package import Tensors

/// An exponential average of the generator's weights, which circle around better ones than they ever
/// are (Yazıcı et al., "The unusual effectiveness of averaging in GAN training", 2019).
///
/// `average = decay · average + (1 − decay) · weights` after each update. It learns nothing and changes
/// nothing in the game; it is another generator to draw samples from. Moving statistics are those of
/// the generator itself.
package struct GeneratorAverage: Trick {
  package static let name = "generator_average"

  /// 0 for no average.
  package var decay: Float = 0
  /// After how many steps it begins; the first weights are far from any good ones.
  package var start = 0
  /// The generator with the average weights, once it has begun.
  package private(set) var generator: Network?

  package init() {}

  package init(decay: Float, start: Int) {
    self.decay = decay
    self.start = start
  }

  package init(reading tricks: SettingsReader) throws(ConfigurationError) {
    let reader = try tricks.table(Self.name)
    decay = Float(try reader.number("decay", in: 0...0.999_999))
    start = try reader.integer("start", in: 0...1_000_000_000)
    try reader.finish()
  }

  package mutating func follow(_ generator: Network, step: Int) {
    guard decay > 0, step >= start else { return }
    guard var average = self.generator.take() else {
      self.generator = generator
      return
    }
    var newest = generator.tensors[...]
    average.visitTensors { _, role, tensor in
      let weights = newest.removeFirst().tensor
      guard role == .parameter else {
        tensor = weights
        return
      }
      tensor.scale(by: decay)
      tensor.add(weights, scaledBy: 1 - decay)
    }
    self.generator = average
  }

  /// It has begun with the first update after `start` steps, of which each has one.
  package mutating func makeMemory(of generator: Network, updates: Int) {
    self.generator = decay > 0 && updates > start ? generator : nil
  }

  package mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    let prefix = generator.map { "\($0.name)." } ?? ""
    generator?.visitTensors { name, _, tensor in
      visit("\(Self.name).\(name.dropFirst(prefix.count))", &tensor)
    }
  }
}
