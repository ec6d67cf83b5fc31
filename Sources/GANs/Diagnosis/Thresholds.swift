/// Every number by which alarms are raised and ended.
///
/// Sources: [G] ganhacks (Chintala et al., 2016), items 10 and 11; [B] Brownlee, "How to identify and
/// diagnose GAN failure modes", 2019; [P] PyTorch's DCGAN tutorial; [A] Karras et al., "Training
/// generative adversarial networks with limited data", 2020; [S] the measured series of the recipes of
/// this program: what healthy ones reach must lie on the quiet side, what provoked ones reach on the
/// other. Each state begins at one number and ends at another one, so that it does not flicker.
enum Thresholds {
  /// How many batches in a row of a state raise an alarm, and how many of its absence end it; or readings.
  struct Patience: Sendable, Hashable {
    let raising: Int
    let ending: Int
  }

  /// How many batches pass before numbers of batches mean anything: [B] has 100 to 300 erratic ones.
  static let warmUp = 300
  /// Over how many batches moving averages are taken.
  static let averaged = 100

  /// What counts as progress of the distance to the real images.
  enum Progress {
    /// The distance must fall below this share of the best one.
    ///
    /// Our own choice, to be held against the spread of real readings: smaller steps are noise.
    static let improvement = 0.95
    /// For so many batches, and so many readings, without that it stands still.
    ///
    /// [S]: dense-selu takes some 200 batches for it before epoch 5 and 540 before epoch 10.
    static let batches = 500
    static let readings = 3
    /// From so much of the best on it is lost again.
    ///
    /// [S]: dense goes back by 1.15 between batches 1,250 and 1,600, and is better than ever after that.
    static let lost = 1.25
    /// So many readings say something of a course.
    static let least = 4
  }

  enum DiscriminatorDominates {
    /// The share of images that it is right on.
    ///
    /// [G]: a loss of 0 is a failure; [B]: 70 to 80 % is healthy. [S]: healthy recipes never
    /// keep to it after the warm-up; those that come nearest end at 0.91.
    static let accuracy = 0.98
    static let accuracyEnd = 0.95
    /// How near its estimates are to both labels, as shares of the way between them.
    ///
    /// [P]: they should come to one half.
    static let score = 0.95
    static let scoreEnd = 0.85
    /// The gap of logits of a margin loss, whose margin is 2 wide.
    static let marginGap = 1.8
    static let marginGapEnd = 1.4
    static let patience = Patience(raising: 200, ending: 100)
    /// Where no reading can tell whether the generator still gets better, or where it does although the
    /// discriminator is far ahead both by accuracy and by score.
    ///
    /// [S]: with a discriminator that learns 20 times as fast tutorial-lite still gets better, at 0.99
    /// and 0.98 for 700 batches on end; as it is, it has 0.8 and 0.6.
    static let patienceUnconfirmed = 600
  }

  enum VanishingGradient {
    /// The share of its own median to which the generator's gradient falls.
    static let share = 1e-3
    static let shareEnd = 1e-2
    /// Below this there is none, whatever it was before: a Float cannot move a weight of 0.01 by it times a
    /// rate of 1e-2.
    static let none = 1e-8
    static let patience = Patience(raising: 200, ending: 100)
  }

  enum BrokenDiscriminator {
    /// The estimate that it has of generated images, as a share of the way from their label to the other.
    static let fakeScore = 0.8
    static let fakeScoreEnd = 0.65
    /// The share of images that it is right on: no better than a coin.
    static let accuracy = 0.55
    static let patience = Patience(raising: 200, ending: 100)
    static let patienceUnconfirmed = 600
  }

  /// Both collapses are read with this many images at least.
  ///
  /// The noise of a divergence of k classes is (k - 1) / 2N: 0.02 for ten classes.
  static let leastCount = 250
  /// The divergences below are for ten classes; for k ones they count ln k / ln 10 times.
  static let classesOfDivergences = 10.0
  /// A class is lost with less than this share of what real images have: 1 % of images for ten classes.
  static let lostClass = 0.1

  enum PartialCollapse {
    /// Nats.
    ///
    /// [S]: the laboratory of dense-selu leans towards some digits by its own words, at 0.17 to
    /// 0.36; with Adam it collapses by way of 0.89.
    static let divergence = 0.45
    static let divergenceEnd = 0.3
    /// The share of classes that are lost: two of ten.
    static let lostShare = 0.2
    /// Recall and coverage, as shares of what real images get.
    ///
    /// [S]: dense-selu ends at a half, and its collapse at 0 and 0.08.
    static let variety = 0.4
    static let varietyEnd = 0.5
    /// Such a recall and coverage are a collapse within the classes, whatever the histogram says.
    ///
    /// [S]: dense begins with 0.004 and 0.11, and latent vectors of one number with 0 and 0.01.
    static let narrowRecall = 0.03
    static let narrowCoverage = 0.08
    static let patience = Patience(raising: 3, ending: 2)
  }

