import Session

/// What is said of a training without a screen that stands, by an alarm or by somebody who watches.
struct PauseText {
  let line: String

  init(_ run: RunDescription, step: Int) {
    line =
      "paused at batch \(step): 'ganscope watch --attach \(run.run)' shows it, and space there goes on"
  }
}
