/// A point of the drawing plane: x to the right, y downwards.
///
/// A skeleton is about 1 high, and as wide as the digit is then.
typealias Point = SIMD2<Float>

/// One movement of the pen: a smooth curve through nodes, with corners where the hand stops.
struct Stroke {
  struct Node {
    var position: Point
    var isCorner: Bool
  }

  var nodes: [Node]

  init(_ nodes: Node...) {
    self.nodes = nodes
  }

  init(nodes: [Node]) {
    self.nodes = nodes
  }

  /// A turn on an ellipse; angles are in turns, clockwise on the page, with 0 at the right.
  init(
    arcAround center: Point, radii: Point, from start: Float, sweep: Float, nodeCount: Int = 9
  ) {
    nodes = (0..<nodeCount).map { i in
      let turn = start + sweep * Float(i) / Float(nodeCount - 1)
      return Node(position: center + radii * unitCircle(turn), isCorner: false)
    }
  }
}

extension Stroke.Node {
  /// A point that the pen passes without stopping.
  static func via(_ x: Float, _ y: Float) -> Self { Self(position: Point(x, y), isCorner: false) }

  /// A point where the direction changes at once.
  static func corner(_ x: Float, _ y: Float) -> Self { Self(position: Point(x, y), isCorner: true) }
}

extension Stroke {
  /// The curve as a chain of straight pieces no longer than about `step`.
  ///
  /// A Catmull–Rom spline: it passes each node with the direction between the node's neighbours.
  func flattened(step: Float) -> [Point] {
    guard let first = nodes.first else { return [] }
    var points = [first.position]
    for i in 0..<nodes.count - 1 {
      let (start, end) = (nodes[i].position, nodes[i + 1].position)
      let tangents = (tangent(at: i, outgoing: true), tangent(at: i + 1, outgoing: false))
      let pieces = max(1, Int((length(end - start) * 1.2 / step).rounded(.up)))
      for piece in 1...pieces {
        let t = Float(piece) / Float(pieces)
        points.append(hermite(start, tangents.0, end, tangents.1, at: t))
      }
    }
    return points
  }

  private func tangent(at i: Int, outgoing: Bool) -> Point {
    let isEnd = i == 0 || i == nodes.count - 1
    guard isEnd || nodes[i].isCorner else {
      return (nodes[i + 1].position - nodes[i - 1].position) * 0.5
    }
    let other = outgoing ? min(i + 1, nodes.count - 1) : max(i - 1, 0)
    let chord = (nodes[other].position - nodes[i].position) * 0.5
    return outgoing ? chord : -chord
  }
}

/// The cubic from `a` to `b` that leaves with `tangentA` and arrives with `tangentB`.
private func hermite(_ a: Point, _ tangentA: Point, _ b: Point, _ tangentB: Point, at t: Float)
  -> Point
{
  let (t2, t3) = (t * t, t * t * t)
  let first = a * (2 * t3 - 3 * t2 + 1) + tangentA * (t3 - 2 * t2 + t)
  return first + b * (3 * t2 - 2 * t3) + tangentB * (t3 - t2)
}

/// The distance of a point from the origin.
func length(_ vector: Point) -> Float { dot(vector, vector).squareRoot() }

/// The scalar product.
func dot(_ a: Point, _ b: Point) -> Float { a.x * b.x + a.y * b.y }

/// Cosine and sine of an angle in turns, to a thousandth, the same on every machine.
func unitCircle(_ turns: Float) -> Point { Point(wave(turns + 0.25), wave(turns)) }

/// The sine of an angle in turns, to a thousandth: two nested parabolas.
func wave(_ turns: Float) -> Float {
  let half = 2 * (turns - turns.rounded())
  let parabola = 4 * half * (1 - abs(half))
  return parabola + 0.225 * (parabola * abs(parabola) - parabola)
}