  enum FullCollapse {
    /// Nats, of 2.3 for one class of ten.
    static let divergence = 1.0
    static let divergenceEnd = 0.8
    /// The share of classes that are lost, without which neither divergence nor score says it.
    ///
    /// [S]: dense-selu whose generator learns 20 times as fast draws blots at a divergence of 1.4 and a
    /// score of 1.9, of which the judge takes eight classes of ten; with Adam three are left.
    static let lostShare = 0.5
    static let lostShareEnd = 0.4
    /// The deviation of a pixel, as a share of real images'.
    ///
    /// [S]: 0.51 when seven of ten classes are left, 0.38 when one is.
    static let deviation = 0.5
    static let deviationEnd = 0.6
    /// The classifier score, as a share of the way from 1 to that of real images: 2 of 9.5.
    static let score = 0.12
    static let scoreEnd = 0.2
    /// What confirms it: recall or coverage below this share of real images', or the distance of two images
    /// where there are no such numbers.
    static let variety = 0.4
    static let pairwise = 0.6
    static let patience = Patience(raising: 2, ending: 2)
  }

  enum Oscillation {
    /// How many steps from one reading to the next are looked at, and how many of them must be jumps.
    static let steps = 6
    static let jumps = 4
    /// The total variation from one class histogram to the next.
    ///
    /// Its noise is 0.05 for 1,000 images.
    static let variation = 0.25
    /// The change of the distance, as a share of it, with another sign than the one before.
    static let amplitude = 0.25
    /// Beside the floor of real images: below so many of them, jumps are those of a good generator.
    static let floors = 8.0
    /// The average generator's distance over the raw one's, which confirms it where there is an average.
    static let averageShare = 0.7
    /// As patient as a full collapse, which goes first: the few classes that are left jump too.
    static let patience = Patience(raising: 2, ending: 3)
  }

  enum Divergence {
    /// [G]: norms over 100 mean that something is wrong; they must also be so many times the usual ones.
    static let gradient = 100.0
    static let gradientRise = 20.0
    /// A loss of bounded meaning.
    ///
    /// [S]: healthy starts have single batches at 17; where the generator of dense-selu has a tenth of its rate its
    /// discriminator is far ahead for a while, at losses of 51 to 59 that come back by themselves.
    static let loss = 200.0
    static let patience = Patience(raising: 20, ending: 200)
  }

  enum Overfitting {
    /// [A]: the mean sign of its logits on real images, held at 0.6 there.
    static let realSign = 0.6
    /// By how much training images are more real to it than held-out ones: logits, and as a share of the gap
    /// between real and generated images.
    static let gap = 1.0
    static let gapEnd = 0.6
    static let gapShare = 0.3
    /// Where none were held out: the share of near copies, and of real images that it is right on.
    ///
    /// [S]: 200 images without dropout come to 0.055 and 0.96 after 4,000 batches; dense-selu has as many
    /// copies, of images that are easily alike, with 0.8.
    static let copies = 0.05
    static let copiesEnd = 0.03
    static let accuracy = 0.9
    static let accuracyEnd = 0.85
    static let patience = Patience(raising: 3, ending: 3)
  }

  enum PeakPassed {
    /// The distance over the best one, both as medians.
    ///
    /// [S]: dense-selu has 1.14 from epoch 10 to 20, with one seed.
    static let rise = 1.3
    static let riseEnd = 1.15
    /// By how many floors of real images it must have risen besides.
    static let floors = 3.0
    static let patience = Patience(raising: 5, ending: 2)
  }

  enum SaturatedPixels {
    /// The share of pixels at the ends of the range that real images do not explain: such a share of the rest.
    static let share = 0.9
    static let shareEnd = 0.7
    /// What confirms it: a discriminator that is right on all.
    static let accuracy = 0.98
    static let patience = Patience(raising: 3, ending: 2)
  }

  enum Checkerboard {
    /// The energy of the highest frequency, over that of real images.
    static let energy = 4.0
    static let energyEnd = 3.0
    static let patience = Patience(raising: 5, ending: 3)
  }
}
