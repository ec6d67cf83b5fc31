import CursesTerminal
import Foundation
import Terminal

/// What stands between the live screen and the eye: terminal, multiplexer, locale, environment.
@MainActor struct TerminalCheckup {
  private let environment = TerminalEnvironment.current
  private let description = TerminalDescription()
  private let tmux: TmuxSettings?
  private let isLocaleKnown: Bool
  /// What the user has settled.
  private let options: TerminalOptions
  /// What the live screen would use.
  let capabilities: TerminalCapabilities

  init(_ options: TerminalOptions) {
    self.options = options
    isLocaleKnown = GlyphDetection.useLocale()
    tmux = environment.multiplexer == .tmux ? TmuxSettings.current : nil
    capabilities = detectedCapabilities(
      options, colorDepth(terminalColors: description?.colors ?? 0), environment)
  }

  var findings: [Finding] {
    [output, terminal] + (description.map { [colors($0), pairs($0), screen($0)] } ?? [])
      + size + [locale] + GlyphSet.allCases.dropFirst().map(glyphs) + multiplexer
      + [synchronizedOutput, mouse] + remoteShell + background
  }

  // MARK: - Terminal

  private var output: Finding {
    let isTerminal = StandardOutput.isTerminal
    let finding = Finding("standard output", isTerminal ? "a terminal" : "no terminal")
    return isTerminal
      ? finding : finding.noting("the live screen needs one; `ganscope train` does without")
  }

  private var terminal: Finding {
    let finding = Finding("TERM", environment["TERM"] ?? "not set")
    guard let objection = TerminalDescription.objection() else { return finding }
    return finding.failing(
      "\(objection); until then runs are told in sentences", fix: "export TERM=xterm-256color",
      preventsScreen: true)
  }

  private func colors(_ description: TerminalDescription) -> Finding {
    let used = capabilities.colors
    let finding = Finding("colours", "\(description.colors) there, \(Self.name(of: used)) used")
    if options.colors != nil { return finding }
    if description.colors > 0, environment.forbidsColors {
      return finding.noting("NO_COLOR is set", fix: "unset NO_COLOR")
    }
    guard used < .palette else { return finding }
    switch (environment.multiplexer, environment["TERM"]) {
    case (_, "linux"):
      return finding.noting("the Linux console has no more; brightness is shown by bold letters")
    case (.tmux, _):
      return finding.noting(
        "pictures need 256; this line in ~/.tmux.conf gives them",
        fix: "set -g default-terminal \"tmux-256color\"")
    case (.screen, _):
      return finding.noting(
        "pictures need 256; this line in ~/.screenrc gives them", fix: "term screen-256color")
    case (nil, _):
      return finding.noting(
        "pictures need 256, which most terminals have under another name",
        fix: "export TERM=xterm-256color")
    }
  }

  private static func name(of depth: ColorDepth) -> String {
    depth == .monochrome ? "none" : "\(depth.rawValue)"
  }

  /// An image in 26 greys needs a pair for each of 26 × 26 combinations.
  private func pairs(_ description: TerminalDescription) -> Finding {
    let finding = Finding("pairs of colours", "\(description.colorPairs)")
    guard description.colors >= 256, description.colorPairs <= 26 * 26 else { return finding }
    return finding.noting("too few for pictures, whose darker halves will be missing")
  }

  private func screen(_ description: TerminalDescription) -> Finding {
    let hasOwn = description.hasAlternateScreen
    return Finding("screen", hasOwn ? "its own, apart from the shell's" : "the shell's")
  }

  private var size: [Finding] {
    guard let size = PrintedOutput.size else { return [] }
    let finding = Finding("size", "\(size.columns)x\(size.rows)")
    let isSmall = size.columns < 80 || size.rows < 24
    return [isSmall ? finding.noting("everything is shown from 80x24 on") : finding]
  }

  // MARK: - Characters

  private var locale: Finding {
    let variables = ProcessInfo.processInfo.environment
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }
    let name = names.first { !$0.isEmpty } ?? "C"
    let finding = Finding("locale", "\(name), \(GlyphDetection.codeset)")
    let fix = "export LC_ALL=C.UTF-8"
    guard isLocaleKnown else {
      return finding.noting("this locale is not installed, so all is drawn in ASCII", fix: fix)
    }
    guard GlyphDetection.codeset != "UTF-8" else { return finding }
    return finding.noting("not UTF-8, so all is drawn in ASCII", fix: fix)
  }

  private func glyphs(_ set: GlyphSet) -> Finding {
    let wide = set.samples.filter { GlyphDetection.columns(of: $0) != 1 }
    let isShown = GlyphDetection.isShown(set)
    let finding = Finding(
      set.rawValue, isShown ? "one column each" : "\(wide.count) of \(set.samples.count) unusable")
    switch (isShown, set) {
    case (false, _): return finding.noting("the locale cannot show them")
    case (true, .blocks) where capabilities.glyphs == .ascii:
      return finding.noting(
        "the console's font may lack them, so ASCII is used; to try them:",
        fix: "ganscope --glyphs blocks")
    default: return finding
    }
  }

  // MARK: - Between

  private var multiplexer: [Finding] {
    guard let multiplexer = environment.multiplexer else { return [] }
    guard let tmux else { return [Finding("multiplexer", multiplexer.rawValue)] }
    var findings = [Finding("multiplexer", "tmux \(tmux.version)")]
    if !tmux.passesMouse {
      findings.append(
        Finding("tmux's mouse", "off").noting(
          "clicks do not reach programs", fix: "tmux set -g mouse on"))
    }
    if tmux.escapeMilliseconds > 50 {
      findings.append(
        Finding("tmux's escape-time", "\(tmux.escapeMilliseconds) ms").noting(
          "Escape is felt so late", fix: "tmux set -s escape-time 10"))
    }
    return findings
  }

  private var synchronizedOutput: Finding {
    let isWanted = options.synchronized ?? SynchronizedOutput.isWanted(in: environment)
    let reason =
      if options.synchronized != nil {
        "as config.toml says"
      } else if environment["GANSCOPE_SYNC"] != nil {
        "as GANSCOPE_SYNC says"
      } else if isWanted {
        "as this terminal is known to do it"
      } else {
        "as this terminal is not known to do it"
      }
    return Finding("synchronized output", "\(isWanted ? "used" : "not used"), \(reason)")
  }

  private var mouse: Finding {
    let isKnown = description?.hasMouse == true
    let use =
      if !options.mouse {
        "not used, as config.toml says"
      } else {
        isKnown ? "used" : "not used, as the terminal's description has none"
      }
    return Finding("mouse", use)
  }

  private var remoteShell: [Finding] {
    guard environment["SSH_CONNECTION"] ?? environment["SSH_TTY"] != nil else { return [] }
    return [
      Finding("remote shell", "yes").noting(
        "over a slow line fewer bytes can be written", fix: "ganscope --bandwidth 32k")
    ]
  }

  /// Some terminals tell the numbers of their foreground and background, as `15;0`.
  private var background: [Finding] {
    guard let hint = environment["COLORFGBG"] else { return [] }
    guard let number = hint.split(separator: ";").last.flatMap({ Int($0) }) else {
      return [Finding("background", "unknown (COLORFGBG=\(hint))")]
    }
    let isLight = number == 7 || number > 8
    let finding = Finding("background", isLight ? "light" : "dark")
    return [
      isLight
        ? finding.noting("there is a theme for light ones", fix: "ganscope --theme paper") : finding
    ]
  }
}
