internal import Terminal

extension WatchAction {
  /// Branches and marks.
  static let branches: [WatchAction] = [
    WatchAction(
      "branch", "[NAME]", [.character("b")], in: .branches,
      help: "begin a branch where these samples were made", hint: Hint(label: "branch"),
      ask: { $0.askForBranch() },
      check: { arguments, _ throws(PromptError) in
        if !arguments.isEmpty { try NameRule.check(arguments.joined(separator: " ")) }
      },
      perform: { screen, arguments throws(PromptError) in
        guard let place = screen.viewedPlace() else {
          throw PromptError("there is nothing to branch from yet")
        }
        return try screen.branch(named: arguments.joined(separator: " "), at: place)
      }),
    WatchAction(
      "branches", [.character("B")], in: .branches, help: "all branches; Enter goes on at one's end"
    ) { $0.openBranches() },
    WatchAction(
      "switch", "NAME", in: .branches, help: "go on at the end of a branch",
      completions: { $0.isEmpty ? $1.otherBranchNames : [] },
      check: { arguments, _ throws(PromptError) in
        if arguments.isEmpty { throw PromptError("which branch? switch NAME") }
      },
      perform: { screen, arguments throws(PromptError) in
        screen.switchBranch(to: try screen.branch(named: arguments.joined(separator: " ")))
      }),
    WatchAction(
      "mark", "NAME", [.character("m")], in: .branches,
      help: "name this batch; its checkpoint is kept", ask: { $0.askForMark() },
      check: { arguments, _ throws(PromptError) in
        if arguments.isEmpty { throw PromptError("a mark has a name: mark NAME") }
        try NameRule.check(arguments.joined(separator: " "))
      },
      perform: { screen, arguments throws(PromptError) in
        try screen.mark(named: arguments.joined(separator: " "))
      }),
  ]
}
