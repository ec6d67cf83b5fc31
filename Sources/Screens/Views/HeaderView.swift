internal import Session
internal import Terminal

/// What is trained and where it stands, in one row; the state is what stays when there is no room.
struct HeaderView: Widget {
  let snapshot: TrainingSnapshot
  /// Seconds since the program started, for a phase that has nothing else to show.
  let elapsed: Double
  /// The state that the selected one of the open alarms tells of.
  let alarm: String?
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let (state, role) = state(within: area.width)
    let right = Rectangle(
      x: area.maxX - state.count, y: area.y, width: state.count, height: area.height
    ).intersection(area)
    canvas.write(state, in: right, style: appearance[role])
    let sign = alarmSign(within: area.width - right.width)
    let left = area.columns(from: 0, count: area.width - right.width - sign.count - 2)
    canvas.write(
      sign, in: area, column: area.width - right.width - sign.count, style: appearance[.error])
    canvas.write("ganscope", in: left, style: appearance[.title])
    guard let run = snapshot.run else { return }
    let place = place(run, within: left.width)
    canvas.writeRight(place, in: left, style: appearance[.text])
    let room = left.columns(from: 8, count: left.width - 8 - place.count - 2)
    drawNames(run, in: room, onto: &canvas)
  }

  /// What says that an alarm is open: with its name where epoch, batch and recipe still have room.
  private func alarmSign(within width: Int) -> String {
    guard let alarm else { return "" }
    let sign = "! \(alarm)  "
    let place = snapshot.run.map { longPlace($0).count } ?? 0
    return place + 18 + 4 + sign.count <= width ? sign : "! "
  }

  /// The recipe, the data set and, where there are more than one, the branch, which goes before the
  /// data set where there is no room for all.
  private func drawNames(_ run: RunDescription, in room: Rectangle, onto canvas: inout Canvas) {
    let (recipe, dataset) = (
      "  \(run.recipe.printable(on: appearance))", " on \(run.dataset.printable(on: appearance))"
    )
    let branch = snapshot.line.branch
    var name = snapshot.hasBranches ? "  branch \(branch.name.printable(on: appearance))" : ""
    let namesAll = recipe.count + dataset.count + name.count <= room.width
    let namesRecipe = recipe.count + min(name.count, 16) <= room.width
    if !namesRecipe, !name.isEmpty { name = "  " + branch.name.printable(on: appearance) }
    var column = 0
    func write(_ text: String, _ role: Theme.Role) {
      let text = text.shortened(to: room.width - column)
      column = canvas.write(text, in: room, column: column, style: appearance[role]) - room.x
    }
    if namesRecipe { write(recipe, .text) }
    if namesAll || (name.isEmpty && recipe.count + dataset.count <= room.width) {
      write(dataset, .dim)
    }
    if room.width - column >= 5 { write(name, .branch(branch.number)) }
  }

  /// Where it stands: that it has a goal is told where epoch, batch and recipe still have room.
  private func state(within width: Int) -> (text: String, role: Theme.Role) {
    guard snapshot.phase == .running, let goal = snapshot.goal, let run = snapshot.run else {
      return state
    }
    let text = "* until \(goal.text)"
    return longPlace(run).count + 18 + 2 + text.count <= width ? (text, .good) : state
  }

  private var state: (text: String, role: Theme.Role) {
    switch snapshot.phase {
    case .preparing(let what):
      (
        "\(what.printable(on: appearance))  \(NumberText.decimal(elapsed, places: 0)) s",
        .warning
      )
    case .running: ("* training", .good)
    case .paused: ("= paused  ", .warning)
    case .returning: ("< returning", .warning)
    case .finished: ("finished  ", .title)
    case .failed: ("! failed  ", .error)
    }
  }

  /// The epoch and the batch, counted from the last batch that was trained.
  private func place(_ run: RunDescription, within width: Int) -> String {
    let long = longPlace(run)
    return long.count + 18 <= width ? long : epochPlace(run)
  }

  private func longPlace(_ run: RunDescription) -> String {
    let batch = NumberText.counter(snapshot.metrics.last?.batch ?? 0, of: run.batchesPerEpoch)
    return "\(epochPlace(run))  batch \(batch)"
  }

  private func epochPlace(_ run: RunDescription) -> String {
    "epoch \(NumberText.counter(snapshot.metrics.last?.epoch ?? 0, of: run.epochs))"
  }
}

