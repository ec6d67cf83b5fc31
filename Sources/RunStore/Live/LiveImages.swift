package import Session

/// The images beside a status, each where it has changed; nil for what stands there already.
package struct LiveImages: Sendable {
  /// The newest samples.
  package var grid: SampleGrid?
  /// What somebody who watches has asked to see.
  package var view: SampleView?
  /// The last step in slow motion.
  package var slowStep: StepRecord?

  package init(grid: SampleGrid? = nil, view: SampleView? = nil, slowStep: StepRecord? = nil) {
    self.grid = grid
    self.view = view
    self.slowStep = slowStep
  }
}

extension SampleView: PackedArrays {
  mutating func visitArrays(_ visitor: inout some ArrayVisitor) throws {
    try visitor.visit(&pixels)
    try visitor.visit(&scores)
    try visitor.visit(&areReal)
    try visitor.visit(&attention)
    try visitor.visit(&movedPixels)
    try visitor.visit(&movedScores)
    try visitor.visit(&nearestPixels)
    try visitor.visit(&nearestDistances)
  }

  func requireSense() throws(RunStoreError) {
    guard format.isSensible, request.isSensible, pixels.count.isMultiple(of: format.byteCount),
      hasSensiblePlace, hasEachOrNone(scores.count), hasEachOrNone(areReal.count),
      attention.isEmpty || attention.count == count * format.width * format.height,
      movedPixels.isEmpty || movedPixels.count == pixels.count,
      movedScores.count * format.byteCount == movedPixels.count,
      nearestPixels.isEmpty || nearestPixels.count == pixels.count,
      nearestDistances.count * format.byteCount == nearestPixels.count,
      scores.areShares, movedScores.areShares, nearestDistances.areShares,
      layer.map(\.isPlainLine) ?? true
    else { throw RunStoreError(.badData, "the view in its table live makes no sense") }
  }

  private var hasSensiblePlace: Bool {
    (0...1 << 40).contains(epoch) && (0...1 << 40).contains(step)
      && (0...1_000_000).contains(layerCount)
  }

  private func hasEachOrNone(_ number: Int) -> Bool { number == 0 || number == count }
}

extension StepRecord: PackedArrays {
  mutating func visitArrays(_ visitor: inout some ArrayVisitor) throws {
    for index in phases.indices {
      try visitor.visit(&phases[index].latent)
      try visitor.visit(&phases[index].fakes.pixels)
      try visitor.visit(&phases[index].fakes.scores)
      try visitor.visit(&phases[index].reals.pixels)
      try visitor.visit(&phases[index].reals.scores)
      try visitor.visit(&phases[index].pixelGradient)
    }
  }

  func requireSense() throws(RunStoreError) {
    guard format.isSensible, (0...1 << 40).contains(epoch), (0...1 << 40).contains(step),
      phases.allSatisfy({ $0.isSensible(format) })
    else { throw RunStoreError(.badData, "the slow step in its table live makes no sense") }
  }
}

extension StepRecord.Phase {
  fileprivate func isSensible(_ format: ImageFormat) -> Bool {
    fakes.isSensible(format) && reals.isSensible(format)
      && (pixelGradient.isEmpty
        || pixelGradient.count == fakes.scores.count * format.width * format.height)
      && layers.allSatisfy { $0.name.isPlainLine && $0.kind.isPlainLine }
  }
}

extension StepRecord.Judged {
  fileprivate func isSensible(_ format: ImageFormat) -> Bool {
    pixels.count == scores.count * format.byteCount && scores.areShares
  }
}

extension ImageFormat {
  /// Whether images can have it.
  var isSensible: Bool {
    let sides = 1...65_536
    return sides.contains(width) && sides.contains(height) && (1...4).contains(channels)
  }
}

extension [Float] {
  fileprivate var areShares: Bool { allSatisfy { (0...1).contains($0) } }
}

extension String {
  /// Whether it is short, and no command to a terminal.
  fileprivate var isPlainLine: Bool {
    utf8.count <= 200 && !unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
