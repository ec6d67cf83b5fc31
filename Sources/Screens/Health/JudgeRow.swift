internal import Session
internal import Terminal

/// How it stands with the network that judges the samples, in one row.
struct JudgeRow: Widget {
  let standing: JudgeStanding
  /// Whether nothing more will be trained.
  let isOver: Bool
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    switch standing {
    case .preparing(let share):
      let text = HealthText.preparation(share)
      canvas.write(text, in: area, style: appearance[.warning])
      Gauge(share: share, role: .warning, appearance: appearance)
        .draw(in: area.columns(from: text.count + 1), onto: &canvas)
    case .readingRealImages:
      write([HealthText.comparison], .warning)
    case .absent where isOver:
      write(["no judge: the run ended before its first reading", "no judge: ended early"], .dim)
    case .absent:
      write(["no judge yet: it is made for the first reading", "no judge yet"], .dim)
    case .excluded(let objection):
      write(["no judge: \(HealthText.objection(objection))"], .dim)
    case .failed(let why):
      write(["no judge: \(why.printable(on: appearance))"], .error)
    case .ready(let judge):
      write(texts(of: judge), .dim)
    }

    func write(_ texts: [String], _ role: Theme.Role) {
      let text = texts.first { $0.count <= area.width } ?? texts.last ?? ""
      canvas.write(text.shortened(to: area.width), in: area, style: appearance[role])
    }
  }

  /// What it is, in less and less words.
  private func texts(of judge: JudgeDescription) -> [String] {
    let dataset = judge.dataset.printable(on: appearance)
    switch judge.training {
    case .classifier(let accuracy):
      let share =
        accuracy.isFinite ? "\(NumberText.decimal(accuracy * 100, places: 1)) %" : "? %"
      return [
        "judge of \(dataset): right on \(share) of images that it has not learned, "
          + judge.fingerprint.printable(on: appearance).prefix(8),
        "judge of \(dataset): right on \(share) of held-out images", "judge: \(share) right",
      ]
    case .random:
      return [
        "judge of \(dataset): random features, as its images have no classes to learn",
        "judge: random features, no classes", "judge: random",
      ]
    }
  }
}
