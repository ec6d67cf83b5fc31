/// How one image is written: where the hand of its writer departs from the skeleton.
struct Handwriting {
  /// How far the top leans to the right, per unit of height.
  private let slant: Float
  private let aspect: Float
  private let turn: Point
  private let looseness: Float
  /// Amplitude, frequency and phase of the bending of each axis.
  private let bending: (x: Bend, y: Bend)

  private struct Bend {
    let amplitude: Float
    let frequency: Float
    let phase: Float

    init(from dice: inout Dice) {
      amplitude = dice.normal(0.05)
      frequency = dice.uniform(0.3, 0.9)
      phase = dice.uniform(0, 1)
    }

    func offset(at coordinate: Float) -> Float { amplitude * wave(frequency * coordinate + phase) }
  }

  init(from dice: inout Dice) {
    slant = 0.12 + dice.normal(0.17)
    aspect = max(0.6, 1.18 + dice.normal(0.22))
    turn = unitCircle(dice.normal(0.022))
    looseness = dice.uniform(0.012, 0.045)
    bending = (Bend(from: &dice), Bend(from: &dice))
  }

  /// The strokes of a skeleton as this hand writes them.
  func write(_ skeleton: [Stroke], from dice: inout Dice) -> [Stroke] {
    skeleton.map { stroke in
      var written = stroke
      for i in stroke.nodes.indices {
        let position = stroke.nodes[i].position
        // Nodes that are close to one another may only differ by little, or the curve gets kinks.
        let gap = length(position - stroke.nodes[max(i - 1, 0)].position)
        let deviation = looseness * (i == 0 ? 1 : min(1, gap / 0.35))
        written.nodes[i].position = place(position + dice.normalPoint(deviation))
      }
      return written
    }
  }

  /// Bends, stretches, slants and turns a point about the middle of the skeleton.
  private func place(_ point: Point) -> Point {
    let middle = Point(0.25, 0.5)
    var p = point - middle
    p += Point(bending.x.offset(at: p.y), bending.y.offset(at: p.x))
    p.x = p.x * aspect - slant * p.y
    return Point(p.x * turn.x - p.y * turn.y, p.x * turn.y + p.y * turn.x)
  }
}
