#!/usr/bin/env python3
"""Does to the live screen what other programs have failed on, in pseudo-terminals of its own.

    Tests/Harness/failures.py .build/debug/ganscope

Documentation/failures.md has the list. Nothing here depends on how fast the machine is. Exit code 1 says
what went wrong; `--only NAME` does one thing alone.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pathlib
import re
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from disk_run import Fault, NoRun, read_run
from pseudo_terminal import PATIENCE, PseudoTerminal

CRASHES = ["ILL", "TRAP", "SEGV", "BUS", "ABRT", "FPE", "QUIT"]
TERMINALS = ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"]
RECIPE = ["watch", "--recipe", "pocket", "--seed", "1", "--limit", "640", "--epochs", "1000"]
COLORS = re.compile(rb"\x1b\[[0-9;]*\b[34][0-7]m|\x1b\[[34]8[;:]5")
ESCAPE = b"\x1b"
BAD_USAGE = 64


class Failures:
    """What is done to the program."""

    def __init__(self, program: str, home: pathlib.Path):
        self.program = str(pathlib.Path(program).resolve())
        self.home = home
        self.runs = 0

    def environment(self, **changes: str) -> dict[str, str]:
        """That of a user who has no files of the program, with some changes."""
        folders = {
            f"XDG_{kind}_HOME": str(self.home / kind.lower())
            for kind in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        standard = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            # A trace takes seconds, and what it looks like is tested elsewhere.
            "SWIFT_BACKTRACE": "enable=no",
        }
        return {**standard, **folders, **changes}

    def new_run(self) -> pathlib.Path:
        """A place for a run."""
        self.runs += 1
        return self.home / f"run-{self.runs}"

    def start(
        self, *arguments: str, environment: dict[str, str] | None = None, **terminal
    ) -> PseudoTerminal:
        """The program at training, or at what the arguments say."""
        words = list(arguments) or [*RECIPE, "--run", str(self.new_run())]
        return PseudoTerminal([self.program, *words], environment or self.environment(), **terminal)

    @staticmethod
    def expect_shell(terminal: PseudoTerminal, *codes: int) -> None:
        """The program has ended with one of some codes, and has left the terminal as it was."""
        code = terminal.wait_for_end()
        if code not in codes:
            raise Fault(f"ended with {code}, not {codes}:\n{terminal.screen.text}")
        if not terminal.has_sane_modes():
            raise Fault("the modes of the terminal are not those from before")
        if terminal.screen.is_alternate:
            raise Fault("the screen of the program was left standing")

    # What is done.

    def terminals(self) -> None:
        """Every kind of terminal, with and without UTF-8 and colours, shows a first frame and is left."""
        for locale in ("C.UTF-8", "C"):
            for no_color in ("", "1"):
                with contextlib.ExitStack() as stack:
                    started = [
                        (kind, stack.enter_context(self._start_on(kind, locale, no_color)))
                        for kind in TERMINALS
                    ]
                    for kind, terminal in started:
                        try:
                            self._expect_frame(terminal, kind, locale, no_color)
                        except Fault as fault:
                            what = f"TERM={kind} LC_ALL={locale} NO_COLOR={no_color}"
                            raise Fault(f"{what}: {fault}") from fault

    def _start_on(self, kind: str, locale: str, no_color: str) -> PseudoTerminal:
        environment = self.environment(TERM=kind, LC_ALL=locale, NO_COLOR=no_color)
        return self.start(environment=environment, width=80, height=24)

    def _expect_frame(self, terminal, kind: str, locale: str, no_color: str) -> None:
        # Not by the model: these terminals have languages of their own.
        output = b""
        while not (b"ganscope" in output and b"losses" in output):
            piece = terminal.read(1)
            output += piece
            if not piece and terminal.has_ended:
                raise Fault(f"ended with {terminal.code}: {output!r}")
        terminal.press("\x03")
        while not terminal.has_ended:
            output += terminal.read(0.02)
        while piece := terminal.read(0):
            output += piece
        if terminal.code != 0 or not terminal.has_sane_modes():
            raise Fault(f"ended with {terminal.code}, sane modes: {terminal.has_sane_modes()}")
        has_colors = COLORS.search(output) is not None
        if has_colors != (kind != "vt100" and not no_color):
            raise Fault(f"colours: {has_colors}")
        # Between shifts to the alternate character set and back there is ASCII too.
        if locale == "C" and not output.isascii():
            raise Fault("shows more than ASCII")
        # The fonts of the console have no block characters.
        has_blocks = not output.isascii()
        if locale != "C" and has_blocks != (kind != "linux"):
            raise Fault(f"shows more than ASCII: {has_blocks}")

    def sentences(self) -> None:
        """Where no screen can be had the run is told, and a typed line ends it."""
        for kind in ("dumb", "unheard-of", ""):
            with self.start(environment=self.environment(TERM=kind), width=200) as terminal:
                # The first sentence may have scrolled away before a busy machine lets anybody look.
                terminal.wait_for("The ")
                terminal.press("quit\n")
                terminal.wait_for("saved in")
                self.expect_shell(terminal, 0)

    def streams(self) -> None:
        """Without a terminal to read from or to write to it says so in one line, and draws nothing."""
        redirections = [{0: "/dev/null"}, {0: None}, {1: str(self.home / "output")}, {1: None}]
        for redirection in redirections:
            with self.start(redirections=redirection, width=200) as terminal:
                self.expect_shell(terminal, BAD_USAGE)
                lines = [line for line in terminal.screen.lines if line]
                if len(lines) != 1 or "is no terminal" not in lines[0]:
                    raise Fault(f"{redirection}: says {lines}")
        if (self.home / "output").read_bytes():
            raise Fault("wrote on standard output")

    def crashes(self) -> None:
        """Signals of crashes leave the terminal as it was, in the middle of the training."""
        with contextlib.ExitStack() as stack:
            started = [(name, stack.enter_context(self.start())) for name in CRASHES]
            for name, terminal in started:
                number = getattr(signal, f"SIG{name}")
                terminal.wait_for_batch()
                terminal.send(number)
                try:
                    self.expect_shell(terminal, 128 + number)
                except Fault as fault:
                    raise Fault(f"SIG{name}: {fault}") from fault

    def hangup(self) -> None:
        """A hang-up in the middle of an epoch saves the run; so does a terminal that is gone."""
        for ignored in ((), (signal.SIGHUP,)):
            run = self.new_run()
            terminal = self.start(*RECIPE, "--run", str(run), ignored=ignored)
            terminal.wait_for_batch()
            if ignored:
                terminal.close_line()
                code = terminal.wait_for_code()
            else:
                terminal.send(signal.SIGHUP)
                code = terminal.wait_for_end()
            terminal.close()
            contents = read_run(run)
            if code != 128 + signal.SIGHUP or contents.status != "stopped":
                raise Fault(f"ended with {code}, the run is {contents.status}")
            if contents.newest_checkpoint != contents.step:
                raise Fault(f"saved batch {contents.newest_checkpoint} of {contents.step}")

    def unread(self) -> None:
        """A terminal that is held open and not read holds up neither the training nor its end."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            run = self.new_run()
            with self.start(*RECIPE, "--run", str(run)) as terminal:
                terminal.wait_for_batch()
                terminal.leave_unread_until_full()
                # Read again, it goes on where it was, and shows what there is now.
                terminal.press(" ")
                terminal.wait_for("paused")
                terminal.wait_for_silence(1)
                shown = terminal.screen.text
                terminal.press("\x0c")
                terminal.wait_for_silence(1)
                if terminal.screen.text != shown:
                    raise Fault(f"shows\n{shown}\ninstead of\n{terminal.screen.text}")
                terminal.press(" ")
                terminal.wait_for("* training")
                terminal.leave_unread_until_full()
                step = read_run(run).step
                deadline = time.monotonic() + PATIENCE
                while read_run(run).step <= step:
                    if time.monotonic() > deadline:
                        raise Fault(f"trains nothing after batch {step}")
                    time.sleep(0.1)
                terminal.send(number)
                code = terminal.wait_for_code()
                contents = read_run(run)
                if code != 128 + number or contents.status != "stopped":
                    raise Fault(f"ended with {code}, the run is {contents.status}")
                if contents.newest_checkpoint != contents.step:
                    raise Fault(f"saved batch {contents.newest_checkpoint} of {contents.step}")
                if not terminal.has_sane_modes():
                    raise Fault("the modes of the terminal are not those from before")

        with self.start() as terminal:
            terminal.wait_for_batch()
            terminal.leave_unread_until_full()
            terminal.send(signal.SIGSEGV)
            if (code := terminal.wait_for_code()) != 128 + signal.SIGSEGV:
                raise Fault(f"a crash ended with {code}")

    def impatience(self) -> None:
        """Who does not wait for the run to be saved is told how to go on with it, and can."""
        run = self.new_run()
        with self.start(*RECIPE, "--run", str(run), width=200) as terminal:
            terminal.wait_for_batch()
            terminal.press("\x03\x03")
            self.expect_shell(terminal, 0, 128 + signal.SIGINT)
            advice = f"'ganscope resume {run}' trains them again"
            if terminal.code and advice not in terminal.screen.text:
                raise Fault(f"says nothing of going on:\n{terminal.screen.text}")
        with self.start("resume", str(run), "--watch") as terminal:
            terminal.wait_for_batch()
            terminal.press("\x03")
            self.expect_shell(terminal, 0)

    def nohup(self) -> None:
        """A training without a screen whose hang-ups are ignored goes on when its terminal is gone."""
        run = self.new_run()
        options = ["--recipe", "pocket", "--limit", "320", "--epochs", "3", "--run", str(run)]
        output = str(self.home / "nohup.out")
        terminal = self.start(
            "train", *options, ignored=(signal.SIGHUP,),
            redirections={0: "/dev/null", 1: output, 2: output},
        )  # fmt: skip
        terminal.send(signal.SIGHUP)
        terminal.close_line()
        code = terminal.wait_for_code()
        terminal.close()
        if code != 0 or read_run(run).status != "finished":
            raise Fault(f"ended with {code}, the run is {read_run(run).status}")

    def bad_input(self) -> None:
        """What cannot be trained is said in one line on the shell's own screen."""
        options = ["watch", "--recipe", "pocket", "--dataset", "mnist", "--data-dir", str(self.home)]
        with self.start(*options, width=400) as terminal:
            self.expect_shell(terminal, 66)
            lines = [line for line in terminal.screen.lines if line]
            if len(lines) != 1 or not lines[0].startswith("ganscope: "):
                raise Fault(f"says {lines}")

    def divergence(self) -> None:
        """A loss that is no number pauses the training; the screen goes on working, and is left."""
        options = ["--generator-rate", "10", "--discriminator-rate", "10", "--dropout", "0"]
        with self.start(*RECIPE, *options, "--run", str(self.new_run())) as terminal:
            terminal.wait_until(
                lambda screen: "paused" in screen.text or "epoch 3" in screen.text.replace("  ", " "),
                "pause",
            )
            terminal.press("?")
            terminal.press("\x1b")
            terminal.press("\x03")
            self.expect_shell(terminal, 0)

    def settings(self) -> None:
        """What options say is not kept, however the program ends."""
        home = self.home / "settings"
        folders = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "STATE", "CACHE")}
        environment = self.environment(**folders)
        options = ["--theme", "paper", "--ascii", "--run", str(self.new_run())]
        for ending in ("\x03", signal.SIGTERM):
            with self.start(*RECIPE, *options, environment=environment) as terminal:
                terminal.wait_for("losses")
                if isinstance(ending, str):
                    terminal.press(ending)
                else:
                    terminal.send(ending)
                self.expect_shell(terminal, 0, 128 + signal.SIGTERM)
            options[-1] = str(self.new_run())
        for path in home.rglob("*"):
            if path.is_file() and (b"paper" in path.read_bytes() or b"ascii" in path.read_bytes()):
                raise Fault(f"{path}: keeps what an option said")

    def fork_storm(self) -> None:
        """Sizes change all the time while a branch begins."""
        with self.start() as terminal:
            terminal.wait_for_batch()
            terminal.press("gbanew\r")
            for step in range(60):
                terminal.resize(1 + 37 * step % 200, 1 + 13 * step % 60)
                terminal.read(0.005)
            terminal.resize(120, 40)
            terminal.wait_for("anew")
            terminal.press("\x03")
            self.expect_shell(terminal, 0)

    def mouse(self) -> None:
        """Reports of a mouse, whole and broken, of places that are not there, change nothing bad."""
        with self.start(width=1, height=1) as terminal:
            while not terminal.read(1):
                pass
            for report in ("\x1b[<0;1;1M", "\x1b[<0;500;200m", "\x1b[<65;9999;9999M", "\x1b[M \xff",
                           "\x1b[<", "\x1b[<;;M", "\x1b[M"):  # fmt: skip
                terminal.press(report)
            terminal.resize(80, 24)
            terminal.wait_for("losses")
            terminal.press("\x1b\x1b\x03")
            self.expect_shell(terminal, 0)


NAMES = [
    name for name, value in vars(Failures).items()
    if callable(value) and not name.startswith("_")
    and name not in ("environment", "new_run", "start", "expect_shell")
]  # fmt: skip


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the path of ganscope")
    parser.add_argument("--only", action="append", choices=NAMES, help="this alone")
    options = parser.parse_args()
    code = 0
    for name in options.only or NAMES:
        with tempfile.TemporaryDirectory(prefix="ganscope-failures-") as home:
            try:
                getattr(Failures(options.program, pathlib.Path(home)), name)()
            except (Fault, NoRun) as fault:
                print(f"{name}: {fault}", file=sys.stderr)
                code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
