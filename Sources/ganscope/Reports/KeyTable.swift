import Screens
import Terminal

/// The keys and commands of the live screen as a Markdown document, made of the list of actions.
struct KeyTable {
  var text: String {
    ([Self.introduction] + WatchAction.Group.allCases.map(table) + [Self.ending])
      .joined(separator: "\n\n")
  }

  private static let introduction = """
    # Keys and commands of the live screen

    Made by `ganscope manual --keys`. Every line is a command that can be typed behind `:`, given to the \
    program with `--command`, found and started in the help (`?`), and bound to any key.
    """

  private func table(_ group: WatchAction.Group) -> String {
    let rows = WatchAction.all.filter { $0.group == group }.map { action in
      let keys = action.keys.map { "`\($0.label)`" }.joined(separator: " ")
      return "| \(keys) | `\(Self.escaped(action.usage))` | \(action.help) |"
    }
    return (["## \(group.title)", "", "| keys | command | what it does |", "|---|---|---|"] + rows)
      .joined(separator: "\n")
  }

  /// In a table a bar would begin the next column.
  private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }

  private static let ending = """
    ## Keys of your own

    In `~/.config/ganscope/keys.toml` each key stands with the command line that it is to do; an empty \
    line unbinds it. `[keys]` is for everywhere, `[watching]`, `[comparing]`, `[viewing]`, `[slow]` and \
    `[lesson]` for where that is looked at. Keys are called as in the table above.

    ```toml
    [keys]
    x = "lr g x0.5"
    F5 = "until 20"
    "Ctrl-T" = "theme paper"
    q = ""

    [comparing]
    x = "leave"
    ```
    """
}

extension WatchAction.Group {
  var title: String {
    switch self {
    case .training: "Training"
    case .knobs: "Knobs"
    case .health: "Quality and alarms"
    case .samples: "Samples"
    case .comparing: "Comparing"
    case .branches: "Branches and marks"
    case .slowMotion: "Slow motion"
    case .lesson: "The lesson"
    case .screen: "The screen"
    case .program: "The program"
    }
  }
}
