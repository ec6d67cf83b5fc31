import GANs
import Tensors

/// A recipe of two layers a network on images of 4×4, so that a step needs microseconds.
enum TinyRecipe {
  /// The kinds of steps.
  enum Step: String, CaseIterable {
    case twoPhase = "two_phase"
    case simultaneous
  }

  static let image: Shape = [4, 4, 1]

  /// - Parameters:
  ///   - loss: the family of losses.
  ///   - tricks: the lines of `[tricks]`.
  ///   - updates: how often the discriminator is updated in a step of two phases.
  static func recipe(
    _ step: Step, loss: String = "non_saturating", tricks: String = "", updates: Int = 1
  ) throws -> Recipe {
    try Recipe(
      toml: text(step, loss: loss, tricks: tricks, updates: updates), name: "tiny",
      file: "tiny.toml")
  }

  static func text(
    _ step: Step, loss: String = "non_saturating", tricks: String = "", updates: Int = 1
  ) -> String {
    let hasLabels = !["hinge", "relativistic", "wasserstein"].contains(loss)
    let hasLabel = hasLabels && loss != "minimax"
    return
      """
      title = "tiny"
      source = "none"
      dataset = "none"
      pixels = "symmetric"
      epochs = 1
      batch = 8
      last_batch = "drop"
      order = "shuffled"
      [generator]
      latent = 3
      layers = [
        { type = "dense", units = 16, bias = true, initializer = "glorot_uniform" },
        { type = "tanh" },
        { type = "reshape", shape = [4, 4, 1] },
      ]
      optimizer = { type = "adam", rate = 1e-2, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }
      [discriminator]
      layers = [
        { type = "flatten" },
        { type = "dense", units = 8, bias = true, initializer = "glorot_uniform" },
        { type = "leaky_relu", slope = 0.2 },
        { type = "dropout", rate = 0.2 },
        { type = "dense", units = 1, bias = true, initializer = "glorot_uniform" },
      ]
      optimizer = { type = "adam", rate = 1e-2, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }
      [training]
      step = "\(step.rawValue)"
      loss = "\(loss)"
      [training.discriminator]
      real = \(8 / updates)
      fake = 8
      \(hasLabels ? "real_label = 1.0\nfake_label = 0.0" : "")
      \(step == .twoPhase ? "fakes_from = \"inference\"\nupdates = \(updates)" : "")
      [training.generator]
      \(step == .twoPhase ? "samples = 8" : "")
      \(hasLabel ? "label = 1.0" : "")
      [tricks]
      \(tricks)
      """
  }
}
