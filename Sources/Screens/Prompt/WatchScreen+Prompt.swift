internal import Configuration
internal import Terminal

extension WatchScreen {
  mutating func openPrompt() -> [Effect] {
    mode = .prompting(CommandPrompt(history: commandHistory))
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
    let words = prompt.line.split(separator: " ").map(String.init)
    mode = .watching
    guard let name = words.first else { return [] }
    remember(prompt.line)
    do throws(PromptError) {
      guard let command = PromptCommand.named(name) else {
        let known = knownWords(PromptCommand.all.map(\.name), nearestTo: name)
        throw PromptError("no command '\(name)'; \(known)")
      }
      return try command.perform(&self, Array(words.dropFirst()))
    } catch {
      // What was typed stays to be mended.
      mode = .prompting(prompt)
      return answer(error.message)
    }
  }

  private func completions(of line: String) -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).dropLast()
      .filter { !$0.isEmpty }.map(String.init)
    guard let name = words.first else { return PromptCommand.all.map(\.name) }
    return PromptCommand.named(name)?.completions(Array(words.dropFirst()), self) ?? []
  }

  /// Turns the knob that the words name to the value that they say.
  mutating func setKnob(by words: [String]) throws(PromptError) -> [Effect] {
    guard words.count == 2 else { throw PromptError("a knob and a value: set KNOB VALUE") }
    let name = words[0].replacing("-", with: "_")
    guard let knob = board.knobs.first(where: { $0.setting.commandName == name }) else {
      let known = knownWords(board.knobs.map(\.setting.commandName), nearestTo: name)
      throw PromptError("no knob '\(words[0])'; \(known)")
    }
    guard let value = knob.value(typed: words[1]) else {
      throw PromptError("'\(words[1])' is not \(knob.expectation)")
    }
    return set(knob, to: value)
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

  /// What Tab left open, or else how the command is written.
  private var remark: String {
    guard prompt.candidates.isEmpty else {
      return prompt.candidates.map { $0.split(separator: "=").last.map(String.init) ?? $0 }
        .joined(separator: "  ")
    }
    let name = prompt.line.prefix { $0 != " " }
    guard let command = PromptCommand.named(String(name)) else {
      let names = PromptCommand.all.map(\.name).joined(separator: "  ")
      let advice = "    Tab completes, Esc leaves"
      return names.count + advice.count <= remarkArea.width ? names + advice : names
    }
    return command.usage
  }
}
