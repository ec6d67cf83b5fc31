#!/usr/bin/env bash
# Runs every test in release, because one that trains needs optimised code, and says at the end what
# failed: in the output of thousands of tests it would scroll away.
set -uo pipefail
cd "$(dirname "$0")/.."
log=.build/test.log
mkdir -p .build
swift test -c release "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if [ "$status" -ne 0 ]; then
  printf '\nwhat failed (all of it is in %s):\n' "$log"
  # What a failure has to say may take many lines; it ends where the next test reports.
  awk '/✘|error:|Fatal error/ { says = 1 } /^(✔|◇|➜|\[)/ { says = 0 } says' "$log" | tail -n 120
fi
exit "$status"
