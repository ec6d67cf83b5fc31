import Configuration
import Synchronization
import Terminal

/// Reads a theme again whenever its file changes, for as long as the watch is held.
struct ThemeWatch {
  private let watch: FileWatch

  /// Begins to watch the user's file of a theme; one that is built in has a file as soon as the user
  /// makes one of that name.
  ///
  /// - Parameter onChange: gets the theme as it is now, or one line on the mistake in it; it is called
  ///   on a thread of its own.
  /// - Returns: nil where there is no folder that could be watched.
  init?(
    _ name: String, in catalogue: ThemeCatalogue = ThemeCatalogue(),
    onChange: @escaping @Sendable (Result<Theme, ShellError>) -> Void
  ) {
    let watch = FileWatch(catalogue.ownPath(of: name)) {
      onChange(
        Result { try catalogue.theme(name) }.mapError { ShellError($0) })
    }
    guard let watch else { return nil }
    self.watch = watch
  }
}

/// The newest news of a theme's file, handed from the thread that hears of it to the screen's.
final class ThemeNews: Sendable {
  private let newest = Mutex<Result<Theme, ShellError>?>(nil)

  func put(_ news: Result<Theme, ShellError>) {
    newest.withLock { $0 = news }
  }

  /// What has been put since this was asked before.
  func take() -> Result<Theme, ShellError>? {
    newest.withLock { news in
      defer { news = nil }
      return news
    }
  }
}
