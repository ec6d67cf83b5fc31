extension Style {
  /// The style as a terminal with fewer colours shows it.
  ///
  /// Attributes stay, so what is bold or reversed is told apart at every depth. Text never gets the
  /// colour of its background by the reduction.
  package func reduced(to depth: ColorDepth) -> Style {
    switch depth {
    case .palette:
      return self
    case .monochrome:
      return Style(attributes: attributes)
    case .sixteen, .eight:
      var result = self
      result.background = background.reduced(to: depth)
      result.foreground = foreground.reduced(to: depth)
      if depth == .eight, case .palette(9...14) = foreground.reduced(to: .sixteen) {
        result.attributes.insert(.bold)
      }
      if result.foreground == result.background, foreground != background {
        result.foreground = result.background.legible(at: depth)
      }
      return result
    }
  }
}

extension Style {
  /// The style with its foreground moved most of the way to its background, or dimmed where the
  /// colours are not known.
  var faded: Style {
    var result = self
    result.attributes.remove(.bold)
    guard case .palette(let front) = foreground, case .palette(let back) = background,
      front >= 16, back >= 16
    else {
      result.attributes.insert(.dim)
      return result
    }
    func mix(_ part: KeyPath<RGB, UInt8>) -> UInt8 {
      let (a, b) = (Palette.rgb(of: front)[keyPath: part], Palette.rgb(of: back)[keyPath: part])
      return UInt8((2 * Int(a) + 3 * Int(b)) / 5)
    }
    let mixed = RGB(red: mix(\.red), green: mix(\.green), blue: mix(\.blue))
    result.foreground = .palette(
      Palette.rgb(of: front).isGrey
        ? Palette.nearest(to: mixed)
        : Palette.nearest(to: mixed, withHueOf: Palette.rgb(of: front)))
    return result
  }
}

extension Color {
  /// The nearest colour among the named 8 or 16.
  func reduced(to depth: ColorDepth) -> Color {
    guard case .palette(let index) = self, depth < .palette else { return self }
    guard depth > .monochrome else { return .standard }
    let last = UInt8(depth.rawValue - 1)
    if index <= last { return self }
    return .palette(Palette.nearest(to: Palette.rgb(of: index), among: 0...last))
  }

  /// A grey that is seen on this colour, as faint as it may be.
  fileprivate func legible(at depth: ColorDepth) -> Color {
    guard case .palette(let index) = self else { return .standard }
    if index == 0 && depth == .sixteen { return .palette(8) }
    return Palette.rgb(of: index).isLight ? .palette(0) : .palette(7)
  }
}
