internal import Networks
internal import Tensors

// What a step tells a trace of the players' turns, if one records; else nothing is made.
extension GAN {
  /// Reports a turn of the discriminator after its updates.
  ///
  /// - Parameter verdict: what was measured in all updates of the turn.
  func reportTurn(on fakes: Tensor, _ real: Tensor, _ verdict: DiscriminatorVerdict) {
    StepTrace.turn(
      PlayerTurn(
        network: discriminator.name, fakes: JudgedImages(fakes, logits: verdict.logits.fake),
        reals: JudgedImages(real, logits: verdict.logits.real), loss: verdict.loss,
        parts: verdict.parts))
  }

  /// A turn of the generator, to be reported after its update; nil where no trace records.
  ///
  /// - Parameter real: the images with which the loss compares, where it does.
  func generatorTurn(
    making fakes: JudgedImages, besides real: JudgedImages?, loss: Double
  ) -> PlayerTurn? {
    guard StepTrace.isRecording else { return nil }
    let none = JudgedImages(fakes.images.samples(0..<0), logits: fakes.logits.samples(0..<0))
    return PlayerTurn(network: generator.name, fakes: fakes, reals: real ?? none, loss: loss)
  }
}
