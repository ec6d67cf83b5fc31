import Testing
import Training

struct SpeedMeterTests {
  @Test func `nothing recorded is no speed`() {
    #expect(SpeedMeter().imagesPerSecond == 0)
  }

  @Test func `the speed is images over the time that they took`() {
    var meter = SpeedMeter(window: 10)
    meter.record(images: 100, seconds: 1)
    meter.record(images: 300, seconds: 1)
    #expect(meter.imagesPerSecond == 200)
  }

  @Test func `what is older than the window does not count`() {
    var meter = SpeedMeter(window: 2)
    for _ in 0..<50 { meter.record(images: 1000, seconds: 0.5) }
    for _ in 0..<4 { meter.record(images: 10, seconds: 0.5) }
    #expect(meter.imagesPerSecond == 20)
  }

  @Test func `one batch longer than the window is kept`() {
    var meter = SpeedMeter(window: 1)
    meter.record(images: 50, seconds: 5)
    #expect(meter.imagesPerSecond == 10)
  }
}
