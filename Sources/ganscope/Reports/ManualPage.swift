import ArgumentParser
import Screens
import Terminal

/// The manual page, in the macros of man(7), made of the shell's commands and of the list of actions.
struct ManualPage {
  var text: String {
    ([head, shellCommands] + WatchAction.Group.allCases.map(actions) + [Self.tail])
      .joined(separator: "\n")
  }

  private var head: String {
    """
    .TH GANSCOPE 1 "" "ganscope \(programVersion)" "User Commands"
    .SH NAME
    ganscope \\- watch a generator and a discriminator learn, in a terminal
    .SH SYNOPSIS
    .B ganscope
    .RI [ command ]
    .RI [ options ]
    .SH DESCRIPTION
    Without a command it opens the live screen and trains a small GAN on built-in handwriting-like digits.
    .B ganscope help
    .I command
    tells the options of each command.
    .SH COMMANDS
    """
  }

  private var shellCommands: String {
    Ganscope.configuration.subcommands.map { command in
      let configuration = command.configuration
      return Self.entry(configuration.commandName ?? "", configuration.abstract)
    }.joined(separator: "\n")
  }

  private func actions(of group: WatchAction.Group) -> String {
    let entries = WatchAction.all.filter { $0.group == group }.map { action in
      let keys = action.keys.map(\.label).joined(separator: " ")
      return Self.entry(
        keys.isEmpty ? ":\(action.usage)" : "\(keys)   :\(action.usage)", action.help)
    }
    return ([".SH KEYS: \(group.title.uppercased())"] + entries).joined(separator: "\n")
  }

  private static func entry(_ term: String, _ text: String) -> String {
    ".TP\n.B \(escaped(term))\n\(escaped(text))"
  }

  /// A hyphen is written as a minus, and no line begins with a command.
  private static func escaped(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("\"", with: "\\(dq")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  private static let tail = """
    .SH FILES
    .TP
    .I ~/.config/ganscope/
    recipes, themes,
    .I config.toml
    and
    .I keys.toml
    of your own
    .TP
    .I ~/.local/share/ganscope/
    runs and data sets
    .TP
    .I ~/.local/state/ganscope/history
    command lines that were typed
    .SH ENVIRONMENT
    .TP
    .B GANSCOPE_DATA
    folders in which data sets are looked for, separated by colons
    .TP
    .B GANSCOPE_KERNELS
    avx2 or portable: slower kernels than this processor could run
    .TP
    .B GANSCOPE_SYNC
    1 or 0: tell the terminal where frames end, or do not
    .TP
    .B NO_COLOR
    draws without colours
    .TP
    .B XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME
    other places for the folders above
    .SH EXIT STATUS
    0 where all went well, else as in sysexits.h: 64 usage, 65 bad data, 66 no input, 69 no server or no terminal for the screen, 73 cannot
    create, 74 input or output, 75 another process is at it; 128 and the signal when interrupted.
    """
}
