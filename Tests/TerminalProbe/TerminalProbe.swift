import CursesTerminal
import Dispatch
import Glibc
import Terminal

/// Shows what the terminal can do and the last events, and ends in each of the ways a program can.
@main
struct TerminalProbe {
  static func main() {
    do throws(TerminalError) {
      let terminal = try CursesTerminal(options)
      run(terminal)
      terminal.close()
      print("closed well")
    } catch {
      complain("terminal-probe: \(error)")
      exit(69)
    }
  }

  private static var options: TerminalOptions {
    var options = TerminalOptions()
    options.glyphs = argument("--glyphs").flatMap(GlyphSet.init)
    options.colors = argument("--colors").flatMap(Int.init).flatMap(ColorDepth.init)
    options.bandwidth = argument("--bandwidth").flatMap(Int.init)
    options.mouse = !CommandLine.arguments.contains("--no-mouse")
    return options
  }

  /// What follows a word of the command line.
  private static func argument(_ name: String) -> String? {
    guard let index = CommandLine.arguments.firstIndex(of: name) else { return nil }
    return CommandLine.arguments[index + 1]
  }

  private static func run(_ terminal: CursesTerminal) {
    guard let wake = WakePipe() else { return }
    var deadline: ContinuousClock.Instant?
    var lines = ["ready"]
    while true {
      terminal.paint(picture(terminal, lines: lines))
      let event = terminal.nextEvent(wake: wake, deadline: deadline)
      lines.append("\(lines.count) \(text(of: event))")
      switch event {
      case .key(.character("q")), .interrupted, .closed: return
      case .key(.character("t")): trap()
      case .key(.character("T")): DispatchQueue.global().async { trap() }
      case .key(.character("x")): exit(3)
      case .key(.character("p")): complain("a message from below")
      case .key(.character("d")): deadline = .now + .milliseconds(20)
      case .deadline: deadline = nil
      case .key(.character("w")):
        DispatchQueue.global().async {
          for _ in 0..<1000 { wake.wake() }
        }
      default: break
      }
    }
  }

  private static func text(of event: TerminalEvent) -> String {
    guard case .mouse(let event) = event else { return "\(event)" }
    return "\(event.kind) \(event.x),\(event.y)"
  }

  private static func picture(_ terminal: CursesTerminal, lines: [String]) -> Canvas {
    var canvas = Canvas(width: terminal.width, height: terminal.height)
    let capabilities = terminal.capabilities
    canvas.write(
      "size \(terminal.width)x\(terminal.height) colors \(capabilities.colors.rawValue) "
        + "unicode \(capabilities.unicode) \(capabilities.glyphs)", x: 0, y: 0)
    // More pairs than the 255 that fit into a cell's attributes.
    for row in 0..<26 {
      for column in 0..<26 {
        let style = Style(
          foreground: .palette(UInt8(230 + row)), background: .palette(UInt8(230 + column)))
        canvas[canvas.width - 27 + column, 1 + row] = Cell("▀", style)
      }
    }
    canvas.write("tab\tbell\u{7}wide漢", x: 0, y: 1)
    for (row, line) in lines.suffix(max(0, canvas.height - 3)).enumerated() {
      canvas.write(line, x: 0, y: 2 + row)
    }
    canvas.write("corner", x: canvas.width - 6, y: canvas.height - 1)
    return canvas
  }

  private static func complain(_ message: String) {
    let bytes = Array("\(message)\n".utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
  }

  private nonisolated static func trap() {
    fatalError("a deliberate trap")
  }
}
