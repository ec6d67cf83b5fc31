internal import Terminal

extension WatchAction {
  /// What is wrong with the training, and what to do about it.
  static let health: [WatchAction] = [
    WatchAction(
      "remedy", "[ALARM]", [.character("!")], in: .health,
      help: "do what the selected alarm offers; undo takes it back",
      completions: { $0.isEmpty ? $1.alarmNames : [] },
      perform: { screen, arguments throws(PromptError) in try screen.doRemedy(arguments) }),
    WatchAction(
      "dismiss", "[ALARM]", [.character("D")], in: .health,
      help: "hide the selected alarm until it is raised anew",
      completions: { $0.isEmpty ? $1.alarmNames : [] },
      perform: { screen, arguments throws(PromptError) in try screen.dismissAlarm(arguments) }),
    WatchAction(
      "next-alarm", [.character("A")], in: .health, help: "select the open alarm raised before it"
    ) { $0.selectNextAlarm() },
  ]
}
