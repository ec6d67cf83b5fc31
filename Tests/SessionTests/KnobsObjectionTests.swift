import Session
import Testing

struct KnobsObjectionTests {
  private let knobs = Knobs(
    generatorRate: 1e-3, discriminatorRate: 1e-3, dropout: 0.1,
    tricks: [
      TrickKnob(name: "r1", title: "R1 penalty", value: 0, range: 0...10, notch: .step(1))
    ])

  @Test(
    arguments: [
      .pause, .stop, .setLearningRate(.generator, 10), .setDropout(0.95), .setTrick("r1", 10),
      .mark("a good one"), .branch(BranchRequest(branch: 1, step: 0)), .switchBranch(-1),
      .showView(nil), .showView(.wish), .showView(.latentWalk(x: 0, y: 1)),
      .showView(.featureMaps(of: .generator, layer: 99)), .showView(.realImages(page: 7)),
      .stepSlowly, .trainUntil(.epoch(20)), .trainUntil(.below(.generatorLoss, -1)),
    ] as [TrainingCommand])
  func `what a screen asks for is nothing to object to`(command: TrainingCommand) {
    #expect(knobs.objection(to: command) == nil)
  }

  @Test(
    arguments: [
      .setLearningRate(.generator, .nan), .setLearningRate(.discriminator, -1),
      .setLearningRate(.generator, .infinity), .setDropout(1), .setDropout(.nan),
      .setTrick("r1", 11), .setTrick("r1", .nan), .setTrick("no such", 1), .mark("a\u{1B}[2J"),
      .mark(String(repeating: "x", count: 201)), .branch(BranchRequest(branch: 1, step: -1)),
      .branch(BranchRequest(name: "\n", branch: 1, step: 1)),
      .showView(.latentWalk(x: .nan, y: 0)), .showView(.latentWalk(x: 0, y: .infinity)),
      .showView(.featureMaps(of: .generator, layer: -1)), .showView(.realImages(page: -1)),
      .showView(.freshLatents(draw: -1)), .showView(.realAndFake(draw: .min)),
      .trainUntil(.epoch(0)), .trainUntil(.below(.generatorLoss, .nan)),
      .trainUntil(.above(.fakeAccuracy, .infinity)),
    ] as [TrainingCommand])
  func `what a file may ask for besides is refused in one line`(command: TrainingCommand) throws {
    let objection = try #require(knobs.objection(to: command))
    #expect(!objection.isEmpty && !objection.contains("\n"))
  }
}
