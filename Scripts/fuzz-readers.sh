#!/usr/bin/env bash
# Gives the readers of safetensors, checkpoints and run databases mutated inputs, a million unless
# an argument says how many; each must be read whole or refused in one line. A second argument is the
# number of the first input, for others than those of the last time.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-1000000}
first=${2:-0}
[[ $count =~ ^[0-9]+$ && $first =~ ^[0-9]+$ ]] || {
  echo "usage: $0 [COUNT [FIRST]]" >&2
  exit 64
}
Scripts/setup.sh
# Builds the tests and runs none.
swift test -c release --filter '^$' >/dev/null
# Whoever makes room for gigabytes ends here.
ulimit -v $((4 << 20))
export GANSCOPE_FUZZ_COUNT=$count GANSCOPE_FUZZ_FIRST=$first
time swift test -c release --skip-build --filter 'RunStoreTests.*FuzzTests/'
