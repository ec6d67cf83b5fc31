# Everything starts here: `make run` and `make test` need nothing but git, make and a Swift toolchain.

.PHONY: run test lint bench bench-peers setup

run: setup
	@swift build -c release --product ganscope
	@.build/release/ganscope

test:
	@Scripts/setup.sh tmux python3-venv
	@Scripts/setup-python.sh
	@Scripts/test.sh

lint:
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests recipes themes \
	  datasets
	@Scripts/check-imports.sh
	@Scripts/check-imports-test.sh

bench: setup
	@swift build -c release --product ganscope
	@.build/release/ganscope bench

# Beside other frameworks: see Benchmarks/README.md.
bench-peers: PYTHON ?= python3
bench-peers: setup
	@swift build -c release --product ganscope
	@Benchmarks/compare.py --peers "$(PEERS)" --python "$(PYTHON)"

setup:
	@Scripts/setup.sh
