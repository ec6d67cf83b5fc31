import Datasets
import GANs
import Session
import Training

/// A tiny recipe in which everything changes from step to step: all tricks are on, both optimizers
/// have momentum, and their rates fall.
enum RestlessRecipe {
  enum Step: String, CaseIterable {
    case twoPhase = "two_phase"
    case simultaneous
    case discriminator
  }

  static func recipe(_ step: Step, order: String) throws -> Recipe {
    let generator = "[training.generator]\nlabel = 1.0"
    let rest =
      switch step {
      case .twoPhase: "fakes_from = \"training\"\nupdates = 2\n\(generator)\nsamples = 4"
      case .simultaneous: generator
      case .discriminator: ""
      }
    return try Recipe(
      toml: """
        title = "restless"
        source = "none"
        dataset = "none"
        pixels = "symmetric"
        epochs = 3
        batch = 4
        last_batch = "keep"
        order = "\(order)"
        [generator]
        latent = 3
        layers = [
          { type = "dense", units = 16, bias = true, initializer = "glorot_uniform" },
          { type = "batch_normalization", momentum = 0.9, epsilon = 1e-3 },
          { type = "leaky_relu", slope = 0.2 },
          { type = "dropout", rate = 0.2 },
          { type = "dense", units = 16, bias = true, initializer = "glorot_uniform" },
          { type = "tanh" },
          { type = "reshape", shape = [4, 4, 1] },
        ]
        optimizer = { type = "sgd", rate = 1e-2, momentum = 0.9, clip_norm = 1.0, schedule = { type = "exponential", half_life = 7 } }
        [discriminator]
        layers = [
          { type = "conv2d", filters = 2, kernel = [3, 3], strides = [1, 1], padding = "same", bias = true, initializer = "glorot_uniform" },
          { type = "leaky_relu", slope = 0.2 },
          { type = "dropout", rate = 0.2 },
          { type = "flatten" },
          { type = "minibatch_deviation", epsilon = 1e-8 },
          { type = "dense", units = 1, bias = true, initializer = "glorot_uniform" },
        ]
        optimizer = { type = "rmsprop", rate = 1e-2, rho = 0.9, momentum = 0.5, epsilon = 1e-7, epsilon_inside_root = false, decay = 1e-2, schedule = { type = "linear", steps = 6, end = 0.1 } }
        [training]
        step = "\(step.rawValue)"
        loss = "non_saturating"
        [training.discriminator]
        real = \(step == .twoPhase ? 2 : 4)
        fake = 4
        real_label = 0.9
        fake_label = 0.0
        \(rest)
        [tricks]
        label_flips = 0.2
        label_noise = 0.2
        augmentation = { translation = 0.3, cutout = 0.5 }
        instance_noise = { deviation = 0.3, steps = 6 }
        r1 = { weight = 1.0 }
        r2 = { weight = 1.0 }
        gradient_penalty = { weight = 10.0 }
        spectral_normalization = { iterations = 1 }
        generator_average = { decay = 0.9, start = 2 }
        """, name: "restless", file: "restless.toml")
  }

  /// A trainer on 18 images: five batches an epoch, the last one small.
  static func trainer(of recipe: Recipe) throws -> GANTrainer {
    let dataset = ImageDataset(
      name: "slopes", pixels: greyValues(18 * 16), width: 4, height: 4, channels: 1)
    return try GANTrainer(recipe: recipe, dataset: dataset, seed: 5, runName: "test")
  }

  /// Turns every knob of a trainer.
  static func turn(_ trainer: inout GANTrainer) {
    trainer.setLearningRate(3e-3, of: .generator)
    trainer.setLearningRate(4e-3, of: .discriminator)
    trainer.setDropout(0.1)
    trainer.showAverage(true)
    for (index, knob) in trainer.knobs.tricks.enumerated() {
      trainer.setTrick(knob.name, to: 0.1 + Double(index) / 20)
    }
  }
}
