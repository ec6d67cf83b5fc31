internal import CKernels

/// Which pixels of a source image the taps of a kernel see from each pixel of a target image.
struct Sampling: Sendable {
  /// One image axis: the source position that each of `taps` taps sees from each target position,
  /// or -1 where it sees none.
  struct Axis: Sendable {
    /// The numbers of the kernel's taps that take part.
    let taps: [Int]
    /// The target positions that take part.
    let targets: [Int]
    let sourceCount: Int
    let sources: [Int32]
    /// The sources in a row with padding, along which patches are copied.
    let line: Line

    /// - Parameter step: How far what the first tap sees moves from target to target, in units of
    ///   what it moves from tap to tap; nil where that is not the same everywhere.
    init(
      taps: [Int], targets: [Int], sourceCount: Int, step: Int? = nil,
      source: (_ target: Int, _ tap: Int) -> Int?
    ) {
      (self.taps, self.targets, self.sourceCount) = (taps, targets, sourceCount)
      sources = targets.flatMap { target in taps.map { Int32(source(target, $0) ?? -1) } }
      line = Line(sources: sources, taps: taps.count, targets: targets.count, step: step)
    }

    /// A row of sources in which each target's taps see neighbours: tap number `t` of target number
    /// `p` sees position `start + p · step + t`.
    struct Line: Sendable {
      /// -1 where there is none; empty without a step.
      let sources: [Int32]
      let start: Int
      let step: Int

      init(sources: [Int32], taps: Int, targets: Int, step: Int?) {
        let span = max(targets - 1, 0) * abs(step ?? 0)
        self.step = step ?? 0
        start = self.step < 0 ? span : 0
        var line = [Int32](repeating: -1, count: step == nil ? 0 : span + taps)
        if let step {
          for (index, source) in sources.enumerated() where source >= 0 {
            line[start + index / taps * step + index % taps] = source
          }
        }
        self.sources = line
      }
    }

    /// From output pixels to the input pixels that they are computed from.
    static func forward(_ axis: ConvolutionGeometry.Axis, taps: Range<Int>? = nil) -> Axis {
      Axis(
        taps: Array(taps ?? 0..<axis.kernel), targets: Array(0..<axis.output),
        sourceCount: axis.input, step: axis.stride
      ) { target, tap in
        let source = target * axis.stride - axis.padBefore + tap
        return (0..<axis.input).contains(source) ? source : nil
      }
    }

    /// From input pixels to the output pixels that they take part in.
    static func backward(_ axis: ConvolutionGeometry.Axis) -> Axis {
      backward(
        axis, taps: Array(0..<axis.kernel), targets: Array(0..<axis.input))
    }

    /// The input pixels at the same place modulo the stride, all of which are reached by the same
    /// taps: for each of the places one small convolution without gaps.
    static func phases(_ axis: ConvolutionGeometry.Axis) -> [Axis] {
      (0..<min(axis.stride, axis.input)).map { phase in
        backward(
          axis, taps: (0..<axis.kernel).filter { (phase + axis.padBefore - $0) % axis.stride == 0 },
          targets: Array(stride(from: phase, to: axis.input, by: axis.stride)))
      }
    }

    private static func backward(
      _ axis: ConvolutionGeometry.Axis, taps: [Int], targets: [Int]
    ) -> Axis {
      Axis(taps: taps, targets: targets, sourceCount: axis.output, step: -1) { target, tap in
        let position = target + axis.padBefore - tap
        guard position >= 0, position % axis.stride == 0, position / axis.stride < axis.output
        else { return nil }
        return position / axis.stride
      }
    }
  }

  let rows: Axis
  let columns: Axis
  let channels: Int

  init(rows: Axis, columns: Axis, channels: Int) {
    (self.rows, self.columns, self.channels) = (rows, columns, channels)
  }

  /// From output pixels to input pixels.
  static func forward(_ geometry: ConvolutionGeometry, channels: Int) -> Sampling {
    Sampling(
      rows: .forward(geometry.rows), columns: .forward(geometry.columns), channels: channels)
  }

  /// From input pixels to output pixels.
  static func backward(_ geometry: ConvolutionGeometry, channels: Int) -> Sampling {
    Sampling(
      rows: .backward(geometry.rows), columns: .backward(geometry.columns), channels: channels)
  }

  /// From each pixel to itself.
  static func each(rows: Int, columns: Int, channels: Int) -> Sampling {
    let axes = [rows, columns].map {
      ConvolutionGeometry.Axis(convolving: $0, kernel: 1, stride: 1, padding: .valid)
    }
    return .forward(ConvolutionGeometry(rows: axes[0], columns: axes[1]), channels: channels)
  }

