import GRDB

/// The tables of `run.sqlite` and their history.
///
/// Each format version is a migration that stays as it is once a program with it has been used; a
/// later version is one more migration.
enum RunSchema {
  /// "gans": what `file` and SQLite's tools tell the database by.
  static let applicationID = 0x6761_6e73

  /// The newest format that this program writes and reads, kept in `PRAGMA user_version`.
  static let version = 1

  static func migrate(_ database: some DatabaseWriter) throws {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: runs") { database in
      try database.execute(sql: runs)
    }
    try migrator.migrate(database)
  }

  // A loss that is not a number is NULL in `batch`, for SQLite has no other way to say it.
  private static let runs = """
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = 1;

    CREATE TABLE run (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      description TEXT NOT NULL,      -- JSON
      recipe TEXT NOT NULL,           -- TOML, as used
      machine TEXT NOT NULL,
      program_version TEXT NOT NULL,
      started_at REAL NOT NULL,       -- seconds since 1970
      ended_at REAL,
      status TEXT NOT NULL
    );

    CREATE TABLE batch (
      step INTEGER PRIMARY KEY,
      epoch INTEGER NOT NULL,
      batch INTEGER NOT NULL,
      discriminator_loss REAL,
      generator_loss REAL,
      real_accuracy REAL,
      fake_accuracy REAL
    );

    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      step INTEGER NOT NULL,
      kind TEXT NOT NULL              -- JSON
    );

    CREATE TABLE sample_grid (
      id INTEGER PRIMARY KEY,
      epoch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      ends_epoch INTEGER NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      channels INTEGER NOT NULL,
      pixels BLOB NOT NULL            -- image, row, pixel, channel; 8-bit
    );
    """
}
