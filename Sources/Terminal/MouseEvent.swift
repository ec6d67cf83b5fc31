/// Something that was done with the mouse over a cell.
package struct MouseEvent: Sendable, Hashable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case press, drag, release, wheelUp, wheelDown
  }

  package var kind: Kind
  /// The column and the row of the cell, from the upper left corner of the screen, counted from 0.
  package var x: Int
  package var y: Int

  package init(_ kind: Kind, x: Int, y: Int) {
    self.kind = kind
    self.x = x
    self.y = y
  }
}
