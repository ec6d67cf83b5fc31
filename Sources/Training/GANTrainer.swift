package import Datasets
package import GANs
internal import Networks
package import RunStore
package import Session
package import Tensors

/// Trains a recipe's GAN on a data set.
package struct GANTrainer: Trainer {
  /// How many images a sample grid shows.
  package static let sampleCount = 32

  /// Settings to begin with in place of the recipe's own.
  package struct Overrides: Sendable, Equatable {
    package var generatorRate: Double?
    package var discriminatorRate: Double?
    package var dropout: Double?

    package init(
      generatorRate: Double? = nil, discriminatorRate: Double? = nil, dropout: Double? = nil
    ) {
      self.generatorRate = generatorRate
      self.discriminatorRate = discriminatorRate
      self.dropout = dropout
    }
  }

  package let run: RunDescription
  package private(set) var knobs: Knobs
  private(set) var gan: GAN
  private(set) var images: TrainingImages
  let fixedLatents: Tensor
  /// Has the samples read; nil where nobody judges them.
  var monitor: QualityMonitor?

  /// Builds the networks.
  ///
  /// - Parameters:
  ///   - runName: the name of the run.
  ///   - precision: to which products and convolutions round their operands.
  ///   - judge: who reads the samples; nil for nobody.
  /// - Throws: that the networks do not fit to each other or to the data.
  package init(
    recipe: Recipe, dataset: ImageDataset, seed: UInt64, runName: String,
    precision: Precision = .float32, overrides: Overrides = Overrides(),
    judge: JudgeSource? = nil
  ) throws(RecipeError) {
    gan = try GAN(recipe: recipe, image: dataset.imageShape, seed: seed, precision: precision)
    images = TrainingImages(dataset, recipe: recipe, seed: seed)
    var display = RandomStream(seed: seed, purpose: .display)
    fixedLatents = recipe.latent.vectors(Self.sampleCount, using: &display)
    knobs = gan.knobs(with: overrides)
    gan.turn(to: knobs)
    run = RunDescription(
      run: runName, recipe: recipe.name, dataset: dataset.name, imageCount: dataset.count,
      imagesSHA256: dataset.imagesSHA256,
      format: ImageFormat(
        width: dataset.width, height: dataset.height, channels: dataset.channels),
      epochs: recipe.epochs, batchSize: recipe.batch, batchesPerEpoch: images.batchesPerEpoch,
      seed: seed, threads: Workers.count, kernels: KernelSet.chosen.name,
      precision: precision.rawValue, generatorParameters: gan.parameterCounts.generator,
      discriminatorParameters: gan.parameterCounts.discriminator, knobs: knobs)
    // A generator that does not learn has nothing to be read.
    if let judge, !(recipe.step is DiscriminatorStep) {
      monitor = QualityMonitor(
        judge, recipe: recipe, batchesPerEpoch: run.batchesPerEpoch,
        imageSize: run.format.byteCount)
    }
  }

  package mutating func setLearningRate(_ rate: Double, of role: NetworkRole) {
    switch role {
    case .generator: knobs.generatorRate = rate
    case .discriminator: knobs.discriminatorRate = rate
    }
    gan.turn(to: knobs)
  }

  package mutating func setDropout(_ rate: Double) {
    guard knobs.dropout != nil else { return }
    knobs.dropout = rate
    gan.turn(to: knobs)
  }

  package mutating func setTrick(_ name: String, to value: Double) {
    gan.turn(name, to: value)
    knobs.tricks = gan.trickKnobs
  }

  package mutating func showAverage(_ shows: Bool) {
    guard knobs.showsAverage != nil else { return }
    knobs.showsAverage = shows
  }

  package mutating func trainBatch() -> BatchMetrics {
    let (before, batch) = step.quotientAndRemainder(dividingBy: run.batchesPerEpoch)
    let place = (epoch: before + 1, batch: batch + 1)
    gan.keepsFakes = monitor?.schedule.collects(epoch: place.epoch, batch: place.batch) ?? false
    let measured = Workers.withTeam {
      let real = images.batch(place.batch, ofEpoch: place.epoch)
      StepTrace.real(real)
      return gan.train(on: real)
    }
    watchQuality(measured, epoch: place.epoch, batch: place.batch)
    return BatchMetrics(
      epoch: place.epoch, batch: place.batch, step: step,
      discriminatorLoss: measured.discriminatorLoss,
      generatorLoss: measured.generatorLoss, realAccuracy: measured.realAccuracy,
      fakeAccuracy: measured.fakeAccuracy, signals: measured.signals)
  }

  package func sampleGrid(endsEpoch: Bool) -> SampleGrid {
    let showsAverage = knobs.showsAverage == true
    let images = gan.images(from: fixedLatents, average: showsAverage)
    return SampleGrid(
      epoch: epoch, step: step, endsEpoch: endsEpoch, showsAverage: showsAverage,
      format: run.format, pixels: gan.recipe.pixels.pixels(of: images))
  }

  /// What batches have changed: the tensors as `Documentation/trace.md` names them, and the counters.
  package var state: TrainingState {
    TrainingState(tensors: gan.state, counters: gan.counters)
  }

  /// Takes over the state that a trainer of the same run had after some batch, and goes on from there
  /// with the same bits; the knobs stay as they are.
  ///
  /// - Parameter step: that batch within the run, counted from 1; 0 for the state before the first one.
  /// - Throws: that the state is not one of this run or not of this batch; nothing has changed then.
  package mutating func restore(_ state: TrainingState, step: Int) throws(StateError) {
    var restored = gan
    try restored.restore(state.tensors, counters: state.counters)
    guard restored.stepCount == step else {
      throw StateError("the state is that of batch \(restored.stepCount), not of \(step)")
    }
    gan = restored
    monitor?.forget()
  }

  /// The first tensor of weights, in the order in which images go through the networks, that holds a
  /// number which is none, with the kind of its layer: `generator.3.kernel (dense)`.
  package func nonFiniteLayer() -> String? {
    gan.weights.first { !$0.tensor.sum().isFinite }.map { title(ofTensorNamed: $0.name) }
  }

  package var brokenGradient: String? { gan.brokenGradient.map(title(ofTensorNamed:)) }

  /// A tensor with the kind of its layer, where it belongs to one.
  private func title(ofTensorNamed name: String) -> String {
    let networks = [gan.generator, gan.discriminator]
    let kind = networks.first { name.hasPrefix("\($0.name).") }?.kind(ofLayerNamed: name)
    return kind.map { "\(name) (\($0))" } ?? name
  }

  /// The text of the recipe's file.
  var recipeText: String { gan.recipe.text }

  /// The last batch within the run, counted from 1; 0 before the first one.
  package var step: Int { gan.stepCount }

  /// The epoch of the last batch, counted from 1; 0 before the first one.
  var epoch: Int { step == 0 ? 0 : (step - 1) / run.batchesPerEpoch + 1 }
}

