#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `log(1 + eˣ)` with its slope, `1 / (1 + e⁻ˣ)`, for any number.
func softplus(_ x: Double) -> LogitTerm {
  LogitTerm(value: max(x, 0) + log1p(exp(-abs(x))), slope: 1 / (1 + exp(-x)))
}
