internal import Terminal

/// What is written below an image: what the discriminator thinks of it, and whether it is right.
///
/// It has a letter for the truth where real and generated images stand together, the estimate, a `+`
/// where the discriminator is wrong, and as far as there is room a bar as long as the estimate is high.
struct Verdict: Widget {
  /// The estimate of the image's being real; nil where there is none.
  let score: Float?
  /// Whether the image is real.
  let isReal: Bool
  /// Whether it must be said which images are real.
  let namesTruth: Bool
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let style = appearance[role]
    let end = canvas.write(text(within: area.width), in: area, style: style) - area.x
    guard let score, area.width - end >= 5 else { return }
    // Behind the number there is always room for the `+`, so that bars begin in one column.
    let start = max(end, fullLength) + 1
    Gauge(share: Double(score), role: role, appearance: appearance)
      .draw(in: area.columns(from: start), onto: &canvas)
  }

  private var role: Theme.Role { isReal ? .real : .fake }

  /// Whether the image is taken for what it is not.
  private var isWrong: Bool { score.map { isReal ? $0 < 0.5 : $0 > 0.5 } ?? false }

  private var letter: String { namesTruth ? (isReal ? "R" : "F") : "" }
  private var number: String { score.map { NumberText.decimal(Double($0), places: 2) } ?? "" }
  private var fullLength: Int { (namesTruth ? 2 : 0) + number.count + 2 }

  /// All of it in words that fit a width, or what matters most.
  private func text(within width: Int) -> String {
    let mark = isWrong ? "+" : ""
    let candidates = [
      [letter, number, mark].filter { !$0.isEmpty }.joined(separator: " "),
      letter + number + mark, letter + String(number.drop { $0 == "0" }) + mark, letter + mark,
    ]
    return candidates.first { $0.count <= width } ?? ""
  }
}
