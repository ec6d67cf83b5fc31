internal import Session

/// Words and sentences without signs that only eyes understand.
enum Speech {
  /// What is trained on what, at the beginning.
  static func introduction(to run: RunDescription) -> [String] {
    let (format, knobs) = (run.format, run.knobs)
    let kind = format.channels == 1 ? "grey" : "coloured"
    let dropout = knobs.dropout.map { "; dropout \(number($0))" } ?? ""
    return [
      "The run \(run.run) trains the recipe \(run.recipe) on \(run.dataset): "
        + "\(count(run.imageCount, "\(kind) image", "\(kind) images")) of \(format.width) by "
        + "\(format.height) pixels.",
      "It has \(count(run.epochs, "epoch", "epochs")) of "
        + "\(count(run.batchesPerEpoch, "batch", "batches")) of "
        + "\(count(run.batchSize, "image", "images")).",
      "The generator has \(run.generatorParameters) parameters and learns at rate "
        + "\(number(knobs.generatorRate)), the discriminator has \(run.discriminatorParameters) and "
        + "learns at rate \(number(knobs.discriminatorRate))\(dropout).",
    ]
  }

  /// What has happened, or nil where it is said otherwise.
  static func sentence(of event: TrainingEvent, in snapshot: TrainingSnapshot) -> String? {
    let batch = "batch \(event.step)"
    switch event.kind {
    case .started:
      return "The training begins."
    case .paused:
      return "Paused after \(batch)."
    case .resumed:
      return "Going on after \(batch)."
    case .learningRate(let role, let old, let new):
      return "The \(role.rawValue)'s learning rate is \(number(new)) now, it was \(number(old))."
    case .dropout(let old, let new):
      return "Dropout is \(number(new)) now, it was \(number(old))."
    case .trick(let name, let old, let new):
      let title = snapshot.knobs?.tricks.first { $0.name == name }?.title ?? name
      return "\(capitalized(title)) is \(number(new)) now, it was \(number(old))."
    case .marked(let name):
      return "Batch \(event.step) has the name \(name)."
    case .branched(let parent):
      return "This branch left \(parent) after \(batch)."
    case .switched:
      return "Going on at the end of this branch, after \(batch)."
    case .continued:
      return "The run is taken up again after \(batch)."
    case .prolonged(let old, let new):
      return "It is to have \(count(new, "epoch", "epochs")) now, it had \(old)."
    case .reached(let goal):
      return "\(sentence(of: goal)), so the training is paused after \(batch)."
    case .finished:
      return "All epochs are done."
    case .stopped:
      return "Stopped after \(batch)."
    case .diverged:
      return "Attention: a loss is no number any more, so the training is paused after \(batch). "
        + "Go back with goto and branch, and on with a lower learning rate."
    case .alarm(let alarm):
      return "Attention, \(batch): \(explanation(of: alarm, answeredBy: "remedy"))"
    case .alarmEnded(let kind):
      return "The alarm \(kind.title) is over since \(batch)."
    // An epoch is reported with its numbers, a refusal is the answer to a command.
    case .epochEnded, .refused:
      return nil
    }
  }

  private static func sentence(of goal: TrainingGoal) -> String {
    func title(_ measure: TrainingGoal.Measure) -> String {
      switch measure {
      case .discriminatorLoss: "The discriminator's loss"
      case .generatorLoss: "The generator's loss"
      case .realAccuracy: "The discriminator's accuracy on real images"
      case .fakeAccuracy: "The discriminator's accuracy on generated images"
      }
    }
    return switch goal {
    case .epoch(let epoch): "Epoch \(epoch) is over"
    case .below(let measure, let bound): "\(title(measure)) is below \(number(bound))"
    case .above(let measure, let bound): "\(title(measure)) is above \(number(bound))"
    case .distanceBelow(let bound): "The distance to real images is below \(number(bound))"
    }
  }

  /// The epoch and the batch.
  static func place(_ metrics: BatchMetrics, in run: RunDescription) -> String {
    "epoch \(metrics.epoch) of \(run.epochs), batch \(metrics.batch) of \(run.batchesPerEpoch)"
  }

  /// How fast it goes and how long it will take, as far as that is known, after a semicolon.
  static func speed(of snapshot: TrainingSnapshot) -> String {
    let speed = snapshot.imagesPerSecond
    guard speed.isFinite, speed > 0, case .running = snapshot.phase else { return "" }
    let images = NumberText.decimal(min(speed, 9_999_999), places: speed < 10 ? 1 : 0)
    return "; \(images) images a second, \(duration(snapshot.secondsRemaining ?? 0)) left"
  }

  /// A time, roughly.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 360_000 else { return "more than 99 hours" }
    let minutes = Int((seconds / 60).rounded())
    switch seconds {
    case ..<5: return "a moment"
    case ..<90: return "about \(Int((seconds / 5).rounded()) * 5) seconds"
    case ..<5400: return "about \(count(minutes, "minute", "minutes"))"
    default:
      let hours = count(minutes / 60, "hour", "hours")
      return minutes % 60 == 0
        ? "about \(hours)" : "about \(hours) and \(count(minutes % 60, "minute", "minutes"))"
    }
  }

  /// A line of text from outside without what commands a terminal.
  static func line(_ text: String) -> String {
    String(
      text.map { character in
        let isControl = character.unicodeScalars.contains {
          $0.properties.generalCategory == .control
        }
        return isControl ? (character.isWhitespace ? " " : "?") : character
      })
  }

  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "an unknown share" }
    return "\(NumberText.decimal(share * 100, places: 0)) percent"
  }

  static func number(_ value: Double) -> String {
    NumberText.significant(value, digits: 3)
  }

  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
