/// The ways in which people write each digit.
///
/// A skeleton is drawn anew for each image: which way of writing it is, and the proportions that
/// differ from hand to hand, come from the dice. Small deviations are added afterwards by
/// `Handwriting`.
enum DigitSkeleton {
  static func strokes(of digit: Int, from dice: inout Dice) -> [Stroke] {
    switch digit {
    case 0: zero(from: &dice)
    case 1: one(from: &dice)
    case 2: two(from: &dice)
    case 3: three(from: &dice)
    case 4: four(from: &dice)
    case 5: five(from: &dice)
    case 6: six(from: &dice)
    case 7: seven(from: &dice)
    case 8: eight(from: &dice)
    default: nine(from: &dice)
    }
  }
}
