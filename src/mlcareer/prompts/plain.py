"""Ask with numbered lines: nothing is redrawn, so a screen reader or a dumb terminal can follow."""

import os
import select
import sys
from collections.abc import Callable, Sequence

from mlcareer.core.assessment import Choice, dotted, is_number_within
from mlcareer.core.text import encodable, inert
from mlcareer.errors import InterruptedByUserError
from mlcareer.prompts.wrap import wrapped

BACK, STOP = "b", "q"
LOOK_UP = 0.2
"""Seconds after which a Ctrl-C is heard at the latest."""


class PlainPrompter:
    """Writes to standard error, reads lines from standard input."""

    def pick(
        self, text: str, choices: Sequence[Choice], *, hint: str = "", back: bool = False, at: str | None = None
    ) -> str | None:
        """Return the value picked by its number; numbers start at 0 where the values do."""
        del at  # nothing is chosen beforehand where a number is typed
        start = 0 if choices[0].value == "0" else 1
        self._write("\n")
        for line in (text, hint) if hint else (text,):
            self.note(line)
        for number, choice in enumerate(choices, start):
            self.note(f"{number}  {choice.label}")
        last = start + len(choices) - 1
        while True:
            answer = self._line(f"Number {start} to {last}{', b to go back' if back else ''}:")
            if back and answer.lower() == BACK:
                return None
            if answer.isdecimal() and start <= int(answer) <= last:
                return choices[int(answer) - start].value
            self.note(f"Please enter a number from {start} to {last}.")

    def some(self, text: str, choices: Sequence[Choice]) -> tuple[str, ...]:
        """Return the values picked by their numbers from 1, in the order typed; an empty line picks none."""
        self._write("\n")
        self.note(text)
        for number, choice in enumerate(choices, 1):
            self.note(f"{number}  {choice.label}")
        last = len(choices)
        while True:
            typed = self._line(f"Numbers 1 to {last} with spaces between, or Enter for none:").replace(",", " ").split()
            if all(number.isdecimal() and 1 <= int(number) <= last for number in typed):
                return tuple(choices[place - 1].value for place in dict.fromkeys(map(int, typed)))
            self.note(f"Please enter numbers from 1 to {last}, or nothing.")

    def number(self, text: str, most: int, *, back: bool = False) -> str | None:
        """Return a number as typed."""
        while True:
            answer = self._line(f"{text} (0 to {most}, such as 0.5{'; b: back' if back else ''}):")
            if back and answer.lower() == BACK:
                return None
            if is_number_within(dotted(answer), most):
                return dotted(answer)
            self.note(f"Please enter a number from 0 to {most}.")

    def line(self, text: str, wrong: Callable[[str], str], *, usual: str = "") -> str:
        """Return a line as typed, the usual one where nothing is."""
        while True:
            typed = self._line(f"{with_usual(text, usual)}:")
            problem = wrong(typed) if typed else ""
            if not problem:
                return typed or usual
            self.note(problem)

    def confirm(self, text: str) -> bool:
        """Return whether the answer begins with y."""
        return self._line(f"{text} (y/N):").lower().startswith("y")

    def go_on(self, text: str) -> bool:
        """Return True for an empty line and False for q; anything else is asked again."""
        while True:
            answer = self._line(f"{text}:").lower()
            if not answer or answer == STOP:
                return not answer
            self.note(f"Please press Enter, or {STOP} and Enter.")

    def note(self, text: str) -> None:
        """Write a paragraph, folded to the terminal's width; later lines stand three columns in."""
        self._write(f"{wrapped(inert(text), indent=3)}\n")

    def _line(self, text: str) -> str:
        try:
            self._write(wrapped(inert(text), indent=3) + " ")
            _wait_for_a_line()
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            self._write("\n")  # the terminal has just echoed ^C
            raise InterruptedByUserError("stopped") from None
        if not line:
            self._write("\n")
            raise InterruptedByUserError("stopped")
        return line.strip()

    def _write(self, text: str) -> None:
        sys.stderr.write(encodable(text, sys.stderr.encoding))
        sys.stderr.flush()


def with_usual(text: str, usual: str) -> str:
    """Return a question that says what Enter alone stands for, where it stands for something."""
    return f"{text} (Enter: {usual})" if usual else text


def _wait_for_a_line() -> None:
    """Wait until a terminal has a line to read, looking up now and then.

    A Ctrl-C that comes between Python's look at its signals and the system's read would else be heard only after the
    next key.
    """
    if os.name != "nt" and sys.stdin.isatty():
        while not select.select([sys.stdin], [], [], LOOK_UP)[0]:
            pass
