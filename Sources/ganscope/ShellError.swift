import Configuration
import CursesTerminal
import Datasets
import GANs
import RunStore
import Terminal
import Training

/// The exit codes of sysexits.h that ganscope uses, and that of a pipe whose reader has gone.
enum ShellStatus: Int32 {
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case internalError = 70
  case cannotCreate = 73
  case inputOutput = 74
  case temporaryFailure = 75
  /// What a shell says of a program that SIGPIPE has ended: 128 + 13.
  case brokenPipe = 141
}

/// Why a command ends: one line on standard error, and the exit code.
struct ShellError: Error, Equatable {
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
    case let error as RecipeError: self.init(error.description, ShellStatus(error))
    case let error as DatasetError: self.init(error.description, ShellStatus(error.kind))
    case let error as RunStoreError: self.init(error.description, ShellStatus(error.kind))
    case let error as ConfigurationError: self.init(error.description, .badData)
    case let error as ThemeError: self.init(error.description, .badData)
    case let error as SweepError: self.init(error.description, ShellStatus(error.kind))
    case let error as TerminalError: self.init(error.description, .usage)
    default: self.init(String(describing: error), .internalError)
    }
  }
}

extension ShellStatus {
  fileprivate init(_ error: RecipeError) {
    switch error {
    case .unknown: self = .badData
    case .unreadable: self = .noInput
    case .malformed, .unfit: self = .badData
    }
  }

  fileprivate init(_ kind: DatasetError.Kind) {
    switch kind {
    case .unknown: self = .badData
    case .missing: self = .noInput
    case .malformed: self = .badData
    case .unwritable: self = .cannotCreate
    case .usage: self = .usage
    case .unavailable: self = .unavailable
    case .inputOutput: self = .inputOutput
    }
  }

  fileprivate init(_ kind: RunStoreError.Kind) {
    switch kind {
    case .usage: self = .usage
    case .badData: self = .badData
    case .noInput: self = .noInput
    case .cannotCreate: self = .cannotCreate
    case .inputOutput: self = .inputOutput
    case .busy: self = .temporaryFailure
    }
  }

  fileprivate init(_ kind: SweepError.Kind) {
    switch kind {
    case .unknown: self = .noInput
    case .malformed: self = .badData
    case .busy: self = .temporaryFailure
    case .usage: self = .usage
    }
  }
}
