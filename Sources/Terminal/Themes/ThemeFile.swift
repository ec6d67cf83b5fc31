/// The colours of a theme file in the syntax of btop: lines of `theme[key]="colour"` and comments.
///
/// A colour is `#rrggbb`, `#ww` (a grey) or three decimal numbers; an empty one is the terminal's
/// own. Keys are not checked, for btop's files have keys for boxes that this program lacks; of ours
/// that btop lacks there are `branch_1` to `branch_6`.
struct ThemeFile {
  /// By key; an empty colour is nil.
  private var colors: [String: RGB?] = [:]

  init(source: String, file: String) throws(ThemeError) {
    for (index, line) in Self.lines(of: source).enumerated() {
      let text = line.trimmed
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      guard let (key, value) = Self.entry(text) else {
        throw ThemeError(
          file: file, line: index + 1, problem: #"expected theme[key]="colour", found: \#(text)"#)
      }
      guard let color = Self.color(value) else {
        throw ThemeError(
          file: file, line: index + 1,
          problem: ##"\##(key) has no colour "\##(value)"; write "#rrggbb" or "" (standard)"##)
      }
      colors[key] = .some(color)
    }
  }

  /// Whether all is left to the terminal.
  var isColorless: Bool { colors.values.allSatisfy { $0 == nil } }

  /// The first of some keys that is set to a colour, for the terminal's own foreground nil.
  func color(_ keys: String...) -> RGB? {
    for key in keys {
      if let color = colors[key] ?? nil { return color }
    }
    return nil
  }

  /// The strongest colour of a gradient: its end, or where that is empty its middle or start.
  func gradient(_ name: String) -> RGB? {
    color("\(name)_end", "\(name)_mid", "\(name)_start")
  }

  /// The lines, however an editor ends them, without the mark of the encoding that some begin with.
  private static func lines(of source: String) -> [Substring] {
    let hasMark = source.unicodeScalars.first == "\u{FEFF}"
    return Substring(source.unicodeScalars.dropFirst(hasMark ? 1 : 0))
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  private static func entry(_ line: Substring) -> (key: String, value: Substring)? {
    guard line.hasPrefix("theme["), let close = line.firstIndex(of: "]") else { return nil }
    let key = line[line.index(line.startIndex, offsetBy: 6)..<close]
    let rest = line[line.index(after: close)...].trimmed
    guard !key.isEmpty, rest.hasPrefix("=") else { return nil }
    let value = rest.dropFirst().trimmed
    guard let quote = value.first, quote == "\"" || quote == "'" else {
      return (String(key), value.prefix { $0 != " " && $0 != "\t" })
    }
    guard let end = value.dropFirst().firstIndex(of: quote) else { return nil }
    let after = value[value.index(after: end)...].trimmed
    guard after.isEmpty || after.hasPrefix("#") else { return nil }
    return (String(key), value[value.index(after: value.startIndex)..<end])
  }

  /// A colour, `.some(nil)` for an empty one, or nil for what is none.
  private static func color(_ text: Substring) -> RGB?? {
    if text.isEmpty { return .some(nil) }
    if text.hasPrefix("#") {
      let digits = text.dropFirst()
      guard digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
        return nil
      }
      let bytes = [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
      switch digits.count {
      case 6: return RGB(red: bytes[0], green: bytes[1], blue: bytes[2])
      case 2: return RGB(red: bytes[2], green: bytes[2], blue: bytes[2])
      default: return nil
      }
    }
    let parts = text.split(separator: " ").map { UInt8($0) }
    guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else {
      return nil
    }
    return RGB(red: red, green: green, blue: blue)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var result = drop(while: \.isWhitespace)
    while let last = result.last, last.isWhitespace { result.removeLast() }
    return result
  }
}

extension Theme {
  /// Reads a theme in the syntax of btop and gives its keys to our roles.
  ///
  /// One that names no colour at all tells roles apart by attributes, as the plain theme does.
  ///
  /// - Throws: the first line that is neither a comment nor `theme[key]="colour"`.
  package init(name: String, source: String, file: String) throws(ThemeError) {
    let colors = try ThemeFile(source: source, file: file)
    guard !colors.isColorless else {
      self.init(name: name) { Theme.plain[$0] }
      return
    }
    func color(_ rgb: RGB?) -> Color { rgb.map { .palette(Palette.nearest(to: $0)) } ?? .standard }
    let background = color(colors.color("main_bg"))
    let text = colors.color("main_fg")
    func style(_ rgb: RGB?, _ attributes: Style.Attributes = []) -> Style {
      Style(foreground: color(rgb ?? text), background: background, attributes: attributes)
    }
    let branchColors = BranchColors(behind: colors.color("main_bg"), inFront: text)
    func branch(_ number: Int) -> Style {
      style(colors.color("branch_\(number)") ?? branchColors[number])
    }
    self.init(name: name) { role in
      switch role {
      case .text: style(text)
      case .dim: style(colors.color("graph_text", "inactive_fg"))
      case .title: style(colors.color("title"), .bold)
      case .border: style(colors.color("div_line", "cpu_box"))
      case .key: style(colors.color("hi_fg"), .bold)
      case .selection:
        Style(
          foreground: color(colors.color("selected_fg") ?? text),
          background: color(colors.color("selected_bg")),
          attributes: colors.color("selected_bg") == nil ? [.bold, .reverse] : .bold)
      case .generator: style(colors.gradient("upload"))
      case .discriminator: style(colors.gradient("download"))
      case .real: style(colors.gradient("free"))
      case .fake: style(colors.gradient("used"))
      case .good: style(colors.color("temp_start"))
      case .warning: style(colors.color("temp_mid", "temp_end"), .bold)
      case .error: style(colors.color("temp_end"), .bold)
      case .progress: style(colors.gradient("cpu"))
      case .track: style(colors.color("meter_bg", "inactive_fg", "div_line"))
      case .branch1: branch(1)
      case .branch2: branch(2)
      case .branch3: branch(3)
      case .branch4: branch(4)
      case .branch5: branch(5)
      case .branch6: branch(6)
      }
    }
  }
}
