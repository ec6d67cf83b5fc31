import Foundation
import Terminal
import Testing

/// Compares a canvas with the file `Snapshots/<name>.txt`.
///
/// It holds the characters, then the styles as letters with their meanings below. A missing file is
/// written, and all are with `RECORD_SNAPSHOTS=1`; the test fails then, so that what was written is
/// looked at.
func expectSnapshot(
  _ canvas: Canvas, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Snapshots/\(name).txt")
  let text = canvas.text + "\n\n" + styleMap(of: canvas)
  let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
  guard !isRecording, let expected = try? String(contentsOf: file, encoding: .utf8) else {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name).txt: look at it, then run again", sourceLocation: sourceLocation)
    return
  }
  if text != expected {
    Issue.record("differs from \(name).txt:\n\(text)", sourceLocation: sourceLocation)
  }
}

/// One letter a cell; a repeated style has the letter of its first cell.
private func styleMap(of canvas: Canvas) -> String {
  let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
  var names: [Style: Character] = [:]
  var legend: [String] = []
  let rows = (0..<canvas.height).map { y in
    String(
      (0..<canvas.width).map { x -> Character in
        let style = canvas[x, y].style
        if let name = names[style] { return name }
        if isPixelPair(canvas[x, y]) { return "%" }
        let name = names.count < letters.count ? letters[names.count] : "?"
        names[style] = name
        legend.append("\(name) \(style.text)")
        return name
      })
  }
  return (rows + [""] + legend).joined(separator: "\n") + "\n"
}

/// Whether a cell shows two grey pixels of an image; there are too many such pairs to name.
private func isPixelPair(_ cell: Cell) -> Bool {
  let style = cell.style
  func isGrey(_ color: Color) -> Bool {
    guard case .palette(let index) = color else { return false }
    return index == 16 || index >= 231
  }
  guard cell.character == "▀" || style.foreground == style.background else { return false }
  return style.attributes.isEmpty && isGrey(style.foreground) && isGrey(style.background)
}

extension Style {
  fileprivate var text: String {
    func name(_ color: Color) -> String {
      switch color {
      case .standard: "standard"
      case .palette(let index): "\(index)"
      }
    }
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    let set = names.filter { attributes.contains($0.0) }.map(\.1)
    return (["\(name(foreground)) on \(name(background))"] + set).joined(separator: " ")
  }
}
