package import RunStore
import Session

/// How far one run of a sweep is, by what is on disk.
package enum SweepStanding: Sendable, Hashable {
  case absent
  /// It can go on from the batch.
  case begun(step: Int)
  case finished
  /// Its losses became no numbers after so many batches; training it again would do the same.
  case diverged(step: Int)

  /// - Throws: that the run cannot be read, or is none of this sweep.
  package init(of cell: SweepPlan.Cell, recipeText: String, in directory: RunDirectory) throws {
    guard directory.holdsRun, !directory.isUnfinished else {
      self = .absent
      return
    }
    let reader = try RunReader(directory)
    let overview = try reader.overview()
    let run = overview.record.description
    guard overview.record.recipeText == recipeText, run.seed == cell.seed else {
      throw SweepError(
        .usage,
        "\(directory.path): there is another run of that name: "
          + "choose another --name, or remove it with 'ganscope runs rm'")
    }
    let line = try reader.line(named: nil, samples: false)
    if let alarm = line.events.last(where: \.kind.isDivergence) {
      self = .diverged(step: alarm.step)
    } else if overview.status != .running, overview.step >= run.epochs * run.batchesPerEpoch {
      self = .finished
    } else {
      self = .begun(step: overview.step)
    }
  }

  /// Whether there is nothing left to train.
  package var isOver: Bool {
    switch self {
    case .absent, .begun: false
    case .finished, .diverged: true
    }
  }
}

extension TrainingEvent.Kind {
  /// Whether numbers ran away or were none; earlier programs had an event of its own for that.
  fileprivate var isDivergence: Bool {
    switch self {
    case .diverged: true
    case .alarm(let alarm): alarm.kind == .divergence
    default: false
    }
  }
}
