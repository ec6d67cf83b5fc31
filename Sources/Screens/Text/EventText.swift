package import Session

extension TrainingEvent {
  /// The event in words, with the batch at which it took effect.
  package var text: String {
    switch kind {
    case .started:
      return "started at batch \(step)"
    case .paused:
      return "paused at batch \(step)"
    case .resumed:
      return "resumed at batch \(step)"
    case .learningRate(let role, let old, let new):
      return "\(role.rawValue) rate \(Self.change(old, new)) at batch \(step)"
    case .dropout(let old, let new):
      return "dropout \(Self.change(old, new)) at batch \(step)"
    case .trick(let name, let old, let new):
      return "\(name.replacing("_", with: " ")) \(Self.change(old, new)) at batch \(step)"
    case .epochEnded(let epoch):
      return "epoch \(epoch) ended at batch \(step)"
    case .marked(let name):
      return "marked batch \(step) as \(name)"
    case .branched(let parent):
      return "left \(parent) at \(step == 0 ? "the start" : "batch \(step)")"
    case .switched:
      return "gone on at batch \(step)"
    case .continued(let machine, let version):
      return "taken up again at batch \(step) on \(machine), by version \(version)"
    case .prolonged(let old, let new):
      return "epochs \(old) -> \(new) at batch \(step)"
    case .reached(let goal):
      return "\(goal.text) is reached: paused at batch \(step)"
    case .refused(let reason):
      return reason
    case .finished:
      return "finished at batch \(step)"
    case .stopped:
      return "stopped at batch \(step)"
    case .diverged:
      return "a loss is no finite number any more: paused at batch \(step)"
    case .alarm(let alarm):
      return "\(alarm.title) at batch \(step): \(alarm.seen)"
    case .alarmEnded(let kind):
      return "no longer at batch \(step): \(kind.title)"
    }
  }

  /// The turn of a knob in few words, without its batch.
  var turnText: String {
    switch kind {
    case .learningRate(let role, let old, let new):
      "\(role == .generator ? "G" : "D") rate \(Self.change(old, new))"
    case .dropout(let old, let new):
      "dropout \(Self.change(old, new))"
    case .trick(let name, let old, let new):
      "\(name.replacing("_", with: " ")) \(Self.change(old, new))"
    default: text
    }
  }

  /// Whether a person turned a knob.
  var isTweak: Bool {
    switch kind {
    case .learningRate, .dropout, .trick: true
    default: false
    }
  }

  private static func change(_ old: Double, _ new: Double) -> String {
    "\(NumberText.significant(old, digits: 3)) -> \(NumberText.significant(new, digits: 3))"
  }
}
