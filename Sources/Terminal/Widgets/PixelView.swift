/// An 8-bit image, shown pixel for pixel where it fits and averaged down where it does not.
///
/// With 16 or more colours a cell is two pixels, as a half block; with fewer, or without blocks, it is a
/// character by brightness. An image that does not fit has cells of two by two pixels where the terminal
/// shows quadrants, and of two by four dots where it shows braille.
package struct PixelView: Widget {
  package let width: Int
  package let height: Int
  package let channels: Int
  /// Rows from the top, pixels from the left, channels interleaved.
  package let pixels: ArraySlice<UInt8>
  /// A value a pixel from -127 to 127 that is laid over the image as heat; empty for none.
  package let heat: ArraySlice<Int8>
  package let capabilities: TerminalCapabilities

  package init(
    width: Int, height: Int, channels: Int, pixels: ArraySlice<UInt8>,
    heat: ArraySlice<Int8> = [], capabilities: TerminalCapabilities
  ) {
    precondition(pixels.count == width * height * channels, "the pixels do not fill the image")
    precondition(heat.isEmpty || heat.count == width * height, "the heat does not fill the image")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
    self.heat = heat
    self.capabilities = capabilities
  }

  /// The pixels that an image of some size is shown in within an area: its own, or as many as fit
  /// with its proportions.
  package static func shownSize(
    width: Int, height: Int, in area: Rectangle
  ) -> (width: Int, height: Int) {
    guard width > 0, height > 0, !area.isEmpty else { return (0, 0) }
    let (columns, rows) = (area.width, 2 * area.height)
    if width <= columns && height <= rows { return (width, height) }
    if width * rows >= height * columns {
      return (columns, max(1, height * columns / width))
    }
    return (max(1, width * rows / height), rows)
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let (shownWidth, shownHeight) = Self.shownSize(width: width, height: height, in: area)
    guard shownWidth > 0, channels > 0 else { return }
    let place = Rectangle(
      x: area.x, y: area.y, width: shownWidth, height: (shownHeight + 1) / 2)
    switch cellKind(isThumbnail: shownWidth < width || shownHeight < height) {
    case .halfBlock: drawHalfBlocks(in: place, height: shownHeight, onto: &canvas)
    case .quadrants: drawQuadrants(in: place, height: shownHeight, onto: &canvas)
    case .dots: drawDots(in: place, height: shownHeight, onto: &canvas)
    case .character: drawCharacters(in: place, height: shownHeight, onto: &canvas)
    }
  }

  private enum CellKind {
    case halfBlock, quadrants, dots, character
  }

  private func cellKind(isThumbnail: Bool) -> CellKind {
    if !heat.isEmpty { return showsBlocks ? .halfBlock : .character }
    switch capabilities.glyphs {
    case .braille where isThumbnail: return .dots
    case .quadrants where isThumbnail && showsBlocks: return .quadrants
    default: return showsBlocks ? .halfBlock : .character
    }
  }

  /// Half blocks in the two greys of 8 colours are worse than characters in one.
  private var showsBlocks: Bool { capabilities.unicode && capabilities.colors >= .sixteen }
}

// MARK: - Blocks

extension PixelView {
  private func drawHalfBlocks(in place: Rectangle, height: Int, onto canvas: inout Canvas) {
    let scaled = ScaledPixels(self, width: place.width, height: height)
    let colors = heat.isEmpty ? colors(of: scaled) : heatColors(of: scaled)
    for y in stride(from: 0, to: height, by: 2) {
      for x in 0..<place.width {
        let upper = colors[y * place.width + x]
        let lower = y + 1 < height ? colors[(y + 1) * place.width + x] : black
        canvas[place.x + x, place.y + y / 2] = Self.halfBlock(upper, lower)
      }
    }
  }

  /// Equal halves are always the same cell, a space: runs of it stay short on the wire.
  private static func halfBlock(_ upper: Color, _ lower: Color) -> Cell {
    Cell(upper == lower ? " " : "▀", Style(foreground: upper, background: lower))
  }

  private func colors(of scaled: ScaledPixels) -> [Color] {
    guard channels >= 3, capabilities.colors == .palette else { return scaled.pixels.map(color) }
    return Palette.dithered(scaled.pixels, width: scaled.width).map(Color.palette)
  }

  private func heatColors(of scaled: ScaledPixels) -> [Color] {
    zip(scaled.pixels, scaledHeat(width: scaled.width, height: scaled.height)).map {
      HeatMap.color(heat: $1, over: $0, depth: capabilities.colors)
    }
  }

