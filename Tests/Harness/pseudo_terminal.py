"""The program in a real pseudo-terminal of the harness's own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

from disk_run import Fault
from screen_model import ScreenModel

# Beyond this a program counts as hanging; nothing that is tested depends on it.
PATIENCE = 180.0
FAILED_TO_START = 127
TRAINED = re.compile(r"batch +[1-9]")


def set_size(terminal: int, width: int, height: int) -> None:
    """Gives a terminal a size, of which the kernel tells the programs in it."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


class PseudoTerminal:
    """A command as the foreground job of a terminal, and what it writes there.

    Between the harness and the command stands a process that does a shell's part: without one the
    kernel would drop Ctrl-Z, as nobody could continue the job. Standard streams can be redirected by
    `redirections`, from a number to a path or to nothing (closed).
    """

    def __init__(
        self,
        command: list[str],
        environment: dict[str, str],
        *,
        width: int = 120,
        height: int = 40,
        redirections: dict[int, str | None] | None = None,
        ignored: tuple[int, ...] = (),
    ):
        self.width, self.height = width, height
        self.master, slave = pty.openpty()
        set_size(slave, width, height)
        # Kept open, so that the modes can be read after the program's end.
        self.slave = slave
        self.modes = termios.tcgetattr(slave)
        self.model = ScreenModel(width, height)
        self.unread = bytearray()
        self.written = 0
        self.code: int | None = None
        self.is_stopped = False
        told, tell = os.pipe()
        hear, self.order = os.pipe()
        self.shell = os.fork()
        if self.shell == 0:
            os.close(self.master)
            shell = _Shell(slave, tell, hear)
            shell.run(command, environment, redirections or {}, ignored)
        os.close(tell)
        os.close(hear)
        self.told, self.reports = told, b""
        process, moment = self._hear_line().split()
        self.process = int(process)
        # The moment right before the program took this process over.
        self.started = int(moment) / 1e9
        os.set_blocking(self.master, False)

    # Writing to it.

    def press(self, keys: str) -> None:
        """Types characters."""
        os.write(self.master, keys.encode())

    def resize(self, width: int, height: int) -> None:
        """Gives the terminal another size."""
        self.width, self.height = width, height
        set_size(self.master, width, height)
        self.model = ScreenModel(width, height)

    def send(self, number: int) -> None:
        """Sends the program a signal."""
        os.kill(self.process, number)

    def continue_job(self) -> None:
        """What `fg` does."""
        self.is_stopped = False
        os.write(self.order, b"c")

    # Reading from it.

    def read(self, wait: float = 0.0) -> bytes:
        """Reads what comes within a time, at most one piece."""
        if not select.select([self.master], [], [], max(0.0, wait))[0]:
            return b""
        try:
            piece = os.read(self.master, 1 << 16)
        except OSError:
            return b""
        self.written += len(piece)
        return piece

    def take(self, wait: float = 0.0) -> bytes:
        """Reads one piece, which the model is to show."""
        piece = self.read(wait)
        self.unread += piece
        return piece

    @property
    def screen(self) -> ScreenModel:
        """What is on the screen now, as far as it has been read."""
        self.model.feed(bytes(self.unread))
        self.unread.clear()
        return self.model

    def wait_until(self, is_so, what: str) -> float:
        """Reads until the screen meets a condition; returns the time of the piece that did it."""
        deadline = time.monotonic() + PATIENCE
        moment = time.monotonic()
        while not is_so(self.screen):
            if time.monotonic() > deadline or (self.has_ended and not self.take(0)):
                raise Fault(f"no {what}; the screen:\n{self.screen.text}")
            self.take(0.1)
            moment = time.monotonic()
        return moment

    def wait_for(self, text: str) -> float:
        """Reads until a text is on the screen."""
        return self.wait_until(lambda screen: text in screen.text, f"'{text}'")

    def wait_for_batch(self) -> float:
        """Reads until a first batch has been trained: before it there is nothing that could be saved."""
        return self.wait_until(
            lambda screen: TRAINED.search(screen.text) and "* training" in screen.text,
            "batch that has been trained",
        )

    def wait_for_silence(self, seconds: float) -> None:
        """Reads until nothing has come for a time."""
        deadline = time.monotonic() + PATIENCE
        while self.take(seconds):
            if time.monotonic() > deadline:
                raise Fault(f"the program goes on writing:\n{self.screen.text}")

    def leave_unread_until_full(self) -> None:
        """Reads nothing until the terminal takes no more."""
        deadline = time.monotonic() + PATIENCE
        while select.select([], [self.slave], [], 0)[1]:
            if time.monotonic() > deadline:
                raise Fault("the program writes too little to fill the terminal")
            time.sleep(0.05)

    # Its end.

    def _hear_line(self) -> str:
        """The next line that the shell reports."""
        while b"\n" not in self.reports:
            piece = os.read(self.told, 256)
            if not piece:
                raise Fault("the harness's shell is gone")
            self.reports += piece
        line, _, self.reports = self.reports.partition(b"\n")
        return line.decode()

    def _hear(self) -> None:
        """Takes in what the shell has to report."""
        while self.code is None and (self.reports or select.select([self.told], [], [], 0)[0]):
            word, _, number = self._hear_line().partition(" ")
            if word == "stopped":
                self.is_stopped = True
            else:
                self.code = int(number)

    @property
    def has_ended(self) -> bool:
        """Whether the program has ended."""
        self._hear()
        return self.code is not None

    def wait_for_stop(self) -> None:
        """Reads until the program has been stopped, as by Ctrl-Z."""
        self._wait(lambda: self.is_stopped, "is not stopped")

    def wait_for_end(self) -> int:
        """Reads until the program has ended; returns its exit code, or 128 and the signal."""
        self._wait(lambda: self.has_ended, "has not ended")
        while self.take(0):
            pass
        return self.code if self.code is not None else FAILED_TO_START

    def _wait(self, is_so, what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            self._hear()
            if is_so():
                return
            if time.monotonic() > deadline:
                raise Fault(f"the program {what}; the screen:\n{self.screen.text}")
            self.take(0.02)

    def close_line(self) -> None:
        """What happens when the window is closed: nobody holds the terminal any more."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def wait_for_code(self) -> int:
        """Waits for the program's end, without a look at the terminal."""
        deadline = time.monotonic() + PATIENCE
        while not self.has_ended:
            if time.monotonic() > deadline:
                raise Fault("the program has not ended")
            time.sleep(0.01)
        return self.code if self.code is not None else FAILED_TO_START

    def has_sane_modes(self) -> bool:
        """Whether the terminal's modes are what they were before the program."""
        return termios.tcgetattr(self.slave) == self.modes

    def close(self) -> None:
        """Ends whatever still runs, and gives the terminal back."""
        if not self.has_ended:
            os.kill(self.process, signal.SIGKILL)
            os.kill(self.shell, signal.SIGKILL)
        os.waitpid(self.shell, 0)
        for descriptor in (self.master, self.slave, self.order, self.told):
            if descriptor >= 0:
                os.close(descriptor)

    def __enter__(self) -> PseudoTerminal:
        return self

    def __exit__(self, *_) -> None:
        self.close()


class _Shell:
    """The process between the harness and the command; it never returns to the harness's code."""

    def __init__(self, terminal: int, tell: int, hear: int):
        self.terminal, self.tell, self.hear = terminal, tell, hear

    def run(self, command, environment, redirections, ignored) -> None:
        try:
            os.setsid()
            fcntl.ioctl(self.terminal, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            # The program's end is told, also where the harness has closed the terminal.
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            job = os.fork()
            if job == 0:
                self._become(command, environment, redirections, ignored)
            self._take_care_of(job)
        finally:
            os._exit(FAILED_TO_START)

    def _become(self, command, environment, redirections, ignored) -> None:
        os.setpgid(0, 0)
        os.tcsetpgrp(self.terminal, os.getpgrp())
        for number in (signal.SIGHUP, signal.SIGTTOU, signal.SIGPIPE, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)
        for stream in range(3):
            os.dup2(self.terminal, stream)
        for stream, path in redirections.items():
            if path is None:
                os.close(stream)
                continue
            flags = os.O_RDONLY if stream == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(path, flags, 0o600), stream)
        os.write(self.tell, f"{os.getpid()} {time.monotonic_ns()}\n".encode())
        os.execve(command[0], command, environment)

    def _take_care_of(self, job: int) -> None:
        while True:
            _, status = os.waitpid(job, os.WUNTRACED)
            if os.WIFSTOPPED(status):
                os.tcsetpgrp(self.terminal, os.getpgrp())
                os.write(self.tell, b"stopped\n")
                if not os.read(self.hear, 1):
                    os._exit(0)
                os.tcsetpgrp(self.terminal, job)
                os.killpg(job, signal.SIGCONT)
                continue
            code = os.waitstatus_to_exitcode(status)
            os.write(self.tell, f"ended {code if code >= 0 else 128 - code}\n".encode())
            os._exit(0)
