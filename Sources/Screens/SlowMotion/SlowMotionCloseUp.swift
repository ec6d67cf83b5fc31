internal import Session
internal import Terminal

/// The parts of the picture of a step to which something happens at the present stage, side by side
/// with what they came from.
struct SlowMotionCloseUp: Widget {
  let parts: SlowMotionParts

  private static let arrow = 5

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    var rest = area
    for (index, group) in groups.enumerated() {
      if index > 0 {
        drawArrow(in: rest.columns(from: 0, count: Self.arrow), onto: &canvas)
        rest = rest.columns(from: Self.arrow)
      }
      for (place, part) in group.enumerated() {
        if place > 0 { rest = rest.columns(from: 1) }
        let width = min(rest.width, width(of: part, height: area.height))
        draw(part, in: rest.columns(from: 0, count: width), onto: &canvas)
        rest = rest.columns(from: width)
      }
    }
  }

  /// From left to right, with arrows between the groups; what comes back comes from the right.
  private var groups: [[SlowMotionParts.Part]] {
    let isDiscriminators = parts.phase.player == .discriminator
    let images: [SlowMotionParts.Part] =
      parts.phase.reals.pixels.isEmpty ? [.fake] : [.fake, .real]
    return switch parts.stage {
    case .noise: [[.noise], [.generator]]
    case .fakes: [[.noise], [.generator], [.fake]]
    case .reals: [[.real], [.discriminator]]
    case .scores: images.count > 1 ? [images, [.scores]] : [images, [.discriminator], [.scores]]
    case .loss: [[.scores], [.loss]]
    case .pixels: [[.wish], [.discriminator], [.loss]]
    case .gradients, .weights:
      isDiscriminators ? [[.discriminator], [.loss]] : [[.generator], [.wish]]
    }
  }

  private var isGoingBack: Bool { parts.stage >= .pixels }

  private func width(of part: SlowMotionParts.Part, height: Int) -> Int {
    switch part {
    case .noise: 11
    case .generator, .discriminator: parts.stage >= .gradients ? 30 : 15
    case .fake, .real, .wish: 2 * max(1, height - 1)
    case .scores, .loss: 12
    }
  }

  private func draw(
    _ part: SlowMotionParts.Part, in area: Rectangle, onto canvas: inout Canvas
  ) {
    switch part {
    case .fake, .real, .wish:
      canvas.write(parts.label(of: part), in: area, style: parts.labelStyle(of: part))
      parts.draw(part, in: area.rows(from: 1), onto: &canvas)
    default:
      parts.draw(part, in: area, onto: &canvas)
    }
  }

  private func drawArrow(in area: Rectangle, onto canvas: inout Canvas) {
    guard area.width == Self.arrow else { return }
    let line = parts.appearance.unicode ? "──" : "--"
    canvas.write(
      isGoingBack ? " <\(line)" : " \(line)>", in: area, row: area.height / 2,
      style: parts.appearance[.warning])
  }
}
