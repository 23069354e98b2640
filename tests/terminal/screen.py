"""A person at a terminal: a real pseudo-terminal (pexpect), and the screen they would see (pyte)."""

import re
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

import pexpect
import pyte

PATIENCE = 30.0
"""Seconds after which a program that says nothing is given up; nothing is ever slept through."""
KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "enter": "\r",
    "backspace": "\x7f",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
}
WAITING = ("»", "(0 to ", "Number ")
"""What shows that a question waits for its answer: a menu's pointer, the range of a number, numbered lines."""


class Terminal:
    """Runs mlcareer in a terminal of so many columns and rows; a context manager that leaves no process behind."""

    def __init__(
        self,
        env: Mapping[str, str],
        *args: str,
        columns: int = 80,
        rows: int = 40,
        term: str = "xterm-256color",
        output: Path | None = None,
    ) -> None:
        command = [sys.executable, "-m", "mlcareer", *args]
        if output is not None:  # as a shell does for `mlcareer ... > file`
            command = ["/bin/sh", "-c", 'file=$1; shift; exec "$@" > "$file"', "sh", str(output), *command]
        self.raw = b""
        self._screen = pyte.HistoryScreen(columns, rows, history=5000)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(rows, columns),
            timeout=PATIENCE,
            env={**{name: value for name, value in env.items() if name != "LINES"}, "TERM": term},
            preexec_fn=_as_a_shell_would,
        )
        self._child.delaybeforesend = None  # pexpect sleeps here and there to be kind; nothing here needs that
        self._child.ptyproc.delayafterclose = self._child.delayafterclose = 0

    def __enter__(self) -> Self:
        """Return the terminal."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the program where it still runs."""
        self._child.close(force=True)

    @property
    def text(self) -> str:
        """What stands on the screen, and above it what has scrolled away."""
        rows = [*self._screen.history.top, *(self._screen.buffer[row] for row in range(self._screen.lines))]
        drawn = ("".join(row[column].data for column in range(max(row, default=-1) + 1)) for row in rows)
        return "\n".join(line.rstrip() for line in drawn).strip("\n")

    @property
    def words(self) -> str:
        """The same with one space for every run of blanks and line ends, so that folding does not matter."""
        return " ".join(self.text.split())

    @property
    def title(self) -> str:
        """What the program has made the window's title."""
        return str(self._screen.title)

    @property
    def is_as_found(self) -> bool:
        """Whether the cursor is shown and the terminal echoes keys and gathers lines, as a shell wants it."""
        modes = termios.tcgetattr(self._child.child_fd)[3]
        return bool(modes & termios.ECHO and modes & termios.ICANON) and not self._screen.cursor.hidden

    def press(self, *keys: str) -> None:
        """Press keys, each named in KEYS or typed as it stands."""
        for key in keys:
            self._child.send(KEYS.get(key, key))

    def wait(self, needle: str) -> str:
        """Wait until `needle` stands on the screen, folded or not, and return the words there."""
        return self._until(lambda: needle in self.words, repr(needle))

    def asked(self, place: int, of: int = 16) -> str:
        """Wait until the quiz asks its question number `place`, and return what it asks."""
        marks: list[re.Match[str]] = []

        def is_asked() -> bool:
            words = self.words
            marks[:] = re.finditer(rf"(\d+)/{of}\b", words)
            if not marks or int(marks[-1][1]) != place:
                return False
            return any(sign in words[marks[-1].end() :] for sign in WAITING)

        return self._until(is_asked, f"question {place}/{of}")[marks[-1].end() :].strip()

    def asks_check(self, number: int) -> bool:
        """Wait until the quiz asks its check of that number, and tell whether it does; it may end before."""
        end = time.monotonic() + PATIENCE
        while not re.search(rf"check {number}, at most \d+ .*(»|Number 1 to 5)", self.words):
            if not self._read(end):
                return False
        return True

    def leave(self) -> int | None:
        """Wait until the program ends, and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        self._child.wait()
        code: int | None = self._child.exitstatus
        return code

    def kill(self) -> None:
        """End the program as a power cut would."""
        self._child.kill(signal.SIGKILL)
        self._child.wait()

    def _until(self, seen: Callable[[], bool], what: str) -> str:
        end = time.monotonic() + PATIENCE
        while not seen():
            assert self._read(end), f"{what} never appeared:\n{self.text}"
        return self.words

    def _read(self, end: float) -> bool:
        """Take in what the program writes next; False where it has ended, a failure where nothing comes in time."""
        try:
            chunk = self._child.read_nonblocking(65536, timeout=max(end - time.monotonic(), 0))
        except pexpect.EOF:
            return False
        except pexpect.TIMEOUT:
            raise AssertionError(f"nothing more came in {PATIENCE:.0f} seconds:\n{self.text}") from None
        self.raw += chunk
        self._stream.feed(chunk)
        return True


def _as_a_shell_would() -> None:
    """Give Ctrl-C back its meaning: a test run started in the background would pass on that it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
