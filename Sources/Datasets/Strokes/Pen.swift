/// The trace of a pen: a chain of points in pixels, with the radius of the ink at each.
struct Trace {
  var points: [Point]
  var radii: [Float]
}

/// A pen with the pressure that a hand puts on it.
struct Pen {
  /// Half the width of the line, in pixels.
  let radius: Float
  private let pressureChange: Float
  private let frequency: Float
  private let phase: Float
  private let taper: Float

  init(from dice: inout Dice) {
    radius = max(0.7, 1.33 + dice.normal(0.37))
    pressureChange = dice.uniform(0, 0.22)
    frequency = dice.uniform(0.02, 0.06)
    phase = dice.uniform(0, 1)
    taper = dice.uniform(0, 0.3)
  }

  /// The radius at each point of a chain in pixels.
  func radii(along points: [Point]) -> [Float] {
    var way: Float = 0
    var radii: [Float] = []
    radii.reserveCapacity(points.count)
    for i in points.indices {
      if i > 0 { way += length(points[i] - points[i - 1]) }
      let ending = max(0, 1 - Float(points.count - 1 - i) / 4)
      let pressure = 1 + pressureChange * wave(frequency * way + phase) - taper * ending
      radii.append(max(0.5, radius * pressure))
    }
    return radii
  }
}
