#!/usr/bin/env bash
# Shows that check-imports.sh finds what it must: plants imports in a copy of the tree.
set -euo pipefail
cd "$(dirname "$0")/.."

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cp -r Sources Tests recipes themes datasets "$tree"

# Puts a line on top of a file and expects the check to name that place, and nothing else.
plant() { # file, line, what the message says
  local file=$tree/$1 kept=$tree/kept output code=0
  mkdir -p "$(dirname "$file")"
  touch "$file"
  cp "$file" "$kept"
  { printf '%s\n' "$2"; cat "$kept"; } >"$file"
  output=$(Scripts/check-imports.sh "$tree" 2>&1) || code=$?
  cp "$kept" "$file"
  if [[ $code != 1 || $output != "$1:1: $3"* || $output == *$'\n'* ]]; then
    printf 'check-imports-test: %s\n  with: %s\n  expected exit 1 and: %s:1: %s\n  got exit %s and: %s\n' \
      "the check missed a planted import" "$2" "$1" "$3" "$code" "$output" >&2
    exit 1
  fi
}

Scripts/check-imports.sh "$tree"
plant Sources/Terminal/Canvas.swift 'import Foundation' 'Terminal may not import Foundation'
plant Sources/Session/Knobs.swift 'package import Tensors' 'Session may not import Tensors'
plant Sources/Tensors/Shape.swift 'internal import Networks' 'Tensors may not import Networks'
plant Sources/Networks/New.swift '@preconcurrency import struct Foundation.URL' \
  'Networks may not import Foundation'
plant Sources/Screens/New.swift 'import Terminal; import Training' 'Screens may not import Training'
plant Tests/TerminalTests/New.swift '@testable import CursesTerminal' \
  'the tests of Terminal may not import CursesTerminal'
plant themes/BuiltinThemes.swift 'import Foundation' 'Themes may not import Foundation'
plant Sources/Unheard/New.swift '' 'Unheard has no row'
