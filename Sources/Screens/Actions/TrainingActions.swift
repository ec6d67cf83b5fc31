internal import Session
internal import Terminal

extension WatchAction {
  /// Training, pausing and stepping.
  static let training: [WatchAction] = [
    WatchAction(
      "play", [.character(" ")], in: .training, help: "pause or resume the training",
      hint: Hint(label: "pause", pausedLabel: "resume")
    ) { $0.togglePause() },
    WatchAction("pause", in: .training, help: "pause the training") {
      $0.isPaused ? $0.answer("it is paused already") : $0.togglePause()
    },
    WatchAction("resume", in: .training, help: "resume the training") {
      $0.isPaused ? $0.togglePause() : $0.answer("it is not paused")
    },
    WatchAction(
      "step", [.character("n")], in: .training, help: "train one batch, then pause",
      hint: Hint(label: "step")
    ) { $0.train(.stepBatch) },
    WatchAction(
      "step-epoch", [.character("N")], in: .training,
      help: "train to the end of the epoch, then pause"
    ) { $0.train(.stepEpoch) },
    WatchAction(
      "until",
      "EPOCH, or distance|d_loss|g_loss|real_accuracy|fake_accuracy < or > NUMBER",
      in: .training, help: "train until an epoch has ended or a number is reached, then pause",
      completions: { arguments, _ in
        arguments.isEmpty
          ? TrainingGoal.Measure.allCases.map(\.rawValue) + [TrainingGoal.distance] : []
      },
      check: { arguments, _ throws(PromptError) in
        _ = try TrainingGoal(words: arguments)
      },
      perform: { screen, arguments throws(PromptError) in
        let goal = try TrainingGoal(words: arguments)
        if let objection = screen.objection(to: goal) { throw PromptError(objection) }
        return screen.train(.trainUntil(goal))
      }),
    WatchAction("stop", in: .training, help: "end the run, save it, and stay to look at it") {
      $0.stop()
    },
  ]
}
