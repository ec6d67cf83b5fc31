extension RGB {
  /// How bright it is, 0 to 255, after Recommendation 601.
  package var brightness: UInt8 { UInt8(brightnessInThousandths / 1000) }

  var brightnessInThousandths: Int { 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) }
}
