internal import Session
internal import Terminal

/// The parts of the picture of a step, each of which draws itself where it is put.
struct SlowMotionParts {
  enum Part: Sendable, Hashable, CaseIterable {
    case noise, generator, fake, real, wish, discriminator, scores, loss
  }

  /// Whether something has happened at the present stage.
  enum Standing: Sendable, Equatable {
    case past, present, future
  }

  let record: StepRecord
  let phase: StepRecord.Phase
  let stage: SlowMotionStage
  let appearance: Appearance

  func standing(of part: Part) -> Standing {
    let stages = stages(of: part)
    if stages.contains(stage) { return .present }
    return stages.contains { $0 < stage } ? .past : .future
  }

  /// The stages at which something happens to a part.
  private func stages(of part: Part) -> [SlowMotionStage] {
    func learning(_ role: NetworkRole) -> [SlowMotionStage] {
      phase.player == role ? [.gradients, .weights] : []
    }
    switch part {
    case .noise: return [.noise]
    case .generator: return [.fakes] + learning(.generator)
    case .fake: return [.fakes]
    case .real: return [.reals]
    case .wish: return [.pixels]
    case .discriminator:
      return [.scores] + (phase.player == .generator ? [.pixels] : []) + learning(.discriminator)
    case .scores: return [.scores]
    case .loss: return [.loss]
    }
  }

  func draw(_ part: Part, in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    switch part {
    case .noise: drawNoise(in: area, onto: &canvas)
    case .generator: drawNetwork(.generator, part, in: area, onto: &canvas)
    case .discriminator: drawNetwork(.discriminator, part, in: area, onto: &canvas)
    case .fake: drawImage(of: phase.fakes, part, in: area, onto: &canvas)
    case .real: drawImage(of: phase.reals, part, in: area, onto: &canvas)
    case .wish: drawWish(in: area, onto: &canvas)
    case .scores: drawScores(in: area, onto: &canvas)
    case .loss: drawLoss(in: area, onto: &canvas)
    }
    if standing(of: part) == .future { fade(area, on: &canvas) }
  }

  /// The name of a part, behind a `>` while something happens to it.
  func label(of part: Part) -> String {
    let name =
      switch part {
      case .noise: "noise"
      case .generator: "generator"
      case .fake: "fake"
      case .real: "real"
      case .wish: "wish"
      case .discriminator: "discriminator"
      case .scores: "scores"
      case .loss: "loss"
      }
    return standing(of: part) == .present ? "> \(name)" : name
  }

  func labelStyle(of part: Part) -> Style {
    appearance[standing(of: part) == .future ? .dim : .title]
  }

  private func fade(_ area: Rectangle, on canvas: inout Canvas) {
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { canvas[x, y].style = appearance[.dim] }
    }
  }
}

// MARK: - Noise

extension SlowMotionParts {
  private func drawNoise(in area: Rectangle, onto canvas: inout Canvas) {
    Frame(title: "z", focused: standing(of: .noise) == .present, appearance: appearance)
      .draw(in: area, onto: &canvas)
    let inner = area.inset()
    canvas.write("noise", in: inner, style: labelStyle(of: .noise))
    guard standing(of: .noise) != .future else { return }
    let numbers = phase.latent.prefix(max(0, min(5, (inner.height - 1) / 2)))
    for (row, value) in numbers.enumerated() {
      let text = NumberText.decimal(Double(value), places: 2).leftPadded(to: min(6, inner.width))
      canvas.write(text, in: inner, row: row + 1, style: appearance[.text])
    }
    var blocks = inner.rows(from: 1 + numbers.count)
    if phase.latent.count > numbers.count, blocks.height > 2 {
      canvas.write("...", in: blocks, column: 2, style: appearance[.dim])
      blocks = blocks.rows(from: 1)
    }
    drawBlocks(in: blocks, onto: &canvas)
  }

  /// One cell a number, the fuller the larger it is; from -2.5 on there is something to be seen.
  private func drawBlocks(in area: Rectangle, onto canvas: inout Canvas) {
    guard area.width > 0 else { return }
    let levels: [Character] = Array(appearance.unicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@")
    for (index, value) in phase.latent.prefix(area.width * area.height).enumerated() {
      let share = value.isNaN ? 0 : min(1, max(0, (value + 2.5) / 5))
      let level = levels[Int((share * Float(levels.count - 1)).rounded())]
      let (row, column) = index.quotientAndRemainder(dividingBy: area.width)
      canvas[area.x + column, area.y + row] = Cell(level, appearance[.text])
    }
  }
}

// MARK: - Networks

extension SlowMotionParts {
  private func drawNetwork(
    _ role: NetworkRole, _ part: Part, in area: Rectangle, onto canvas: inout Canvas
  ) {
    let isPresent = standing(of: part) == .present
    Frame(
      title: role == .generator ? "G" : "D", focused: isPresent, appearance: appearance
    ).draw(in: area, onto: &canvas)
    let inner = area.inset()
    canvas.write(
      role.rawValue, in: inner, style: appearance[role == .generator ? .generator : .discriminator])
    let isLearning = phase.player == role && stage >= .gradients
    let layers = layers(of: role)
    let gap = inner.height > 2 * layers.count + 3 ? 1 : 0
    let list = inner.rows(from: 1 + gap, count: inner.height - 2 - 2 * gap)
    LayerBars(
      layers: layers, value: isLearning ? stage : nil,
      role: role == .generator ? .generator : .discriminator, appearance: appearance
    ).draw(in: list, onto: &canvas)
    let note = inner.rows(from: max(1, inner.height - 1))
    if isLearning {
      let text = stage == .gradients ? "gradients" : "changes"
      canvas.write(text, in: note, style: appearance[.warning])
    } else if phase.player != role, standing(of: part) != .future {
      canvas.write("frozen", in: note, style: appearance[.dim])
    }
  }

