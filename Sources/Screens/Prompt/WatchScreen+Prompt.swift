internal import Terminal

extension WatchScreen {
  /// Opens the command line.
  ///
  /// - Parameter line: what stands there already.
  mutating func openPrompt(with line: String) -> [Effect] {
    mode = .prompting(CommandPrompt(history: commandHistory, line: line))
    return [.listRecipes]
  }

  /// Takes a key while a command is typed.
  mutating func type(_ key: Key, into prompt: CommandPrompt) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape:
      mode = .watching
      return []
    case .backspace where prompt.line.isEmpty:
      mode = .watching
      return []
    case .enter:
      return run(prompt)
    case .tab:
      prompt.complete(with: completions(of: prompt.line))
    default:
      prompt.type(key)
    }
    mode = .prompting(prompt)
    return []
  }

  /// Says something, and asks for nothing.
  mutating func answer(_ text: String) -> [Effect] {
    notice = text
    return []
  }

  private mutating func run(_ prompt: CommandPrompt) -> [Effect] {
    mode = .watching
    guard !prompt.line.allSatisfy({ $0 == " " }) else { return [] }
    remember(prompt.line)
    do throws(PromptError) {
      return try perform(line: prompt.line)
    } catch {
      // What was typed stays to be mended.
      mode = .prompting(prompt)
      return answer(error.message)
    }
  }

  /// Does what a line of words says, as behind a colon.
  package mutating func perform(line: String) throws(PromptError) -> [Effect] {
    let words = CommandWords.split(line)
    guard let name = words.first else { return [] }
    let action = try WatchAction.known(name)
    if settings.isSpoken, !action.isSpoken { throw PromptError(Self.onlyForTheScreen(name)) }
    return try action.perform(&self, Array(words.dropFirst()))
  }

  /// Why a line cannot be done whatever the run is like, in one line, or nil where it may.
  package static func objection(
    toLine line: String, settings: WatchSettings = WatchSettings()
  ) -> String? {
    let words = CommandWords.split(line)
    guard let name = words.first else { return "it is empty" }
    do throws(PromptError) {
      let action = try WatchAction.known(name)
      try action.check(Array(words.dropFirst()), WatchScreen(settings: settings))
      return nil
    } catch {
      return error.message
    }
  }

  private func completions(of line: String) -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).dropLast()
      .filter { !$0.isEmpty }.map(String.init)
    guard let name = words.first else { return WatchAction.all.map(\.name) }
    return WatchAction.named(name)?.completions(Array(words.dropFirst()), self) ?? []
  }
}

/// The line that is typed, at the bottom, and what can be said of it, above it where there is room.
struct PromptView: Widget {
  let prompt: CommandPrompt
  /// What was wrong with the line.
  let problem: String?
  let appearance: Appearance
  /// Where the remark stands; empty where there is one row for everything.
  let remarkArea: Rectangle

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    if let problem {
      let place = remarkArea.isEmpty ? area : remarkArea
      canvas.write(problem.printable(on: appearance), in: place, style: appearance[.warning])
      if remarkArea.isEmpty { return }
    } else {
      canvas.write(remark.printable(on: appearance), in: remarkArea, style: appearance[.dim])
    }
    TextFieldView(label: ":", field: prompt.field, note: "", appearance: appearance)
      .draw(in: area, onto: &canvas)
  }

  /// What Tab left open, or else how the command is written and what it does.
  private var remark: String {
    guard prompt.candidates.isEmpty else {
      return prompt.candidates.map { $0.split(separator: "=").last.map(String.init) ?? $0 }
        .joined(separator: "  ")
    }
    let name = prompt.line.prefix { $0 != " " }
    guard let action = WatchAction.named(String(name)) else { return suggestion(for: String(name)) }
    return "\(action.usage)    \(action.help)"
  }

  /// The commands that what is typed may become.
  private func suggestion(for word: String) -> String {
    let fitting = WatchAction.all.map(\.name).filter { word.isEmpty || $0.hasPrefix(word) }
    return word.isEmpty
      ? "Tab completes, Esc leaves, ? shows all commands" : fitting.joined(separator: "  ")
  }
}
