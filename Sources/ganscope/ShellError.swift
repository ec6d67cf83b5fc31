import Configuration
import Datasets
import GANs
import Networks
import RunStore

/// The exit codes of sysexits.h that ganscope uses.
enum ShellStatus: Int32 {
  case usage = 64
  case badData = 65
  case noInput = 66
  case internalError = 70
  case cannotCreate = 73
  case inputOutput = 74
  case interrupted = 130
}

/// Why a command ends: one line on standard error, and the exit code.
struct ShellError: Error {
  let message: String
  let status: ShellStatus

  init(_ message: String, _ status: ShellStatus) {
    self.message = message
    self.status = status
  }

  /// What a shell is told of an error of any part of the program.
  init(_ error: any Error) {
    switch error {
    case let error as ShellError: self = error
    case let error as RecipeError: self.init(error.description, Self.status(of: error))
    case let error as DatasetError: self.init(error.description, Self.status(of: error))
    case let error as ConfigurationError: self.init(error.description, .badData)
    case let error as RunStoreError: self.init(error.description, Self.status(of: error))
    default: self.init(String(describing: error), .internalError)
    }
  }
}
