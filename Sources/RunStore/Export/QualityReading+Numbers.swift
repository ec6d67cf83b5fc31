import Session

extension QualityReading {
  /// All measures under their names in tables and series, always in the same order; nil for what was
  /// not taken.
  var numbers: [(name: String, value: Double?)] {
    [
      ("distance", distance), ("floor", floor), ("distance_share", distanceShare),
      ("class_divergence", classDivergence), ("classifier_score", classifierScore),
      ("precision", precision), ("recall", recall), ("coverage", coverage),
      ("kernel_distance", kernelDistance), ("pixel_deviation", pixelDeviation),
      ("pairwise_distance", pairwiseDistance), ("near_copies", nearCopies),
      ("saturated_pixels", saturatedPixels), ("checkerboard", checkerboard),
      ("calibration_error", calibrationError), ("held_out_gap", heldOutGap),
    ]
  }
}