  /// The layers of a network with parameters, from whichever turn of the step tells them.
  private func layers(of role: NetworkRole) -> [StepRecord.LayerChange] {
    phase.player == role
      ? phase.layers : record.phases.first { $0.player == role }?.layers ?? []
  }
}

// MARK: - Images

extension SlowMotionParts {
  private func drawImage(
    of judged: StepRecord.Judged, _ part: Part, in area: Rectangle, onto canvas: inout Canvas
  ) {
    guard standing(of: part) != .future, let pixels = firstImage(of: judged) else {
      drawPlaceholder(in: area, onto: &canvas)
      return
    }
    PixelView(
      width: record.format.width, height: record.format.height, channels: record.format.channels,
      pixels: pixels, capabilities: appearance.capabilities
    ).draw(in: area, onto: &canvas)
  }

  private func drawWish(in area: Rectangle, onto canvas: inout Canvas) {
    let count = max(0, record.format.width) * max(0, record.format.height)
    guard standing(of: .wish) != .future, let pixels = firstImage(of: phase.fakes),
      phase.pixelGradient.count >= count
    else {
      drawPlaceholder(in: area, onto: &canvas)
      return
    }
    // A loss falls against its gradient.
    let wish = phase.pixelGradient.prefix(count).map { Int8(clamping: -Int($0)) }
    PixelView(
      width: record.format.width, height: record.format.height, channels: record.format.channels,
      pixels: pixels, heat: wish[...], capabilities: appearance.capabilities
    ).draw(in: area, onto: &canvas)
  }

  private func firstImage(of judged: StepRecord.Judged) -> ArraySlice<UInt8>? {
    let format = record.format
    guard format.width > 0, format.height > 0, format.channels > 0,
      judged.pixels.count >= format.byteCount
    else { return nil }
    return judged.pixels.prefix(format.byteCount)
  }

  private func drawPlaceholder(in area: Rectangle, onto canvas: inout Canvas) {
    let mark: Character = appearance.unicode ? "░" : "."
    canvas.fill(area, with: Cell(mark, appearance[.dim]))
    canvas.write(
      "?", in: area, column: area.width / 2, row: area.height / 2, style: appearance[.dim])
  }
}

// MARK: - Scores and losses

extension SlowMotionParts {
  private func drawScores(in area: Rectangle, onto canvas: inout Canvas) {
    canvas.write(label(of: .scores), in: area, style: labelStyle(of: .scores))
    let scores =
      [("real", phase.reals.scores.first, .real), ("fake", phase.fakes.scores.first, .fake)]
      as [(String, Float?, Theme.Role)]
    var rest = area.rows(from: 1)
    for (name, score, role) in scores {
      guard let score else { continue }
      let isKnown = standing(of: .scores) != .future
      let number = isKnown ? NumberText.decimal(Double(score), places: 2) : "?"
      canvas.write("\(name) \(number)", in: rest, style: appearance[role])
      Gauge(share: isKnown ? Double(score) : 0, role: role, appearance: appearance)
        .draw(in: rest.row(1), onto: &canvas)
      rest = rest.rows(from: 2)
    }
    canvas.write("0 = fake", in: rest, style: appearance[.dim])
    canvas.write("1 = real", in: rest, row: 1, style: appearance[.dim])
  }

  private func drawLoss(in area: Rectangle, onto canvas: inout Canvas) {
    canvas.write(label(of: .loss), in: area, style: labelStyle(of: .loss))
    let isKnown = standing(of: .loss) != .future
    canvas.write(
      isKnown ? NumberText.loss(phase.loss) : "?", in: area, row: 1, style: appearance[.text])
    guard isKnown else { return }
    let parts = [("real", phase.realLoss), ("fake", phase.fakeLoss)].compactMap { name, value in
      value.map { "\(name) \(NumberText.loss($0))" }
    }
    for (row, text) in parts.enumerated() {
      canvas.write(text, in: area, row: row + 2, style: appearance[.dim])
    }
  }
}
