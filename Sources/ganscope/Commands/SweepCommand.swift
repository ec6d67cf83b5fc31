import ArgumentParser
import Configuration
import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Training

struct SweepCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Train a recipe with several values and compare what comes out.",
    discussion: """
      Every combination of the values of all --set is trained with every seed, without a screen, each \
      as a run of its own, which 'ganscope runs' lists. At the end a judge reads the samples of each, \
      and a table and a chart begin with the least Frechet distance.

      A key is one of the recipe's file with its tables before it, such as training.loss, \
      generator.latent or discriminator.layers[2].rate. Short names are batch (with all counts of \
      images in proportion), dropout (all of the discriminator's layers), loss, latent and rate (of \
      both networks); generator.rate and the like mean the optimizer's, and r1.weight a trick's.

      Ctrl-C ends the runs and saves them. The same command line, or --resume with the sweep's name, \
      goes on where it ended.
      """)

  @Option(help: "A recipe's name, or a file that ends in .toml (see: ganscope recipes).")
  var recipe: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A key of the recipe and the values that it is to take, separated by commas.",
      valueName: "key=values"), transform: SweepAxis.init(argument:))
  var axes: [SweepAxis] = []

  @Option(help: "With how many seeds each combination is trained: 1, 2, ...; else 1.")
  var seeds: Int?

  @Option(help: "How many runs are trained at once.")
  var jobs = 1

  @Option(help: "The sweep's name, with which those of its runs begin; else sweep-1, sweep-2, ...")
  var name: String?

  @Option(help: "Go on with the sweep of this name.")
  var resume: String?

  @Option(help: "A data set's name, or a path; the recipe's own if not given.")
  var dataset: String?

  @Option(help: "Which classes to train on: names, or numbers from 0, separated by commas.")
  var classes: String?

  @OptionGroup var folders: DataFolders

  @Option(help: "How many epochs to train each run.")
  var epochs: Int?

  @Option(help: "Use only the first images of the data set.")
  var limit: Int?

  @Option(help: "How many threads compute a run; else the cores are shared among --jobs.")
  var threads: Int?

  @Option(help: "To what products round: float32, or the faster and coarser bfloat16.")
  var precision: Precision?

  @Option(help: "How many images are judged of each run; 2000 if not given.")
  var count: Int?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @OptionGroup var storage: StorageOptions

  func validate() throws {
    try require(seeds, in: 1...1000, "--seeds")
    try require(jobs, in: 1...64, "--jobs")
    try require(epochs, in: 1...1_000_000, "--epochs")
    try require(limit, in: 1...1_000_000_000, "--limit")
    try require(threads, in: 1...1024, "--threads")
    try require(count, in: 2...100_000, "--count")
    try resume == nil ? validateNew() : validateResumed()
  }

  private func validateNew() throws {
    guard !axes.isEmpty || (seeds ?? 1) > 1 else {
      throw ValidationError("say what is to be compared: --set KEY=VALUE,VALUE or --seeds 3")
    }
    let keys = axes.map(\.key)
    for (number, key) in keys.enumerated() where keys[..<number].contains(key) {
      throw ValidationError("--set \(key) is there twice: name all its values at once")
    }
    for (option, isGiven) in [("epochs", epochs != nil), ("dataset", dataset != nil)]
    where isGiven && keys.contains(option) {
      throw ValidationError("--\(option) and --set \(option) contradict each other")
    }
    let size = axes.reduce(seeds ?? 1) { $0.multipliedReportingOverflow(by: $1.values.count).0 }
    guard (1...10_000).contains(size) else {
      throw ValidationError("this grid has \(size) runs, but 10000 are the most that is planned")
    }
  }

  private func validateResumed() throws {
    let given =
      [recipe, name, dataset, classes].contains { $0 != nil }
      || [seeds, epochs, limit].contains { $0 != nil }
    guard !given, axes.isEmpty else {
      throw ValidationError("--resume goes on with what was planned: leave the other options out")
    }
  }

  func run() async throws {
    let catalogue = SweepCatalogue(folder: UserFolders().data + "/sweeps")
    let (plan, isNew) = try plan(in: catalogue)
    let lock = try catalogue.lock(plan.name)
    defer { withExtendedLifetime(lock) {} }
    let sweep = try prepared(plan, isNew: isNew, in: catalogue)
    try await train(sweep)
  }
}

// MARK: - The plan

extension SweepCommand {
  private func plan(in catalogue: SweepCatalogue) throws -> (SweepPlan, isNew: Bool) {
    if let resume {
      let known = catalogue.names
      guard known.contains(resume) else {
        throw ShellError(
          "unknown sweep \(resume): \(knownWords(known, nearestTo: resume))", .noInput)
      }
      return (try catalogue.plan(named: resume), false)
    }
    let plan = try newPlan(named: name ?? catalogue.nextName)
    _ = try Sweep.recipes(of: plan)
    guard let name else {
      return catalogue.twin(of: plan).map { ($0, false) } ?? (plan, true)
    }
    guard catalogue.names.contains(name) else { return (plan, true) }
    guard try catalogue.plan(named: name).trainsSame(as: plan) else {
      throw ShellError(
        "\(name): there is a sweep of that name with other settings: choose another --name, or go on "
          + "with it by --resume \(name)", .usage)
    }
    return (plan, false)
  }

