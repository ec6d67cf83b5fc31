extension Knobs {
  /// Why a run with these settings cannot follow a command, in one line, or nil where it can.
  ///
  /// A screen asks for nothing of the kind; a command that comes out of a file might.
  package func objection(to command: TrainingCommand) -> String? {
    switch command {
    case .setLearningRate(_, let rate):
      return (0...10).contains(rate) ? nil : "\(rate) is no learning rate from 0 to 10"
    case .setDropout(let rate):
      return (0...0.95).contains(rate) ? nil : "\(rate) is no rate of dropout from 0 to 0.95"
    case .setTrick(let name, let value):
      guard let knob = tricks.first(where: { $0.name == name }) else {
        return "the run has no knob of this name"
      }
      return knob.allows(value)
        ? nil : "\(value) is no \(knob.title) from \(knob.lower) to \(knob.upper)"
    case .branch(let request):
      guard request.step >= 0 else { return "there is no batch \(request.step)" }
      return request.name.flatMap(objection(toName:))
    case .mark(let name):
      return objection(toName: name)
    case .showView(let request):
      return request?.isSensible ?? true ? nil : "there are no such images to show"
    case .trainUntil(let goal):
      return goal.isSensible ? nil : "this goal cannot be reached"
    case .pause, .resume, .stepBatch, .stepEpoch, .stepSlowly, .showAverage, .switchBranch,
      .showLiveSamples, .stop:
      return nil
    }
  }

  private func objection(toName name: String) -> String? {
    let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    return name.utf8.count <= 200 && !hasControls ? nil : "this cannot be a name"
  }
}
