#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How the learning rate changes from one update to the next: the rate of update `t`, from 0, is
/// `rate · course(t) / (1 + decay · t)`.
package struct LearningRateSchedule: Sendable, Hashable {
  package enum Course: Sendable, Hashable {
    /// 1.
    case constant
    /// `2^(−t / halfLife)`.
    case exponential(halfLife: Int)
    /// From 1 straight down to `end` in some updates, then `end`.
    case linear(steps: Int, end: Double)
  }

  package let decay: Float
  package let course: Course

  package init(decay: Float = 0, course: Course = .constant) {
    self.decay = decay
    self.course = course
  }

  package static let constant = LearningRateSchedule()

  /// The rate of update `step`, from 0.
  func rate(from base: Float, step: Int) -> Float {
    let slowed = Double(base) / (1 + Double(decay) * Double(step))
    return Float(slowed * course.factor(step: Double(step)))
  }
}

extension LearningRateSchedule.Course {
  fileprivate func factor(step: Double) -> Double {
    switch self {
    case .constant: 1
    case .exponential(let halfLife): exp2(-step / Double(halfLife))
    case .linear(let steps, let end): 1 + (end - 1) * min(1, step / Double(steps))
    }
  }
}
