extension SweepCommand {
  func judge(_ results: inout [SweepResult], _ sweep: Sweep) throws {}
}