  /// From output pixels to the input pixels that one row of the kernel sees.
  static func forward(
    _ geometry: ConvolutionGeometry, kernelRow: Int, channels: Int
  ) -> Sampling {
    Sampling(
      rows: .forward(geometry.rows, taps: kernelRow..<kernelRow + 1),
      columns: .forward(geometry.columns), channels: channels)
  }

  /// The samplings from input to output pixels without gaps, one for each phase of the strides.
  static func phases(_ geometry: ConvolutionGeometry, channels: Int) -> [Sampling] {
    Axis.phases(geometry.rows).flatMap { rows in
      Axis.phases(geometry.columns).map { columns in
        Sampling(rows: rows, columns: columns, channels: channels)
      }
    }
  }

  /// The target pixels of one image.
  var targetCount: Int { rows.targets.count * columns.targets.count }

  /// The taps of the kernel that take part.
  var tapCount: Int { rows.taps.count * columns.taps.count }

  /// The kernel's numbers of the taps, in order.
  func tapNumbers(kernelColumns: Int) -> [Int] {
    rows.taps.flatMap { row in columns.taps.map { row * kernelColumns + $0 } }
  }

  /// For each tap and each of the targets the address of the source pixel, or of `zeros`.
  func point(
    at source: UnsafePointer<Float>, zeros: UnsafePointer<Float>, targets: Range<Int>,
    into pointers: UnsafeMutablePointer<UnsafePointer<Float>>
  ) {
    // Safe because the sources lie within the image; the caller has room for taps × targets.
    unsafe withTable {
      unsafe ganscope_point_at_pixels(
        $0, source, zeros, targets.lowerBound, targets.count, pointers)
    }
  }

  /// For each tap and each of the targets the address of a pixel to be written, or of `nowhere`.
  func point(
    at result: UnsafeMutablePointer<Float>, nowhere: UnsafeMutablePointer<Float>,
    targets: Range<Int>, into pointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  ) {
    // Safe because pointers for reading and for writing are the same in memory.
    unsafe pointers.withMemoryRebound(
      to: UnsafePointer<Float>.self, capacity: targets.count * tapCount
    ) {
      unsafe point(at: result, zeros: nowhere, targets: targets, into: $0)
    }
  }

  /// For each of the targets the scalars that all taps see, one tap after another, and zeros up to
  /// `stride`.
  ///
  /// - Parameter scratch: Room for `patchScratch` floats.
  /// - Parameter patches: Room for all patches and `floatsBehind` more.
  func copyPatches(
    of source: Tensor, targets: Range<Int>, scratch: UnsafeMutablePointer<Float>,
    into patches: UnsafeMutablePointer<Float>, stride: Int
  ) {
    // Safe because the sources lie within the image; the caller has the room.
    unsafe source.withUnsafePointer { source in
      unsafe withTable {
        unsafe ganscope_copy_patches(
          $0, source, targets.lowerBound, targets.count, scratch, patches, stride)
      }
    }
  }

  /// The floats that `copyPatches` works with.
  var patchScratch: Int {
    var floats = 0
    unsafe withTable { floats = unsafe ganscope_copy_patches_scratch($0) }
    return floats
  }

  /// How much room there must be behind a row of patches, or of products whose taps are summed.
  static let floatsBehind = Int(GANSCOPE_FLOATS_BEHIND)

  private func withTable(_ body: (UnsafePointer<ganscope_sampling>) -> Void) {
    unsafe rows.sources.withUnsafeBufferPointer { rowSources in
      unsafe columns.sources.withUnsafeBufferPointer { columnSources in
        unsafe columns.line.sources.withUnsafeBufferPointer { lineSources in
          // Safe because a kernel has taps and an image pixels wherever the table is read.
          guard let rowSources = rowSources.baseAddress,
            let columnSources = columnSources.baseAddress
          else { return }
          var table = unsafe ganscope_sampling(
            target_rows: rows.targets.count, target_columns: columns.targets.count,
            row_taps: rows.taps.count, column_taps: columns.taps.count,
            row_sources: rowSources, column_sources: columnSources,
            source_rows: rows.sourceCount, source_columns: columns.sourceCount,
            channels: channels, line_sources: lineSources.baseAddress ?? columnSources,
            line_length: lineSources.count, line_start: columns.line.start,
            line_step: columns.line.step)
          unsafe body(&table)
        }
      }
    }
  }
}
