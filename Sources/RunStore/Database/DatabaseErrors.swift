import Foundation
import GRDB

/// An error of SQLite or of decoding a row, as one line for the user.
func databaseError(_ error: any Error, at path: String) -> RunStoreError {
  switch error {
  case let error as RunStoreError where error.kind == .badData && !error.description.contains(path):
    return RunStoreError(.badData, "\(path): is damaged: \(error)")
  case let error as RunStoreError:
    return error
  case let error as DatabaseError:
    let reason = firstLine(of: error.message ?? "SQLite's error \(error.resultCode.rawValue)")
    switch error.resultCode {
    case .SQLITE_NOTADB:
      return RunStoreError(.badData, "\(path): is not a database")
    case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISMATCH, .SQLITE_TOOBIG:
      return RunStoreError(.badData, "\(path): is damaged: \(reason)")
    default:
      return RunStoreError(.inputOutput, "\(path): \(reason)")
    }
  default:
    return RunStoreError(
      .badData, "\(path): is damaged: \(firstLine(of: String(describing: error)))")
  }
}

private func firstLine(of text: String) -> String {
  String(text.prefix { !$0.isNewline }.prefix(300))
}