  private func newPlan(named name: String) throws -> SweepPlan {
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.+".contains($0) }
    guard isName, let first = name.first, first.isLetter || first.isNumber, name.count <= 60 else {
      throw ShellError("--name \(name): letters, digits, - and _, and at most 60 of them", .usage)
    }
    let recipe = try RecipeCatalogue().recipe(recipe ?? TrainingOptions.defaultRecipe)
    let reference = classes.map { "\(dataset ?? recipe.dataset):\($0)" } ?? dataset
    let known = try DatasetCatalogue(searchPath: folders.searchPath)
    return SweepPlan(
      name: name,
      settings: SweepPlan.Settings(
        recipe: recipe.name, recipeText: recipe.text, dataset: try reference.map(known.absolute),
        dataDirectory: folders.dataDirectory.map { URL(filePath: $0).absoluteURL.path },
        epochs: epochs, limit: limit, precision: try precision?.available().rawValue,
        checkpointBudget: storage.checkpointBudget.bytes,
        checkpointInterval: storage.checkpointInterval),
      axes: axes.map(withoutRepeats), seeds: (1...UInt64(seeds ?? 1)).map(\.self))
  }

  /// An axis with each value once, however it is written; the others are named.
  private func withoutRepeats(_ axis: SweepAxis) -> SweepAxis {
    let (distinct, repeats) = axis.withoutRepeats()
    for (value, first) in repeats {
      writeToStandardError(
        "ganscope: --set \(axis.key): \(value) is the same as \(first), which is trained once\n")
    }
    return distinct
  }

  private func prepared(
    _ plan: SweepPlan, isNew: Bool, in catalogue: SweepCatalogue
  ) throws -> Sweep {
    if isNew { try catalogue.keep(plan) }
    do {
      let sweep = try Sweep(plan, in: catalogue, threads: threads ?? sharedThreads)
      try sweep.check()
      return sweep
    } catch {
      // Nothing was begun, so nothing is left behind.
      if isNew { catalogue.remove(plan.name) }
      throw error
    }
  }

  /// Several runs at once share the cores; one has them all.
  private var sharedThreads: Int? {
    jobs > 1 ? max(1, ProcessInfo.processInfo.activeProcessorCount / jobs) : nil
  }
}

// MARK: - Training and judging

extension SweepCommand {
  private func train(_ sweep: Sweep) async throws {
    let plan = sweep.plan
    let over = try plan.cells.filter { try sweep.standing(of: $0).isOver }.count
    if !json { try tellBeginning(plan, over: over) }
    let reporter = SweepReporter(plan, over: over, json: json)
    let training = SweepTraining(sweep, jobs: jobs, reporter: reporter)
    let stop = SignalStop { training.stop() }
    let outcomes = await training.run()
    try requireNoSignal(stop, plan)
    var results = zip(plan.cells, outcomes).map { SweepResult(cell: $0, outcome: $1) }
    do {
      try judge(&results, sweep) { stop.firstSignal != nil }
    } catch is SweepJudgingStopped {
      // What is done of the judge is lost, which takes seconds, and nothing of the runs.
    }
    try requireNoSignal(stop, plan)
    try await report(results, plan)
    try requireSuccess(results, plan)
  }

  /// - Throws: the code with which to end, where a signal asks for it.
  private func requireNoSignal(_ stop: SignalStop, _ plan: SweepPlan) throws {
    guard let signal = stop.firstSignal else { return }
    writeToStandardError(
      "ganscope: \(plan.name) was ended: 'ganscope sweep --resume \(plan.name)' goes on with it\n")
    throw ExitCode(128 + signal)
  }

  private func tellBeginning(_ plan: SweepPlan, over: Int) throws {
    let (combinations, seeds) = (plan.combinations.count, plan.seeds.count)
    let size =
      "\(combinations) \(combinations == 1 ? "combination" : "combinations") x "
      + "\(seeds) \(seeds == 1 ? "seed" : "seeds")"
    let rest = over > 0 ? ", \(over) of \(plan.cells.count) runs done" : ""
    try StandardOutput.writeLine("\(plan.name): \(plan.settings.recipe), \(size)\(rest)")
  }

  private func report(_ results: [SweepResult], _ plan: SweepPlan) async throws {
    guard !json else {
      for (rank, row) in SweepRow.ranked(results, of: plan).enumerated() {
        try StandardOutput.write(JSONLine.text(of: SweepLine.Result(row, rank: rank + 1)))
      }
      return
    }
    let text = SweepReport(results, of: plan).text(style: await ReportStyle.current)
    try StandardOutput.writeLine("\n\(text)")
  }

  private func requireSuccess(_ results: [SweepResult], _ plan: SweepPlan) throws {
    let failures = results.compactMap { result -> (run: String, reason: ShellError)? in
      if case .failed(let reason) = result.outcome { (result.cell.run, reason) } else { nil }
    }
    guard let first = failures.first else { return }
    let isAllTheSame = failures.allSatisfy { $0.reason.status == first.reason.status }
    throw ShellError(
      "\(failures.count) of \(results.count) runs failed, '--resume \(plan.name)' tries them again: "
        + "\(first.run): \(first.reason.message)",
      isAllTheSame ? first.reason.status : .temporaryFailure)
  }
}
