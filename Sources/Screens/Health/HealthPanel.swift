internal import Session
internal import Terminal

/// How good the samples are and what is wrong with the training: the judge, the course of its readings,
/// the classes, more numbers and the open alarms, as much of each as an area has room for.
struct HealthPanel: Widget {
  let readings: HealthReadings
  let judge: JudgeStanding
  /// Whether nothing more will be trained.
  let isOver: Bool
  /// What the last batch measured.
  let signals: BatchMetrics.Signals?
  /// The batches at which alarms were raised.
  let alarmSteps: [Int]
  let alarms: AlarmList
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let classes = judge.description.flatMap { ClassBars(readings, $0, appearance) }
    let numbers = HealthNumbers(
      readings: readings, reference: judge.description?.reference, signals: signals,
      appearance: appearance)
    let layout = HealthLayout(
      area, alarms: alarms.height(width: area.width),
      numbers: numbers.lines(width: area.width).count, hasReadings: readings.newest != nil,
      hasClasses: classes != nil, isJudging: judge.description != nil)
    JudgeRow(standing: judge, isOver: isOver, appearance: appearance)
      .draw(in: layout.judge, onto: &canvas)
    HealthCurves(
      readings: readings, reference: judge.description?.reference, alarmSteps: alarmSteps,
      appearance: appearance
    ).draw(in: layout.curves, onto: &canvas)
    classes?.draw(in: layout.classes, onto: &canvas)
    numbers.draw(in: layout.numbers, onto: &canvas)
    alarms.draw(in: layout.alarms, onto: &canvas)
  }

  /// Of which batch the newest reading is, and of how many images.
  var note: String {
    readings.newest.map { "batch \($0.step), \($0.count) images" } ?? ""
  }
}

/// Where the parts of the health panel stand, from the top to the bottom.
struct HealthLayout: Equatable {
  private(set) var judge = Rectangle(x: 0, y: 0, width: 0, height: 0)
  private(set) var curves = Rectangle(x: 0, y: 0, width: 0, height: 0)
  private(set) var classes = Rectangle(x: 0, y: 0, width: 0, height: 0)
  private(set) var numbers = Rectangle(x: 0, y: 0, width: 0, height: 0)
  private(set) var alarms = Rectangle(x: 0, y: 0, width: 0, height: 0)

  /// - Parameters:
  ///   - alarms: how many rows the alarms would like to have.
  ///   - numbers: how many the numbers would.
  ///   - isJudging: whether there is a judge, so that the row about it matters less.
  init(
    _ area: Rectangle, alarms alarmRows: Int, numbers numberRows: Int, hasReadings: Bool,
    hasClasses: Bool, isJudging: Bool
  ) {
    let alarmRows = min(alarmRows, max(1, hasReadings ? area.height * 2 / 5 : area.height - 1))
    let judgeRows = isJudging && area.height < 10 ? 0 : 1
    let left = area.height - alarmRows - judgeRows
    let numberRows = min(numberRows, max(0, (left - 5) / 3))
    judge = area.rows(from: 0, count: judgeRows)
    let middle = area.rows(from: judgeRows, count: hasReadings ? left - numberRows : 0)
    numbers = area.rows(from: judgeRows + middle.height, count: hasReadings ? numberRows : 0)
    alarms = area.rows(from: judgeRows + middle.height + numbers.height, count: alarmRows)
    if !hasReadings { self.alarms = area.rows(from: judgeRows, count: area.height - judgeRows) }
    placeCourse(in: middle, hasClasses: hasClasses)
  }

  /// Curves beside the classes, or above them where it is narrow.
  private mutating func placeCourse(in area: Rectangle, hasClasses: Bool) {
    guard hasClasses else {
      curves = area
      return
    }
    if area.width >= 56 {
      let width = area.width * 9 / 20
      curves = area.columns(from: 0, count: width)
      classes = area.columns(from: width + 2)
    } else {
      let rows = area.height >= 12 ? 6 : HealthCurves.count
      curves = area.rows(from: 0, count: rows)
      classes = area.rows(from: rows)
    }
  }
}
