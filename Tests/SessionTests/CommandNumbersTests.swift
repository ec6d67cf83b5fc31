import Session
import Testing

struct CommandNumbersTests {
  @Test func `a command is acknowledged when the other side has followed it`() {
    var numbers = CommandNumbers()
    numbers.passOn(1, as: 7)
    numbers.passOn(2, as: 9)
    #expect(numbers.acknowledged == 0)
    numbers.acknowledge(upTo: 8)
    #expect(numbers.acknowledged == 1)
    numbers.acknowledge(upTo: 9)
    #expect(numbers.acknowledged == 2)
  }

  @Test func `an acknowledgement may come before it is known what it is of`() {
    var numbers = CommandNumbers()
    numbers.acknowledge(upTo: 7)
    numbers.passOn(1, as: 7)
    #expect(numbers.acknowledged == 1)
  }

  @Test func `a command that went no further is done when all before it are`() {
    var numbers = CommandNumbers(acknowledged: 4)
    numbers.drop(5)
    #expect(numbers.acknowledged == 5)
    numbers.passOn(6, as: 1)
    numbers.drop(7)
    #expect(numbers.acknowledged == 5)
    numbers.acknowledge(upTo: 1)
    #expect(numbers.acknowledged == 7)
  }

  @Test func `older acknowledgements take nothing back`() {
    var numbers = CommandNumbers()
    numbers.passOn(1, as: 3)
    numbers.acknowledge(upTo: 3)
    numbers.acknowledge(upTo: 2)
    numbers.passOn(2, as: 3)
    #expect(numbers.acknowledged == 2)
  }

  @Test func `of several requests for a view only the last one waits`() {
    var waiting: [NumberedCommand] = []
    let commands: [TrainingCommand] = [.showView(.wish), .pause, .showView(nil), .mark("a")]
    for (index, command) in commands.enumerated() {
      waiting.wait(NumberedCommand(sequence: UInt64(index), command: command))
    }
    #expect(waiting.map(\.sequence) == [1, 2, 3])
  }
}
