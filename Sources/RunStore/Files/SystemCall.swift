import Foundation

/// The result of a system call, begun anew while signals interrupt it, or the error it reports.
///
/// - Parameter action: for example `cannot write`; the error reads `PATH: cannot write: reason`.
@discardableResult
func systemCall<Value: SignedInteger>(
  _ action: String, _ path: String, kind: RunStoreError.Kind = .inputOutput, _ call: () -> Value
) throws(RunStoreError) -> Value {
  while true {
    let result = call()
    if result >= 0 { return result }
    let code = errno
    if code == EINTR { continue }
    throw RunStoreError(kind, "\(path): \(action): \(systemMessage(code))")
  }
}

/// The system's words for an error number, for example `No space left on device`.
func systemMessage(_ code: Int32) -> String {
  unsafe String(cString: strerror(code))
}
