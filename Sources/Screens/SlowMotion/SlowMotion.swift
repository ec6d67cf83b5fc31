package import Session

/// One training step looked at in slow motion: which stage of it is shown, by hand or by itself.
package struct SlowMotion: Sendable, Equatable {
  /// A stage of one player's turn.
  package struct Moment: Sendable, Hashable {
    /// The turn within the step, counted from 0.
    package let turn: Int
    package let stage: SlowMotionStage
  }

  /// How long a stage is shown while it plays, in seconds: that of GAN Lab (Kahng et al., 2018).
  package static let interval = 1.25

  /// Whose turn of the next step is shown first.
  private var wanted: NetworkRole?
  /// Nil until a step was trained in slow motion.
  package private(set) var record: StepRecord?
  /// All stages of the step in their order.
  package private(set) var moments: [Moment] = []
  /// Which of them is shown.
  package private(set) var index = 0
  /// Whether stages follow each other by themselves.
  package private(set) var isPlaying = false
  /// When the present stage was first shown while it plays.
  private var shownSince: Double?

  package init(record: StepRecord? = nil) {
    follow(record)
  }

  /// Takes the newest step; another one than before is shown from its beginning.
  package mutating func follow(_ record: StepRecord?) {
    guard record != self.record else { return }
    self.record = record
    moments = record.map(Self.moments) ?? []
    let wanted = wanted.flatMap(start)
    show(wanted ?? 0)
    self.wanted = nil
  }

  /// Shows a player's turn from its first stage on.
  ///
  /// - Returns: false where there is none yet; it will be shown of the next step.
  package mutating func showTurn(of player: NetworkRole) -> Bool {
    guard let start = start(of: player) else {
      wanted = player
      return false
    }
    show(start)
    return true
  }

  private func start(of player: NetworkRole) -> Int? {
    moments.firstIndex { record?.phases[$0.turn].player == player }
  }

  /// The present stage, or nil where there is no step.
  package var moment: Moment? { moments.indices.contains(index) ? moments[index] : nil }

  /// The player's turn to which the present stage belongs.
  package var phase: StepRecord.Phase? { moment.flatMap { record?.phases[$0.turn] } }

  package var isAtEnd: Bool { index >= moments.count - 1 }

  /// Goes some stages on, or back where it is negative, as far as there are any.
  package mutating func step(by count: Int) {
    let last = max(0, moments.count - 1)
    show(min(last, max(0, index + min(last, max(-last, count)))))
  }

  /// Shows the first stage again.
  package mutating func rewind() {
    show(0)
  }

  /// Lets the stages follow each other, from the first one where the last one is shown, or stops that.
  package mutating func togglePlaying() {
    guard !moments.isEmpty else { return }
    if !isPlaying, isAtEnd { show(0) }
    isPlaying.toggle()
    shownSince = nil
  }

  package mutating func stopPlaying() {
    isPlaying = false
  }

  /// Shows the next stage where it is time; playing ends with the last one.
  ///
  /// - Parameter time: in seconds, from any fixed moment on.
  package mutating func tick(at time: Double) {
    guard isPlaying else { return }
    guard let shownSince else { return self.shownSince = time }
    guard time - shownSince >= Self.interval else { return }
    step(by: 1)
    self.shownSince = time
    if isAtEnd { isPlaying = false }
  }

  private mutating func show(_ index: Int) {
    self.index = index
    shownSince = nil
    if moments.isEmpty { isPlaying = false }
  }

  private static func moments(of record: StepRecord) -> [Moment] {
    record.phases.enumerated().flatMap { turn, phase in
      phase.stages.map { Moment(turn: turn, stage: $0) }
    }
  }
}

extension StepRecord.Phase {
  /// The stages of the turn, without those of which nothing is known.
  var stages: [SlowMotionStage] {
    SlowMotionStage.allCases.filter { stage in
      switch stage {
      case .noise: !latent.isEmpty
      case .fakes: !fakes.pixels.isEmpty
      case .reals: !reals.pixels.isEmpty
      // The discriminator's turn does not use what it would want of the generator's images.
      case .pixels: player == .generator && !pixelGradient.isEmpty
      case .gradients, .weights: !layers.isEmpty
      case .scores, .loss: true
      }
    }
  }
}