/// How much is done, how fast it goes and how long it will take.
struct ProgressView: Widget {
  let snapshot: TrainingSnapshot
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    if case .returning(let done, let all) = snapshot.phase {
      return drawReturn(done, of: all, in: area, onto: &canvas)
    }
    let share = NumberText.percent(snapshot.progress).leftPadded(to: 6)
    let speed = NumberText.decimal(min(9_999_999, max(0, snapshot.imagesPerSecond)), places: 0)
    let left = NumberText.duration(seconds: isOver ? 0 : snapshot.secondsRemaining)
    let numbers = [
      "\(share)  \(speed.leftPadded(to: 7)) images/s  \(left.leftPadded(to: 8)) left",
      "\(share) \(left.leftPadded(to: 8)) left", share,
    ]
    let text = numbers.first { $0.count + 10 <= area.width } ?? ""
    Gauge(share: snapshot.progress, appearance: appearance)
      .draw(in: area.columns(from: 0, count: area.width - text.count), onto: &canvas)
    canvas.writeRight(text, in: area, style: appearance[.text])
  }

  /// How much of the way back is done, in place of how much of the run is.
  private func drawReturn(
    _ done: Int, of all: Int, in area: Rectangle, onto canvas: inout Canvas
  ) {
    let share = Double(done) / Double(max(1, all))
    let numbers = ["  \(TrainingPhase.returnText(done, of: all))", "  \(done) of \(all)"]
    let text = numbers.first { $0.count + 10 <= area.width } ?? ""
    Gauge(share: share, role: .warning, appearance: appearance)
      .draw(in: area.columns(from: 0, count: area.width - text.count), onto: &canvas)
    canvas.writeRight(text, in: area, style: appearance[.warning])
  }

  private var isOver: Bool {
    if case .finished = snapshot.phase { true } else { false }
  }
}

/// Everything in one row, where there is no room for more.
struct StatusLineView: Widget {
  let snapshot: TrainingSnapshot
  let hasAlarm: Bool
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    var column = 0
    if hasAlarm { column = canvas.write("!", in: area, style: appearance[.error]) - area.x }
    column =
      canvas.write(
        state.printable(on: appearance), in: area, column: column, style: appearance[.title])
      - area.x
    guard let metrics = snapshot.metrics.last else { return }
    var parts: [(String, Theme.Role)] = [
      (" ep \(NumberText.counter(metrics.epoch, of: snapshot.run?.epochs ?? 0))", .text),
      (" D \(NumberText.loss(metrics.discriminatorLoss).leftPadded(to: 5))", .discriminator),
      (" G \(NumberText.loss(metrics.generatorLoss).leftPadded(to: 5))", .generator),
      (" real \(NumberText.percent(Double(metrics.realAccuracy)))", .real),
      (" fake \(NumberText.percent(Double(metrics.fakeAccuracy)))", .fake),
    ]
    if snapshot.hasBranches {
      let branch = snapshot.line.branch
      let name = " \(branch.name.printable(on: appearance).shortened(to: 12))"
      parts.append((name, .branch(branch.number)))
    }
    for (text, role) in parts where column + text.count <= area.width {
      column = canvas.write(text, in: area, column: column, style: appearance[role]) - area.x
    }
  }

  private var state: String {
    switch snapshot.phase {
    case .preparing(let what): what
    case .running: "*"
    case .paused: "="
    case .returning: "<"
    case .finished: "finished"
    case .failed(let why): "failed: \(why)"
    }
  }
}

extension TrainingPhase {
  static func returnText(_ done: Int, of all: Int) -> String {
    "going back: \(done) of \(all) batches"
  }
}
