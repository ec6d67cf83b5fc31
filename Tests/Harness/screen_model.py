"""What a terminal shows after some output: as much of one as ncurses uses with TERM=xterm-256color."""

from __future__ import annotations

import re

TOKENS = re.compile(
    rb"\x1b\[([0-9;?>=]*)[ !]?([@-~])"  # control sequences: parameters, final character
    rb"|\x1b[()][0-9A-Z]|\x1b[=>78cM]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # other sequences
    rb"|\x1b(?:\[[0-9;?>=]*|[()])?(?=\x1b)"  # a sequence that is broken off by another one
    rb"|([^\x00-\x1f\x7f]+)"  # text
    rb"|([\x00-\x1a\x1c-\x1f\x7f])"  # control characters
)
# Sequences that change no character: colours, modes, reports, titles.
SILENT = frozenset("mhltncqu")


class ScreenModel:
    """A grid of characters, without styles."""

    def __init__(self, width: int, height: int):
        self.width, self.height = width, height
        self.rest = b""
        # Sequences that are not understood; a harness that finds any knows less than it thinks.
        self.unknown: set[str] = set()
        # Whether the screen of a program is shown instead of the shell's.
        self.is_alternate = False
        self.last = " "
        self._blank()

    def _blank(self) -> None:
        self.rows = [[" "] * self.width for _ in range(self.height)]
        self.column = self.row = 0
        self.top, self.bottom = 0, self.height - 1

    def feed(self, output: bytes) -> None:
        """Shows more output."""
        output = self.rest + output
        position = 0
        while match := TOKENS.match(output, position):
            if match.end() == len(output) and match[3] is not None:
                break  # Perhaps half a character.
            position = match.end()
            self._take(match)
        self.rest = output[position:]
        if self.rest and self.rest[0] >= 0x20:
            text = self.rest.decode(errors="ignore")
            self._write(text)
            self.rest = self.rest[len(text.encode()) :]

    def _take(self, match: re.Match) -> None:
        if match[2] is not None:
            self._control(match[1].decode(), match[2].decode())
        elif match[3] is not None:
            self._write(match[3].decode(errors="replace"))
        elif match[4] is not None:
            self._move_by_character(match[4])

    def _move_by_character(self, character: bytes) -> None:
        if character == b"\r":
            self.column = 0
        elif character == b"\n":
            if self.row == self.bottom:
                self._scroll(1)
            else:
                self.row = min(self.row + 1, self.height - 1)
        elif character == b"\b":
            self.column = max(0, self.column - 1)
        elif character == b"\t":
            self.column = min(self.width - 1, (self.column // 8 + 1) * 8)

    def _write(self, text: str) -> None:
        for character in text:
            if self.column >= self.width:
                self.column = 0
                if self.row == self.bottom:
                    self._scroll(1)
                else:
                    self.row += 1
            if self.row < self.height:
                self.rows[self.row][self.column] = character
            self.column += 1
            self.last = character

    def _scroll(self, count: int) -> None:
        """Moves the lines of the region up, or down by a negative count."""
        region = self.rows[self.top : self.bottom + 1]
        blank = [[" "] * self.width for _ in range(min(abs(count), len(region)))]
        moved = region[count:] + blank if count > 0 else blank + region[:count]
        self.rows[self.top : self.bottom + 1] = moved

    def _control(self, parameters: str, final: str) -> None:
        if parameters == "?1049":
            # What was on the other screen is not kept.
            self.is_alternate = final == "h"
            return self._blank()
        if parameters[:1] in ("?", ">", "="):
            return None
        numbers = [int(number) if number else 0 for number in parameters.split(";")]
        count = max(1, numbers[0])
        line = self.rows[min(self.row, self.height - 1)]
        column = min(self.column, self.width - 1)
        if final in "Hf":
            self._place(count - 1, max(1, numbers[1] if len(numbers) > 1 else 1) - 1)
        elif final == "G":
            self._place(self.row, count - 1)
        elif final == "d":
            self._place(count - 1, self.column)
        elif final in "ABCD":
            down = {"A": -count, "B": count}.get(final, 0)
            right = {"C": count, "D": -count}.get(final, 0)
            self._place(self.row + down, column + right)
        elif final == "J":
            self._erase_screen(numbers[0], column)
        elif final == "K":
            first, end = {0: (column, self.width), 1: (0, column + 1)}.get(
                numbers[0], (0, self.width)
            )
            line[first:end] = " " * (end - first)
        elif final == "X":
            end = min(self.width, column + count)
            line[column:end] = " " * (end - column)
        elif final == "P":
            line[column:] = (line[column + count :] + [" "] * count)[: self.width - column]
        elif final == "@":
            line[column:] = ([" "] * count + line[column:])[: self.width - column]
        elif final == "b":
            self._write(self.last * count)
        elif final == "r":
            self.top = count - 1
            self.bottom = min(self.height, numbers[1] if len(numbers) > 1 else self.height) - 1
            self._place(0, 0)
        elif final in "ST":
            self._scroll(count if final == "S" else -count)
        elif final in "LM":
            top, self.top = self.top, self.row
            self._scroll(count if final == "M" else -count)
            self.top = top
        elif final not in SILENT:
            self.unknown.add(f"{parameters}{final}")
        return None

    def _place(self, row: int, column: int) -> None:
        self.row = min(max(0, row), self.height - 1)
        self.column = min(max(0, column), self.width - 1)

    def _erase_screen(self, kind: int, column: int) -> None:
        blank = [" "] * self.width
        if kind == 0:
            self.rows[self.row][column:] = blank[column:]
            rows = range(self.row + 1, self.height)
        elif kind == 1:
            self.rows[self.row][: column + 1] = blank[: column + 1]
            rows = range(self.row)
        else:
            rows = range(self.height)
        for row in rows:
            self.rows[row] = list(blank)

    @property
    def lines(self) -> list[str]:
        """The text, without the spaces at the ends of lines."""
        return ["".join(row).rstrip() for row in self.rows]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def count(self, characters: str) -> int:
        """How many cells show one of some characters."""
        return sum(row.count(character) for row in self.rows for character in characters)

    def places(self, character: str) -> frozenset[tuple[int, int]]:
        """The rows and columns of a character."""
        return frozenset(
            (y, x)
            for y, row in enumerate(self.rows)
            for x, found in enumerate(row)
            if found == character
        )
