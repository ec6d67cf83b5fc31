internal import Session
internal import Terminal

/// Any view of the samples but the kept grids: what it shows, and what there is to say about it.
struct SampleViewPanel {
  let viewing: SampleViewing
  /// What the trainer has made last for a view.
  let view: SampleView?
  /// The grids that the film is made of, oldest first.
  let grids: [SampleGrid]
  let state: State
  let tileSize: TileSize
  let appearance: Appearance

  /// What has become of the wish to see it.
  enum State {
    case asked
    /// Another screen drives the run.
    case refused
    /// Another screen has asked for something else since.
    case elsewhere
    /// Nobody is there any more who could make it.
    case over
  }

  /// Draws the images, and what there is to say about them below.
  ///
  /// - Parameters:
  ///   - tiles: where the images stand.
  ///   - caption: a row for text; where it lies below the images, it is theirs if they have words of
  ///     their own that would not fit otherwise.
  ///   - isNaming: whether the caption must say what is shown, as nothing else does.
  func draw(
    tiles: Rectangle, caption: Rectangle, naming isNaming: Bool, onto canvas: inout Canvas
  ) {
    let area = imageArea(tiles, caption)
    content.draw(in: area, onto: &canvas)
    guard area == tiles else { return }
    let text = isNaming ? title(within: caption.width) : captionText
    canvas.write(text.shortened(to: caption.width), in: caption, style: appearance[.text])
  }

  /// What is shown, and of which moment, in words that fit a width if any do.
  func title(within width: Int) -> String {
    let name = kindTitle
    guard let moment = answer?.moment else { return name }
    let whole = "\(name), \(moment)"
    return whole.count <= width ? whole : name
  }

  /// How many of the images are to be seen, or which of several things is.
  func note(tiles: Rectangle, caption: Rectangle) -> String {
    switch content {
    case .message, .walk: ""
    case .tiles(let content):
      content.countText(in: imageArea(tiles, caption))
    case .film: viewing.film.frame.map { "\($0 + 1) of \(grids.count)" } ?? ""
    }
  }

  /// Where the places of a walk are on the screen.
  func walkMap(in tiles: Rectangle) -> Rectangle? {
    guard case .walk(let content) = content else { return nil }
    return content.map(in: tiles)
  }

  /// What the trainer has made for what is open, or nil while it is not there yet.
  private var answer: SampleView? {
    guard let view, viewing.request?.isAnswered(by: view) == true else { return nil }
    return view
  }

  private enum Content: Widget {
    case message(MessageView)
    case tiles(JudgedTilesView)
    case walk(WalkView)
    case film(FilmView)

    func draw(in area: Rectangle, onto canvas: inout Canvas) {
      switch self {
      case .message(let content): content.draw(in: area, onto: &canvas)
      case .tiles(let content): content.draw(in: area, onto: &canvas)
      case .walk(let content): content.draw(in: area, onto: &canvas)
      case .film(let content): content.draw(in: area, onto: &canvas)
      }
    }
  }

  private var content: Content {
    if viewing.kind == .film {
      return .film(FilmView(reel: viewing.film, grids: grids, appearance: appearance))
    }
    guard let answer else { return .message(MessageView(text: waitText, appearance: appearance)) }
    let images = ImageSet(format: answer.format, pixels: answer.pixels)
    guard images.count > 0 else {
      return .message(MessageView(text: "no images", appearance: appearance))
    }
    if viewing.kind == .walk {
      return .walk(
        WalkView(
          walk: viewing.walk, picture: images.images(0..<1), corners: corners,
          appearance: appearance))
    }
    return .tiles(
      JudgedTilesView(view: answer, viewing: viewing, tileSize: tileSize, appearance: appearance))
  }

  /// The first four samples, between which the walk goes.
  private var corners: ImageSet? {
    guard let newest = grids.last else { return nil }
    let images = ImageSet(format: newest.format, pixels: newest.pixels)
    return images.count >= 4 ? images.images(0..<4) : nil
  }

  private func imageArea(_ tiles: Rectangle, _ caption: Rectangle) -> Rectangle {
    let isBelow =
      caption.height == 1 && caption.y == tiles.maxY && caption.x == tiles.x
      && caption.width == tiles.width
    guard isBelow, case .tiles(let content) = content, content.needsOneMoreRow(than: tiles) else {
      return tiles
    }
    return Rectangle(x: tiles.x, y: tiles.y, width: tiles.width, height: tiles.height + 1)
  }
}

// MARK: - Words

extension SampleViewPanel {
  private var kindTitle: String {
    let kind = viewing.kind
    switch kind {
    case .fresh: return "\(kind.title), draw \(viewing.draw + 1)"
    case .real: return "\(kind.title), page \(viewing.page + 1)"
    case .mixed where viewing.hidesTruth: return "which are real?"
    case .mixed: return "\(kind.title), round \(viewing.round + 1)"
    case .wish: return "\(kind.title): \(viewing.showsMoved ? "moved" : "now")"
    case .film: return "\(kind.title) of sample \(viewing.film.image + 1)"
    case .layers: return answer?.layer?.printable(on: appearance) ?? kind.title
    default: return kind.title
    }
  }

  private var waitText: String {
    switch state {
    case .asked: "\(kindTitle): asked for ..."
    case .refused: "\(kindTitle): refused"
    case .elsewhere: "\(kindTitle): another screen looks elsewhere"
    case .over: "\(kindTitle): nothing is trained"
    }
  }

  private var captionText: String {
    switch viewing.kind {
    case .walk:
      return "x \(share(viewing.walk.x)) y \(share(viewing.walk.y)): arrows move, w walks by itself"
    case .film:
      guard let frame = viewing.film.frame, grids.indices.contains(frame) else { return "" }
      let moment = grids[frame].moment(within: .max, live: false, hasAverage: false)
      return viewing.film.isPlaying ? "\(moment), playing" : moment
    case .layers:
      guard let answer, case .featureMaps(let network, let layer) = answer.request else {
        return ""
      }
      return
        "\(network.rawValue), layer \(layer) of 0 to \(answer.layerCount - 1), \(answer.moment)"
    default:
      return answer == nil ? "" : viewing.kind.explanation
    }
  }

  private func share(_ value: Double) -> String { NumberText.decimal(value, places: 2) }
}

/// A few words in the middle.
struct MessageView: Widget {
  let text: String
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let words = text.shortened(to: area.width)
    let column = max(0, (area.width - words.count) / 2)
    canvas.write(words, in: area, column: column, row: area.height / 2, style: appearance[.dim])
  }
}
