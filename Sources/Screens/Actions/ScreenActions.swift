internal import Terminal

extension WatchAction {
  /// What the screen shows and how.
  static let screen: [WatchAction] =
    [
      WatchAction(
        "up", [.up, .character("k")], in: .screen, only: .watching,
        help: "the knob above; among samples the image above"
      ) { $0.move(.up) },
      WatchAction(
        "down", [.down, .character("j")], in: .screen, only: .watching,
        help: "the knob below; among samples the image below"
      ) { $0.move(.down) },
      WatchAction(
        "left", [.left, .character("h")], in: .screen, only: .watching, .comparing,
        help: "the samples before; among samples the image on the left"
      ) { $0.move(.left) },
      WatchAction(
        "right", [.right, .character("l")], in: .screen, only: .watching, .comparing,
        help: "the samples after; among samples the image on the right"
      ) { $0.move(.right) },
      WatchAction(
        "next-panel", [.tab], in: .screen, only: .watching, .viewing,
        help: "focus the next panel"
      ) { $0.focusPanel(by: 1) },
      WatchAction(
        "previous-panel", [.backTab], in: .screen, only: .watching, .viewing,
        help: "focus the panel before"
      ) { $0.focusPanel(by: -1) },
    ] + Panel.allCases.map(focusing)
    + [
      WatchAction(
        "zoom", [.character("Z")], in: .screen, only: .watching, .viewing,
        help: "the focused panel alone, or back; so does its number twice"
      ) { $0.toggleZoom() },
      WatchAction(
        "escape", [.escape], in: .screen, only: .watching, .viewing, .slow,
        help: "one step back to the usual screen; never quits"
      ) { $0.stepOut() },
      WatchAction(
        "preset", WatchPreset.allCases.map(\.rawValue).joined(separator: "|"), in: .screen,
        help: "choose what the screen shows",
        completions: { arguments, _ in
          arguments.isEmpty ? WatchPreset.allCases.map(\.rawValue) : []
        },
        check: { arguments, _ throws(PromptError) in
          _ = try CommandWords.choice(
            of: WatchPreset.allCases.map(\.rawValue), in: arguments, for: "preset")
        },
        perform: { screen, arguments throws(PromptError) in
          try screen.showPreset(named: arguments)
        }),
      WatchAction(
        "next-preset", [.character("p")], in: .screen,
        help: "watch, wall, compare, charts, health, slow motion, one after the other",
        hint: Hint(label: "preset")
      ) { $0.showPreset(by: 1) },
      WatchAction(
        "previous-preset", [.character("P")], in: .screen, help: "the preset before"
      ) { $0.showPreset(by: -1) },
      WatchAction(
        "log-scale", [.character("y")], in: .screen, only: .watching, .viewing,
        help: "losses on a logarithmic scale, or back"
      ) { $0.toggleLogarithmicScale() },
      WatchAction(
        "theme", "[NAME]", [.character("t")], in: .screen,
        help: "choose the colours; the screen shows each at once",
        completions: { $0.isEmpty ? $1.themes : [] }, ask: { $0.openThemes() },
        check: { arguments, screen throws(PromptError) in
          try screen.checkTheme(named: arguments)
        },
        perform: { screen, arguments throws(PromptError) in
          try screen.chooseTheme(named: arguments)
        }),
      WatchAction(
        "glyphs", GlyphSet.allCases.map(\.rawValue).joined(separator: "|"), in: .screen,
        help: "which characters pictures and curves are drawn with",
        completions: { arguments, _ in arguments.isEmpty ? GlyphSet.allCases.map(\.rawValue) : [] },
        check: { arguments, _ throws(PromptError) in
          _ = try CommandWords.choice(
            of: GlyphSet.allCases.map(\.rawValue), in: arguments, for: "glyphs")
        },
        perform: { _, arguments throws(PromptError) in
          GlyphSet(rawValue: arguments[0]).map { [.changeAppearance(.glyphs($0))] } ?? []
        }),
      WatchAction(
        "colors", ColorDepth.names.joined(separator: "|"), in: .screen,
        help: "how many colours to draw with, of those that the terminal has",
        completions: { arguments, _ in arguments.isEmpty ? ColorDepth.names : [] },
        check: { arguments, _ throws(PromptError) in
          _ = try CommandWords.choice(of: ColorDepth.names, in: arguments, for: "colors")
        },
        perform: { _, arguments throws(PromptError) in
          ColorDepth(name: arguments[0]).map { [.changeAppearance(.colors($0))] } ?? []
        }),
      WatchAction("performance", in: .screen, help: "tell how long the screen takes to draw") { _ in
        [.tellPerformance]
      },
      WatchAction(
        "redraw", [.control("l")], in: .screen, help: "draw the screen again", isUrgent: true
      ) {
        _ in [.redraw]
      },
    ]

  private static func focusing(_ panel: Panel) -> WatchAction {
    WatchAction(
      "focus-\(panel.rawValue)", [.character(panel.digit)], in: .screen, only: .watching, .viewing,
      help: "focus the panel of the \(panel.rawValue); again, it alone"
    ) { $0.focus(panel) }
  }
}
