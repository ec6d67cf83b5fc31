package import GANs
package import Session
internal import Tensors

// What the judge is shown, and what it says. Nothing of the run changes by it: it draws from a part of the
// display's stream of its own.
extension GANTrainer {
  /// Collects what a batch showed the discriminator, where it is read soon, and has it read when it is due.
  mutating func watchQuality(_ measured: StepMeasurement, epoch: Int, batch: Int) {
    guard let schedule = monitor?.schedule else { return }
    let step = step
    if schedule.collects(epoch: epoch, batch: batch) { monitor?.collect(measured) }
    guard schedule.isDue(epoch: epoch, batch: batch) else { return }
    let gan = gan
    monitor?.readWindow(epoch: epoch, step: step) { gan.frozenDiscriminator }
    guard gan.keepsAverage, schedule.readsGenerator(epoch: epoch, batch: batch) else { return }
    let latents = qualityLatents
    for (source, average) in [(QualityReading.Source.generator, false), (.average, true)] {
      let images = Workers.withTeam { gan.images(from: latents, average: average) }
      monitor?.read(images, from: source, epoch: epoch, step: step)
    }
  }

  /// The same for every reading of the run.
  private var qualityLatents: Tensor {
    var stream = displayStream("quality", draw: 0)
    return gan.recipe.latent.vectors(QualitySchedule.imageCount, using: &stream)
  }

  package var diagnosisFacts: DiagnosisFacts? {
    DiagnosisFacts(gan.recipe, batchesPerEpoch: run.batchesPerEpoch)
  }

  package var judge: JudgeStanding {
    if let monitor { return monitor.source.standing }
    return .excluded(gan.recipe.step is DiscriminatorStep ? .frozenGenerator : .unwanted)
  }

  package var awaitsJudge: Bool { monitor?.awaitsJudge ?? false }

  package mutating func qualityReadings(
    besides known: [QualityReading], all: Bool
  ) -> [QualityReading] {
    guard monitor?.isIdle == false else { return [] }
    return monitor?.readings(besides: known, all: all) ?? []
  }

  package mutating func takeOverReadings(of other: any Trainer, through step: Int) {
    guard let earlier = (other as? GANTrainer)?.monitor else { return }
    monitor?.takeOver(earlier, through: step)
  }

  package func stopJudging() { monitor?.source.stop() }
}
