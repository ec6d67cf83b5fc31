package import RunStore

extension RunWriter: RunRecorder {}
