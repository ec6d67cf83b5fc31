/// Puts a zip file together byte by byte, so that any field of it can be made wrong.
struct ZipBuilder {
  struct Member {
    var name: String
    var body: [UInt8]
    /// 0 stored, 8 deflated.
    var method = 8
    var flags = 0
    /// Overrides of what the directory says.
    var checkSum: Int?
    var size: Int?
    var packedSize: Int?
  }

  static func archive(_ members: [Member]) throws -> [UInt8] {
    var (file, directory): ([UInt8], [UInt8]) = ([], [])
    for member in members {
      let packed = member.method == 8 ? try deflated(member.body) : member.body
      let fields =
        little(20, 2) + little(member.flags, 2) + little(member.method, 2) + little(0, 4)
        + little(member.checkSum ?? DatasetsTests.checkSum(member.body), 4)
        + little(member.packedSize ?? packed.count, 4)
        + little(member.size ?? member.body.count, 4) + little(member.name.utf8.count, 2)
      let start = file.count
      // With four bytes of extra fields, as NumPy's local headers have some and the directory none.
      file += Array("PK\u{3}\u{4}".utf8) + fields + little(4, 2) + Array(member.name.utf8)
      file += [1, 2, 0, 0] + packed
      directory += Array("PK\u{1}\u{2}".utf8) + little(20, 2) + fields + little(0, 12)
      directory += little(start, 4) + Array(member.name.utf8)
    }
    let end =
      Array("PK\u{5}\u{6}".utf8) + little(0, 4) + little(members.count, 2)
      + little(members.count, 2) + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
    return file + directory + end
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
