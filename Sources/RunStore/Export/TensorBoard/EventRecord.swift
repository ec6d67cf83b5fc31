import Session

/// One record of TensorBoard's event files: an `Event` in protocol buffers.
///
/// Source: tensorboard/compat/proto/event.proto and summary.proto
struct EventRecord {
  private let event: ProtobufMessage

  /// The first record of a file.
  init(version: String, at seconds: Double) {
    var event = ProtobufMessage()
    event.append(seconds, as: 1)
    event.append(version, as: 3)
    self.event = event
  }

  /// What was measured after a batch.
  init(_ values: [SummaryValue], step: Int, at seconds: Double) {
    var summary = ProtobufMessage()
    for value in values { summary.append(value.message, as: 1) }
    var event = ProtobufMessage()
    event.append(seconds, as: 1)
    event.append(step, as: 2)
    event.append(summary, as: 5)
    self.event = event
  }

  /// The record as it stands in a file: its length, the length's checksum, itself, its checksum.
  ///
  /// Source: tensorflow/tsl/lib/io/record_writer.h
  var bytes: [UInt8] {
    let length = UInt64(event.bytes.count).littleEndianBytes
    return length + CRC32C.masked(length).littleEndianBytes
      + event.bytes + CRC32C.masked(event.bytes).littleEndianBytes
  }
}

/// A value with the name under which TensorBoard shows it.
struct SummaryValue {
  fileprivate let message: ProtobufMessage

  static func scalar(_ tag: String, _ value: Float) -> SummaryValue {
    var message = ProtobufMessage()
    message.append(tag, as: 1)
    message.append(value, as: 2)
    return SummaryValue(message: message)
  }

  /// - Parameters:
  ///   - png: the picture as a file.
  ///   - format: its extents.
  static func image(_ tag: String, png: [UInt8], format: ImageFormat) -> SummaryValue {
    var image = ProtobufMessage()
    image.append(format.height, as: 1)
    image.append(format.width, as: 2)
    // The format numbers colour spaces by their channels.
    image.append(format.channels, as: 3)
    image.append(png, as: 4)
    var message = ProtobufMessage()
    message.append(tag, as: 1)
    message.append(image, as: 4)
    return SummaryValue(message: message)
  }
}
