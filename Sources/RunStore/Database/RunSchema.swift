import GRDB

/// The tables of `run.sqlite` and their history.
///
/// Each format version is a migration that stays as it is once a program with it has been used; a
/// later version is one more migration.
enum RunSchema {
  /// "gans": what `file` and SQLite's tools tell the database by.
  static let applicationID = 0x6761_6e73

  /// The newest format that this program writes and reads, kept in `PRAGMA user_version`.
  static let version = 4
  /// The oldest format in which all that a reader of runs asks for stands as in the newest.
  static let oldestReadInPlace = 4
  /// The oldest format that has the tables by which living processes speak with each other.
  static let oldestWithLiveTables = 2

  /// Gives a database all tables of the newest format.
  ///
  /// - Parameter format: an earlier format to stop at.
  static func migrate(_ database: some DatabaseWriter, to format: Int = version) throws {
    let steps = [
      ("1: runs", runs), ("2: branches and checkpoints", branches), ("3: views", views),
      ("4: quality", quality),
    ]
    var migrator = DatabaseMigrator()
    for (name, sql) in steps {
      migrator.registerMigration(name) { try $0.execute(sql: sql) }
    }
    try migrator.migrate(database, upTo: steps[format - 1].0)
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

  private static let branches = """
    PRAGMA user_version = 2;

    ALTER TABLE run ADD COLUMN settings TEXT NOT NULL DEFAULT 'null'; -- JSON
    ALTER TABLE run ADD COLUMN branch INTEGER NOT NULL DEFAULT 1;     -- the one that is trained

    CREATE TABLE branch (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      parent INTEGER REFERENCES branch (number),
      fork_epoch INTEGER,
      fork_step INTEGER,
      created_at REAL NOT NULL        -- seconds since 1970
    );
    INSERT INTO branch SELECT 1, 'main', NULL, NULL, NULL, started_at FROM run;

    ALTER TABLE batch RENAME TO batch_1;
    CREATE TABLE batch (
      branch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      batch INTEGER NOT NULL,
      discriminator_loss REAL,
      generator_loss REAL,
      real_accuracy REAL,
      fake_accuracy REAL,
      PRIMARY KEY (branch, step)
    ) WITHOUT ROWID;
    INSERT INTO batch SELECT 1, * FROM batch_1;
    DROP TABLE batch_1;

    ALTER TABLE event ADD COLUMN branch INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE event ADD COLUMN happened_at REAL;                    -- seconds since 1970
    ALTER TABLE sample_grid ADD COLUMN branch INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE sample_grid ADD COLUMN shows_average INTEGER NOT NULL DEFAULT 0;

    -- Every checkpoint that was written; where `file` is NULL it has been thrown away since.
    CREATE TABLE checkpoint (
      id INTEGER PRIMARY KEY,
      branch INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      reason TEXT NOT NULL,
      file TEXT,
      bytes INTEGER NOT NULL,
      weights_sha256 TEXT NOT NULL
    );
    CREATE INDEX checkpoint_place ON checkpoint (branch, step);

    -- How the run stands, for those who watch it from other processes.
    CREATE TABLE live (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      updated_at REAL NOT NULL,       -- seconds since 1970
      status TEXT NOT NULL,           -- JSON
      grid INTEGER,                   -- the number of the batch of `pixels`
      pixels BLOB
    );

    -- What those who drive it from other processes want done.
    CREATE TABLE command (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      sent_at REAL NOT NULL,          -- seconds since 1970
      command TEXT NOT NULL           -- JSON
    );
    """

  // What attached screens are shown besides samples, as `PackedArrays` has it.
  private static let views = """
    PRAGMA user_version = 3;

    ALTER TABLE live ADD COLUMN view BLOB;
    ALTER TABLE live ADD COLUMN slow_step BLOB;
    """

  // Where a batch's real_score is NULL, its program measured none of these.
  private static let quality = """
    PRAGMA user_version = 4;

    ALTER TABLE run ADD COLUMN judge TEXT;                            -- JSON; NULL for none

    ALTER TABLE batch ADD COLUMN real_score REAL;
    ALTER TABLE batch ADD COLUMN fake_score REAL;
    ALTER TABLE batch ADD COLUMN logit_gap REAL;
    ALTER TABLE batch ADD COLUMN discriminator_gradient REAL;
    ALTER TABLE batch ADD COLUMN generator_gradient REAL;

    -- What the judge found in the samples.
    CREATE TABLE quality (
      id INTEGER PRIMARY KEY,
      branch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      source TEXT NOT NULL,
      reading TEXT NOT NULL,          -- JSON
      UNIQUE (branch, step, source)
    );
    """
}
