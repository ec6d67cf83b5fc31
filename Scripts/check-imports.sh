#!/usr/bin/env bash
# Proves that every Swift file imports only what the table allows its target: the arrows of
# ARCHITECTURE.md. An argument names another tree to check.
set -euo pipefail

# The standard library of C and threads counts as `system`: Glibc, Darwin, Dispatch, Synchronization.
# Foundation stands only where text, files or dates need it.
read -r -d '' table <<'END' || true
# target          may import
Configuration     system Foundation TOMLKit
Hashing           CCrypto
Tensors           system CKernels
Networks          system Tensors Configuration
Datasets          system Foundation Tensors Configuration Hashing Datafiles CCurl CJPEG CPNG CZlib
GANs              system Foundation Tensors Networks Datasets Configuration Hashing Recipes Session
Session           system
RunStore          system Foundation Session Tensors Configuration Hashing GRDB CGIF CPNG
Training          system Foundation Tensors Networks Datasets GANs Session RunStore
Themes
Recipes
Datafiles
Terminal          system Themes
Screens           system Terminal Session Configuration
CursesTerminal    system Terminal CCurses CTerminalGuard
ganscope          system Foundation ArgumentParser Configuration Tensors Networks Datasets GANs Session RunStore Training Terminal Screens CursesTerminal Themes Recipes Datafiles
# A test target imports the target it tests, and what that may import; besides:
tests             system Foundation Testing LoopbackServer
LoopbackServer    system Foundation
TerminalProbe     system Terminal CursesTerminal
EndToEnd          ganscope RunStore Terminal
END

cd "${1:-$(dirname "$0")/..}"
find Sources Tests recipes themes datasets -name '*.swift' -print0 2>/dev/null | sort -z |
  TABLE=$table xargs -0 awk '
    BEGIN {
      split("Glibc Darwin Dispatch Synchronization", system_modules)
      rows = split(ENVIRON["TABLE"], row, "\n")
      for (r = 1; r <= rows; r++) {
        count = split(row[r], word, " ")
        if (count == 0 || word[1] ~ /^#/) continue
        known[word[1]] = 1
        for (w = 2; w <= count; w++) {
          if (word[w] != "system") { allow(word[1], word[w]); continue }
          for (m in system_modules) allow(word[1], system_modules[m])
        }
      }
    }
    function allow(target, module) {
      allowed[target, module] = 1
      names[target] = names[target] " " module
    }
    function is_allowed(module) {
      if ((target, module) in allowed) return 1
      return is_test && (module == target || ("tests", module) in allowed)
    }
    FNR == 1 {
      in_text = in_comment = is_test = 0
      split(FILENAME, folder, "/")
      if (folder[1] == "Sources") target = folder[2]
      else if (folder[1] == "Tests") { target = folder[2]; is_test = sub(/Tests$/, "", target) }
      else if (folder[1] == "datasets") target = "Datafiles"
      else target = toupper(substr(folder[1], 1, 1)) substr(folder[1], 2)
      if (!(target in known)) complain(target " has no row in the table of Scripts/check-imports.sh")
    }
    function complain(text) { print FILENAME ":" FNR ": " text; bad = 1 }
    {
      # Text in a program, such as a script, is no import.
      was_in_text = in_text
      if (gsub(/"""/, "\"\"\"") % 2) in_text = !in_text
      if (was_in_text) next
      if (in_comment) { if (/\*\//) in_comment = 0; next }
      if (/^[ \t]*\/\*/ && !/\*\//) { in_comment = 1; next }
      parts = split($0, part, ";")
      for (p = 1; p <= parts; p++) check(part[p])
    }
    function check(text) {
      sub(/^[ \t]+/, "", text)
      while (sub(/^@[A-Za-z_]+(\([^)]*\))?[ \t]+/, "", text)) {}
      sub(/^(public|package|internal|fileprivate|private)[ \t]+/, "", text)
      if (!sub(/^import[ \t]+/, "", text)) return
      sub(/^(struct|class|enum|protocol|typealias|func|let|var)[ \t]+/, "", text)
      match(text, /^[A-Za-z0-9_]+/)
      module = substr(text, 1, RLENGTH)
      if (!is_allowed(module))
        complain((is_test ? "the tests of " : "") target " may not import " module "; allowed:" \
          (names[target] == "" ? " nothing" : names[target]))
    }
    END { exit bad }
  ' >&2 || exit 1
