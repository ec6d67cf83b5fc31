#!/usr/bin/env bash
# Makes sure that a Swift toolchain and the libraries that the build needs are there, and installs
# missing libraries by apt. Further packages can be given as arguments. Silent if nothing is missing.
set -euo pipefail

needed_swift=6.2

fail() { # exit code, lines
  local code=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$code"
}

check_swift() {
  command -v swift >/dev/null ||
    fail 69 "setup: there is no Swift toolchain; install Swift $needed_swift or later from https://swift.org/install"
  # Asking swift itself takes half a second, so a toolchain that was good is remembered.
  local swift known=.build/setup-swift
  swift=$(realpath "$(command -v swift)")
  [[ -f $known && $(<"$known") == "$swift" && ! $swift -nt $known ]] && return
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p')
  [[ -n $version ]] || fail 69 "setup: 'swift --version' does not work; reinstall Swift from https://swift.org/install"
  [[ $(printf '%s\n' "$needed_swift" "$version" | sort -V | head -n 1) == "$needed_swift" ]] ||
    fail 69 "setup: Swift $version is too old; install Swift $needed_swift or later from https://swift.org/install"
  mkdir -p .build
  printf '%s\n' "$swift" >"$known"
}

# The packages behind the system libraries of the manifest, and SQLite's, which GRDB needs.
library_packages() {
  sed -n 's/.*\.apt(\["\([^"]*\)"\]).*/\1/p' Package.swift
  echo libsqlite3-dev
}

# Those of the arguments that are not installed.
missing_packages() {
  local installed
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
    sed -n 's/ installed$//p') || true
  printf '%s\n' "$@" | grep -vxF -e "$installed" || true
}

# Prints how to get the right to install: nothing as root, else sudo; fails if there is no way.
as_root() {
  [[ $(id -u) == 0 ]] && return
  command -v sudo >/dev/null || return 1
  if sudo -n true 2>/dev/null || { [[ -t 0 && -t 2 ]]; }; then
    printf 'sudo'
  else
    return 1
  fi
}

install() {
  local missing=("$@") root
  local line="apt-get install -y --no-install-recommends ${missing[*]}"
  root=$(as_root) ||
    fail 77 "setup: missing packages and no right to install them; run: sudo $line"
  echo "setup: installing ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  # The lists of packages may be missing or too old.
  $root $line >/dev/null 2>&1 || { $root apt-get update -q >/dev/null && $root $line >/dev/null; } ||
    fail 69 "setup: cannot install ${missing[*]}; run to see why: sudo apt-get update && sudo $line"
}

cd "$(dirname "$0")/.."
check_swift
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "setup: this is no Debian or Ubuntu; the build needs the development files of: ncurses (wide" \
    "characters), zlib, libpng, giflib, TurboJPEG, libcrypto, libcurl, SQLite${*:+; and the program}${*:+ $*}" >&2
  exit 0
fi
mapfile -t libraries < <(library_packages)
mapfile -t missing < <(missing_packages "${libraries[@]}" "$@")
((${#missing[@]} == 0)) || install "${missing[@]}"
