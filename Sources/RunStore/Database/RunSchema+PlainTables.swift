import GRDB

extension RunSchema {
  /// Makes sure that reading a table gives what is stored in it and nothing else.
  ///
  /// A view or a computed column may go on for ever or make gigabytes, and a trigger or a virtual table
  /// does what it likes.
  ///
  /// - Throws: what the database holds besides plain tables and indices.
  static func requirePlainTables(_ database: Database) throws {
    let others = """
      SELECT type || ' ' || name FROM sqlite_master
      WHERE type NOT IN ('table', 'index') OR rootpage = 0
      """
    let computed = """
      SELECT 'the computed column ' || item.name
      FROM sqlite_master AS owner, pragma_table_xinfo(owner.name) AS item
      WHERE owner.type = 'table' AND item.hidden <> 0
      """
    for sql in [others, computed] {
      guard let odd = try String.fetchOne(database, sql: sql) else { continue }
      throw RunStoreError(.badData, "it holds \(odd.prefix(60)), which no run does")
    }
  }
}
