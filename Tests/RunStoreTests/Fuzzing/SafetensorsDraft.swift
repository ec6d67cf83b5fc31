/// A safetensors file whose parts can be made wrong one by one.
struct SafetensorsDraft {
  struct Field {
    var key: String
    /// JSON.
    var value: String
  }

  /// Names, as they stand between quotes in JSON, and what is said of them.
  var tensors: [(name: String, fields: [Field])] = []
  var metadata: [Field] = []
  var body: [UInt8] = []
  /// What the file says of its header's length; nil for the truth.
  var length: UInt64?

  var bytes: [UInt8] {
    let entries =
      (metadata.isEmpty ? [] : ["\"__metadata__\":\(Self.object(metadata))"])
      + tensors.map { "\"\($0.name)\":\(Self.object($0.fields))" }
    let json = Array("{\(entries.joined(separator: ","))}".utf8)
    let length = self.length ?? UInt64(json.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + json + body
  }

  private static func object(_ fields: [Field]) -> String {
    "{\(fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ","))}"
  }
}

extension SafetensorsDraft {
  /// A sound file of a few tensors.
  static func sound(using random: inout SplitMix64) -> SafetensorsDraft {
    var draft = SafetensorsDraft()
    for name in ["generator.0.kernel", "a", "discriminator.1.bias"].prefix(
      Int.random(in: 0...3, using: &random))
    {
      let shape = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        Int.random(in: 0...3, using: &random)
      }
      let size = 4 * shape.reduce(1, *)
      let start = draft.body.count
      draft.body += (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
      draft.tensors.append(
        (
          name,
          [
            Field(key: "dtype", value: "\"F32\""), Field(key: "shape", value: "\(shape)"),
            Field(key: "data_offsets", value: "[\(start),\(start + size)]"),
          ]
        ))
    }
    if Bool.random(using: &random) { draft.metadata = [Field(key: "step", value: "\"12\"")] }
    return draft
  }

  /// Makes one part wrong.
  mutating func damage(using random: inout SplitMix64) {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: length = Self.lengths.randomElement(using: &random)
    case 1: body = Array(body.dropLast(Int.random(in: 0...8, using: &random)))
    case 2: body += [UInt8](repeating: 7, count: Int.random(in: 1...8, using: &random))
    case 3: metadata.append(Field(key: "step", value: random.pick(Self.values)))
    case 4:
      // The same tensor once more, or one that has another's bytes.
      guard let tensor = tensors.randomElement(using: &random) else { return }
      let name = Bool.random(using: &random) ? tensor.name : "twin"
      tensors.append((name, tensor.fields))
    default:
      guard !tensors.isEmpty else { return }
      damageTensor(Int.random(in: 0..<tensors.count, using: &random), using: &random)
    }
  }

  private mutating func damageTensor(_ index: Int, using random: inout SplitMix64) {
    let field = Int.random(in: 0..<max(1, tensors[index].fields.count), using: &random)
    guard tensors[index].fields.indices.contains(field) else { return }
    switch Int.random(in: 0..<8, using: &random) {
    case 0: tensors[index].name = random.pick(Self.names)
    case 1: tensors[index].fields.remove(at: field)
    case 2: tensors[index].fields.append(tensors[index].fields[field])
    case 3: tensors[index].fields[field].key = random.pick(Self.names)
    case 4: tensors[index].fields[field].value = random.pick(Self.values)
    case 5: tensors[index].fields[0].value = random.pick(Self.types)
    default:
      // An array of numbers of which most are odd.
      let numbers = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        random.pick(Self.numbers)
      }
      tensors[index].fields[field].value = "[\(numbers.joined(separator: ","))]"
    }
  }

  private static let lengths: [UInt64] = [
    0, 1, 2, 7, 8, 100, 9_999_999, 10_000_000, 10_000_001, 100_000_000, 1 << 31, 1 << 32, 1 << 62,
    1 << 63, .max - 8, .max - 7, .max,
  ]

  private static let numbers = [
    "0", "1", "2", "3", "4", "8", "12", "16", "-1", "-0", "-4", "1.0", "0.5", "1e0", "1e18",
    "1e400",
    "2147483647", "2147483648", "4294967296", "4611686018427387904", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "18446744073709551615", "null", "true", "\"4\"",
    "[]", "00", "+1", "NaN",
  ]

  private static let types = [
    "F32", "F16", "BF16", "F64", "I64", "U8", "BOOL", "f32", "", "F32 ", "\\u0046\\u0033\\u0032",
    "F\\n32",
  ].map { "\"\($0)\"" }

  private static let names = [
    "", "__metadata__", "dtype", "shape", "data_offsets", "more", "a", "ä", "a\\u0308", "\\n",
    "\\u001b[2J",
    "\\u0000", "\\ud800", "../../x", String(repeating: "long", count: 500),
  ]

  private static let values =
    numbers + types + [
      "{}", "[[]]", "\"\\u2028\"", "\"\\ud834\\udd1e\"", "{\"a\":{\"a\":1}}",
      String(repeating: "[", count: 2_000),
      String(repeating: "[", count: 400) + String(repeating: "]", count: 400),
      "[" + String(repeating: "1,", count: 200) + "1]",
      "[" + String(repeating: "0,", count: 17) + "0]",
    ]
}