extension GAN {
  /// The settings in force, with some of them replaced.
  fileprivate func knobs(with overrides: GANTrainer.Overrides) -> Knobs {
    Knobs(
      generatorRate: overrides.generatorRate ?? Double(shortest: generatorRate),
      discriminatorRate: overrides.discriminatorRate ?? Double(shortest: discriminatorRate),
      dropout: dropoutRate.map { overrides.dropout ?? Double(shortest: $0) },
      tricks: trickKnobs, showsAverage: keepsAverage ? false : nil)
  }

  fileprivate mutating func turn(to knobs: Knobs) {
    generatorRate = Float(knobs.generatorRate)
    discriminatorRate = Float(knobs.discriminatorRate)
    dropoutRate = knobs.dropout.map { Float($0) }
  }
}

extension Network {
  /// The kind of the layer to which a tensor belongs, by its name: `generator.3.kernel`.
  fileprivate func kind(ofLayerNamed name: String) -> String? {
    let words = name.split(separator: ".")
    guard words.count > 2, let number = Int(words[1]), layers.indices.contains(number) else {
      return nil
    }
    return type(of: layers[number]).kind
  }
}

extension GAN {
  /// The tricks as the screen turns them.
  fileprivate var trickKnobs: [TrickKnob] {
    settings.map { setting in
      let notch: TrickKnob.Notch =
        switch setting.notch {
        case .step(let step): .step(step)
        case .factor(let factor, let smallest): .factor(factor, smallest: smallest)
        }
      return TrickKnob(
        name: setting.name, title: setting.title, value: setting.value, range: setting.range,
        notch: notch)
    }
  }
}
