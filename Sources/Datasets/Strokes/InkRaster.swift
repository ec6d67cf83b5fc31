/// A square of pixels onto which ink is laid, with smooth edges.
struct InkRaster {
  /// Over how many pixels the ink fades out at an edge.
  ///
  /// A little more than one, as MNIST's scans were scaled down twice.
  private static let edge: Float = 1.25

  let size: Int
  /// How much of each pixel is covered, from 0 to 1; rows from the top.
  private var coverage: [Float]

  init(size: Int) {
    self.size = size
    coverage = Array(repeating: 0, count: size * size)
  }

  mutating func clear() {
    for i in coverage.indices { coverage[i] = 0 }
  }

  /// Covers the pixels along a trace.
  mutating func lay(_ trace: Trace) {
    let size = size
    unsafe coverage.withUnsafeMutableBufferPointer { coverage in
      for i in 1..<max(1, trace.points.count) {
        unsafe Self.lay(
          from: trace.points[i - 1], to: trace.points[i],
          radii: (trace.radii[i - 1], trace.radii[i]), onto: coverage, size: size)
      }
    }
  }

  /// Covers a straight piece with round ends, whose radius changes evenly from one to the other.
  ///
  /// How much of a pixel is covered follows from how far its centre lies inside the piece: the
  /// radius there less the distance from the middle line.
  private static func lay(
    from start: Point, to end: Point, radii: (Float, Float),
    onto coverage: UnsafeMutableBufferPointer<Float>, size: Int
  ) {
    let reach = max(radii.0, radii.1) + edge / 2
    let low = pointwiseMin(start, end) - reach
    let high = pointwiseMax(start, end) + reach
    let columns = clamped(low.x, high.x, size)
    let rows = clamped(low.y, high.y, size)
    let direction = end - start
    let scaled = direction / max(dot(direction, direction), 1e-9)
    let growth = radii.1 - radii.0
    for row in rows {
      let y = Float(row) + 0.5 - start.y
      for column in columns {
        let x = Float(column) + 0.5 - start.x
        let t = min(max(x * scaled.x + y * scaled.y, 0), 1)
        let (dx, dy) = (x - t * direction.x, y - t * direction.y)
        let inside = radii.0 + t * growth - (dx * dx + dy * dy).squareRoot()
        let covered = min(inside * (1 / edge) + 0.5, 1)
        // Without a branch, which would be guessed wrong for half of the pixels.
        unsafe coverage[row * size + column] = max(covered, coverage[row * size + column])
      }
    }
  }

  /// The pixels whose centres lie between two coordinates.
  private static func clamped(_ low: Float, _ high: Float, _ size: Int) -> Range<Int> {
    let first = min(max(low, 0), Float(size))
    let last = min(max(high, first), Float(size))
    return Int(first)..<Int(last.rounded(.up))
  }

  /// Writes the square of the given side around the centre of mass as 8-bit intensities.
  ///
  /// The square is moved by whole pixels, so that the centre of mass is at most half a pixel from
  /// its middle.
  func storeCenter(into pixels: UnsafeMutableBufferPointer<UInt8>, side: Int) {
    let center = centerOfMass
    let corner = center - Float(side) / 2
    let firstRow = min(max(Int(corner.y.rounded()), 0), size - side)
    let firstColumn = min(max(Int(corner.x.rounded()), 0), size - side)
    for row in 0..<side {
      let start = (firstRow + row) * size + firstColumn
      for column in 0..<side {
        unsafe pixels[row * side + column] = UInt8(coverage[start + column] * 255 + 0.5)
      }
    }
  }

  /// The mean position of the ink in pixels; the middle if there is none.
  private var centerOfMass: Point {
    var (mass, moment) = (Float.zero, Point.zero)
    for row in 0..<size {
      var (rowMass, rowMoment) = (Float.zero, Float.zero)
      for column in 0..<size {
        let ink = coverage[row * size + column]
        rowMass += ink
        rowMoment += ink * (Float(column) + 0.5)
      }
      mass += rowMass
      moment += Point(rowMoment, rowMass * (Float(row) + 0.5))
    }
    return mass > 0 ? moment / mass : Point(repeating: Float(size) / 2)
  }
}
