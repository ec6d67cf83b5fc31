/// What of the samples is looked at, in the order in which the views follow each other.
package enum SampleViewKind: String, Sendable, CaseIterable {
  /// The grids that the run keeps, epoch by epoch.
  case kept
  case fixed
  case fresh
  case real
  case mixed
  case nearest
  case attention
  case realAttention = "attention-real"
  case wish
  case walk
  case film
  case layers

  /// The word for it on the command line.
  package var name: String { rawValue }

  /// Its place in words, for the border of a panel.
  package var title: String {
    switch self {
    case .kept: "samples"
    case .fixed: "samples before D"
    case .fresh: "fresh samples"
    case .real: "real images"
    case .mixed: "real and generated"
    case .nearest: "nearest of the training"
    case .attention: "where D looks"
    case .realAttention: "where D looks, real"
    case .wish: "what G wants"
    case .walk: "latent walk"
    case .film: "film"
    case .layers: "feature maps"
    }
  }

  /// What is to be seen, for somebody who sees it for the first time.
  package var explanation: String {
    switch self {
    case .kept: "samples: always the same latent vectors, so you see each of them learn"
    case .fixed: "0 to 1: how real D finds it; + where D takes it for real"
    case .fresh: "other latent vectors, o draws again; + where D takes one for real"
    case .real: "images of the data set; + where D takes one for generated"
    case .mixed: "R is real, F generated, the number D's guess, + where it is wrong; f hides it"
    case .nearest: "each sample with its nearest training image; 0 % apart is a copy"
    case .attention, .realAttention:
      "brighter there and D finds it more real: orange, + #; less real: blue, - ="
    case .wish: "each sample, and by turns what G would change in it to please D more"
    case .walk: "between four latent vectors: arrows move, w walks by itself"
    case .film: "one latent vector through all epochs: w plays, up and down choose another"
    case .layers: "what a layer makes of one image: left, right the layer; up, down the network"
    }
  }

  /// The view that follows, after the last one the first.
  package var next: SampleViewKind { neighbour(by: 1) }
  package var previous: SampleViewKind { neighbour(by: -1) }
}

extension SampleViewKind {
  /// Reads the one word of some arguments.
  init(words: [String]) throws(PromptError) {
    let name = try CommandWords.choice(of: Self.allCases.map(\.name), in: words, for: "view")
    guard let kind = Self(rawValue: name) else { throw PromptError("no view '\(name)'") }
    self = kind
  }
}
