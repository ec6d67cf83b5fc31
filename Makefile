# Everything starts here: `make run` and `make test` need nothing but git, make and a Swift toolchain.

.PHONY: run test lint bench setup

run: setup
	@swift build -c release --product ganscope
	@.build/release/ganscope

# In release, because a test that trains needs optimised code; `package` access needs no @testable.
test:
	@Scripts/setup.sh tmux
	@swift build --build-tests -c release
	@swift test --skip-build -c release

lint:
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests recipes themes \
	  datasets
	@Scripts/check-imports.sh
	@Scripts/check-imports-test.sh

bench: setup
	@swift build -c release --product ganscope
	@.build/release/ganscope bench

setup:
	@Scripts/setup.sh