  private func scaledHeat(width: Int, height: Int) -> [Int] {
    BoxScaling(from: self, width: width, height: height).boxes.map { box in
      box.mean { Int(heat[heat.startIndex + $0]) }
    }
  }

  private func drawQuadrants(in place: Rectangle, height: Int, onto canvas: inout Canvas) {
    let scaled = ScaledPixels(self, width: 2 * place.width, height: height)
    let nothing = RGB(red: 0, green: 0, blue: 0)
    for y in stride(from: 0, to: height, by: 2) {
      for x in 0..<place.width {
        let upper = [scaled[2 * x, y], scaled[2 * x + 1, y]]
        let lower =
          y + 1 < height
          ? [scaled[2 * x, y + 1], scaled[2 * x + 1, y + 1]] : [nothing, nothing]
        canvas[place.x + x, place.y + y / 2] = Quadrants.cell(upper + lower, color: color)
      }
    }
  }

  /// One pixel by itself: of few colours the greys, for what the others look like is up to the user.
  private func color(_ pixel: RGB) -> Color {
    if capabilities.colors < .palette {
      return .palette(Self.namedGreys[Int(pixel.brightness)])
    }
    return .palette(
      pixel.isGrey ? Palette.greys[Int(pixel.red)] : Palette.nearest(to: pixel))
  }

  private var black: Color { .palette(capabilities.colors == .palette ? 16 : 0) }

  /// The one of the four greys among 16 colours that is nearest to each brightness.
  private static let namedGreys: [UInt8] = (0...255).map { value in
    let greys: [UInt8] = [0, 8, 7, 15]
    return greys.min {
      abs(Int(Palette.rgb(of: $0).red) - value) < abs(Int(Palette.rgb(of: $1).red) - value)
    } ?? 0
  }
}

// MARK: - Characters

extension PixelView {
  private static let ramp: [Character] = Array(" .:-=+*#%@")

  private func drawCharacters(in place: Rectangle, height: Int, onto canvas: inout Canvas) {
    let scaled = ScaledPixels(self, width: place.width, height: height)
    let heats = heat.isEmpty ? [] : scaledHeat(width: place.width, height: height)
    for y in stride(from: 0, to: height, by: 2) {
      for x in 0..<place.width {
        let below = min(y + 1, height - 1)
        let brightness = (Int(scaled[x, y].brightness) + Int(scaled[x, below].brightness)) / 2
        let heat =
          heats.isEmpty ? nil : (heats[y * place.width + x] + heats[below * place.width + x]) / 2
        canvas[place.x + x, place.y + y / 2] = character(brightness: brightness, heat: heat)
      }
    }
  }

  private func character(brightness: Int, heat: Int?) -> Cell {
    guard let heat else {
      let index = min(Self.ramp.count - 1, brightness * Self.ramp.count / 256)
      return Cell(Self.ramp[index], lightOnDark)
    }
    var style = lightOnDark
    if let color = HeatMap.textColor(heat: heat, depth: capabilities.colors) {
      style.foreground = color
    }
    return Cell(HeatMap.character(heat: heat, brightness: brightness), style)
  }

  /// Dots where it is brighter than halfway between its darkest and its brightest part; an image that
  /// is all the same is all dots or none.
  private func drawDots(in place: Rectangle, height: Int, onto canvas: inout Canvas) {
    let scaled = ScaledPixels(self, width: 2 * place.width, height: 2 * height)
    let values = scaled.pixels.map { Int($0.brightness) }
    let (darkest, brightest) = (values.min() ?? 0, values.max() ?? 0)
    let threshold = brightest - darkest < 16 ? 128 : (darkest + brightest + 1) / 2
    var dots = DotGrid(columns: place.width, rows: place.height)
    for (index, value) in values.enumerated() where value >= threshold {
      dots.set(x: index % scaled.width, y: index / scaled.width)
    }
    for row in 0..<place.height {
      for column in 0..<place.width {
        canvas[place.x + column, place.y + row] = Cell(
          dots.character(column: column, row: row) ?? " ", lightOnDark)
      }
    }
  }

  /// As the images are, whatever the theme.
  private var lightOnDark: Style {
    switch capabilities.colors {
    case .monochrome: .plain
    case .eight: Style(foreground: .palette(7), background: .palette(0))
    case .sixteen: Style(foreground: .palette(15), background: .palette(0))
    case .palette: Style(foreground: .palette(231), background: .palette(16))
    }
  }
}
