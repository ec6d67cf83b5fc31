internal import Configuration
internal import Networks
internal import Tensors

/// All tricks of a training, most of them off, each with its random stream.
package struct Tricks: Sendable {
  private struct Entry: Sendable {
    var trick: any Trick
    var random: RandomStream

    mutating func begin(_ players: Players, seed: UInt64) {
      random = RandomStream(seed: seed, purpose: .noise, part: type(of: trick).name)
      trick.begin(players, &random)
    }
  }

  private var entries: [Entry]

  /// Every trick as it is off.
  package init() {
    entries = trickCatalogue.map { Entry(trick: $0.init(), random: RandomStream(key: 0)) }
  }

  /// Gives each trick its stream under a run's seed, before the first step.
  mutating func begin(_ players: Players, seed: UInt64) {
    for index in entries.indices { entries[index].begin(players, seed: seed) }
  }

  /// Refuses a trick that is on and cannot work.
  ///
  /// - Throws: the trick's name and why.
  func check(_ players: Players) throws(TrickMisfit) {
    for entry in entries {
      guard let problem = entry.trick.misfit(players) else { continue }
      throw TrickMisfit(trick: type(of: entry.trick).name, problem: problem)
    }
  }

  /// The trick of a type.
  package func trick<T: Trick>(_ type: T.Type) -> T? {
    entries.lazy.compactMap { $0.trick as? T }.first
  }
}

/// A trick that cannot work with the networks of its recipe.
struct TrickMisfit: Error {
  let trick: String
  let problem: String
}

// MARK: - Recipes

extension Tricks {
  /// Reads `[tricks]` of a recipe.
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    self.init()
    let names = trickCatalogue.map { $0.name }
    for key in reader.keys {
      guard let index = names.firstIndex(of: key) else {
        throw reader.error("unknown trick; \(knownWords(names, nearestTo: key))", at: key)
      }
      entries[index].trick = try readTrick(trickCatalogue[index], reader)
    }
  }
}

private func readTrick(
  _ type: any Trick.Type, _ reader: SettingsReader
) throws(ConfigurationError) -> any Trick {
  try type.init(reading: reader)
}

// MARK: - Settings

extension Tricks {
  /// The settings of all tricks that can work with these players.
  func settings(_ players: Players) -> [TrickSetting] {
    entries.flatMap { entry -> [TrickSetting] in
      var active = entry.trick
      for setting in active.settings { active.turn(setting.name, to: setting.range.upperBound) }
      return active.misfit(players) == nil ? entry.trick.settings : []
    }
  }

  mutating func turn(_ setting: String, to value: Double) {
    for index in entries.indices { entries[index].trick.turn(setting, to: value) }
  }
}

// MARK: - The moments of a step

extension Tricks {
  mutating func constrain(_ discriminator: inout Network, learns: Bool) {
    for index in entries.indices {
      entries[index].trick.constrain(&discriminator, learns: learns)
    }
  }

  /// What the discriminator is to say of so many images.
  mutating func targets(_ labels: ImageLabels, real: Int, fake: Int) -> ImageLogits {
    var targets = labels.targets(real: real, fake: fake)
    for index in entries.indices {
      entries[index].trick.move(&targets, from: labels, &entries[index].random)
    }
    return targets
  }

  mutating func altered(_ images: consuming Tensor, step: Int) -> AlteredImages {
    var altered = AlteredImages(images)
    for index in entries.indices {
      entries[index].trick.alter(&altered, step: step, &entries[index].random)
    }
    return altered
  }

  /// The sum of all penalties, or nil where there is none.
  mutating func penalty(
    on discriminator: inout Network, seeing images: SeenImages, _ pass: inout ForwardPass
  ) -> (value: Double, gradients: NetworkGradients)? {
    var sum: (value: Double, gradients: NetworkGradients)?
    for index in entries.indices {
      guard
        let penalty = entries[index].trick.penalize(
          &discriminator, seeing: images, &pass, &entries[index].random)
      else { continue }
      if sum == nil {
        sum = (penalty.value, penalty.gradients)
      } else {
        sum?.value += penalty.value
        sum?.gradients.add(penalty.gradients)
      }
    }
    return sum
  }

  mutating func release(_ discriminator: inout Network, _ gradients: inout NetworkGradients) {
    for index in entries.indices.reversed() {
      entries[index].trick.release(&discriminator, &gradients)
    }
  }

  mutating func follow(_ generator: Network, step: Int) {
    for index in entries.indices { entries[index].trick.follow(generator, step: step) }
  }

  mutating func makeMemory(of generator: Network, updates: Int) {
    for index in entries.indices {
      entries[index].trick.makeMemory(of: generator, updates: updates)
    }
  }

  mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    for index in entries.indices { entries[index].trick.visitState(visit) }
  }

  /// Visits the random stream of each trick in place, under the trick's name.
  mutating func visitStreams(_ visit: (String, inout RandomStream) -> Void) {
    for index in entries.indices {
      visit(type(of: entries[index].trick).name, &entries[index].random)
    }
  }

  /// What tricks remember from step to step, under stable names.
  var state: [NamedTensor] {
    var copy = self
    var state: [NamedTensor] = []
    copy.visitState { state.append(NamedTensor(name: $0, tensor: $1)) }
    return state
  }
}
