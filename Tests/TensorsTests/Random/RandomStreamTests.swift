import CKernels
import Testing

@testable import Tensors

struct RandomStreamTests {
  struct KnownAnswer: Sendable {
    let counter: [UInt32]
    let key: [UInt32]
    let words: [UInt32]
  }

  /// The vectors for philox4x32-10 in Random123's tests/kat_vectors.
  @Test(arguments: [
    KnownAnswer(
      counter: [0, 0, 0, 0], key: [0, 0],
      words: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    KnownAnswer(
      counter: [.max, .max, .max, .max], key: [.max, .max],
      words: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    KnownAnswer(
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
      key: [0xa409_3822, 0x299f_31d0],
      words: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
  ])
  func `blocks are those of the published vectors`(_ answer: KnownAnswer) {
    let (counter, key) = (answer.counter, answer.key)
    let block = RandomStream.philox(
      counter: (counter[0], counter[1], counter[2], counter[3]), key: (key[0], key[1]))
    #expect([block.0, block.1, block.2, block.3] == answer.words)
  }

  @Test(arguments: [1, 4, 255, 256, 257, 1003])
  func `words in bulk are those of block after block`(_ count: Int) {
    // Where the low word of the counter overflows.
    var stream = RandomStream(key: 0x0123_4567_89ab_cdef, counter: 0xffff_fff0)
    var words = [UInt32](repeating: 0, count: count)
    unsafe words.withUnsafeMutableBufferPointer {
      unsafe ganscope_random_words($0.baseAddress, $0.count, stream.key, stream.counter)
    }
    var expected: [UInt32] = []
    while expected.count < count {
      let block = stream.nextBlock()
      expected += [block.0, block.1, block.2, block.3]
    }
    #expect(words == Array(expected.prefix(count)))
  }

  @Test func `streams of different purposes and seeds differ`() {
    let streams = RandomStream.Purpose.allCases.flatMap { purpose in
      [UInt64(0), 1, 2, 10].map { RandomStream(seed: $0, purpose: purpose) }
    }
    #expect(Set(streams.map(\.key)).count == streams.count)
  }
}
