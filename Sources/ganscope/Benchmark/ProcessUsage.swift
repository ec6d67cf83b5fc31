import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What this process and the rest of the machine have used so far; the difference of two is what
/// they used in between.
struct ProcessUsage {
  private let wall = ContinuousClock.now
  private let ownSeconds = seconds(of: CLOCK_PROCESS_CPUTIME_ID)
  private let machineSeconds = machineBusySeconds()

  /// How many processors this process, and all others together, kept busy since an earlier moment.
  ///
  /// - Returns: nil for the others where the system does not say.
  func processors(since start: ProcessUsage) -> (own: Double, others: Double?) {
    let wall = start.wall.duration(to: wall) / .seconds(1)
    let own = ownSeconds - start.ownSeconds
    guard let before = start.machineSeconds, let now = machineSeconds else {
      return (own / wall, nil)
    }
    return (own / wall, max(0, (now - before - own) / wall))
  }

  /// The largest resident set so far, in 2²⁰ bytes.
  static var peakMegabytes: Double {
    var usage = rusage()
    #if os(Linux)
      unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) / 1024
    #else
      unsafe getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / (1024 * 1024)
    #endif
  }

  /// Seconds since this process was started, to the clock tick of 10 ms; nil where the system does
  /// not say.
  static var secondsSinceStart: Double? {
    #if os(Linux)
      guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
        // The name of the program, in brackets, may hold spaces.
        let fields = stat.split(separator: ")").last?.split(separator: " "),
        fields.count > 19, let ticks = Double(fields[19])
      else { return nil }
      return seconds(of: CLOCK_BOOTTIME) - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    #else
      return nil
    #endif
  }
}

private func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  unsafe clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The processor time of all processes, with that taken away by the host; nil where the system does
/// not say.
private func machineBusySeconds() -> Double? {
  #if os(Linux)
    guard let stat = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = stat.split(separator: "\n").first
    else { return nil }
    // cpu, user, nice, system, idle, waiting for input, interrupts, soft interrupts, stolen.
    let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard ticks.count >= 8 else { return nil }
    let busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]
    return busy / Double(sysconf(Int32(_SC_CLK_TCK)))
  #else
    return nil
  #endif
}
