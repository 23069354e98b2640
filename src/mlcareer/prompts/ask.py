"""What every way of asking can do, and the choice between them."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from mlcareer.core.assessment import Choice, Item
from mlcareer.errors import WrongUsageError


class Prompter(Protocol):
    """Asks one question at a time; raises InterruptedByUserError on Ctrl-C, Ctrl-D or the end of input."""

    def pick(
        self, text: str, choices: Sequence[Choice], *, hint: str = "", back: bool = False, at: str | None = None
    ) -> str | None:
        """Return the value picked, or None where the person wants to go back (offered only with `back`).

        A menu stands on the choice `at` at first, where one is named.
        """

    def some(self, text: str, choices: Sequence[Choice]) -> tuple[str, ...]:
        """Return the values picked, none to all of them, each once."""

    def number(self, text: str, most: int, *, back: bool = False) -> str | None:
        """Return a number from 0 to `most` as typed, or None where the person wants to go back."""

    def line(self, text: str, wrong: Callable[[str], str], *, usual: str = "") -> str:
        """Return a line as typed, `usual` for an empty one; `wrong` says what is wrong with one, nothing if it will do.

        What it says is short: a terminal shows it in a single line.
        """

    def confirm(self, text: str) -> bool:
        """Return whether the person says yes; no is the default."""

    def go_on(self, text: str) -> bool:
        """Wait between two things to read; return whether the person goes on (Enter) rather than stops (q)."""

    def note(self, text: str) -> None:
        """Say something between the questions."""


def has_terminal() -> bool:
    """Tell whether there is a person to ask: a terminal to read from, and one to show the question on."""
    try:
        return sys.stdin.isatty() and sys.stderr.isatty()
    except (AttributeError, ValueError):  # closed, or missing altogether
        return False


def require_terminal(instead: str) -> None:
    """Raise WrongUsageError naming the flag to use `instead` where there is no terminal."""
    if not has_terminal():
        raise WrongUsageError("this asks questions, and there is no terminal to ask them on", way_out=instead)


def prompter(*, plain: bool, instead: str) -> Prompter:
    """Return a way to ask; raises WrongUsageError naming the flag to use `instead` where there is no terminal."""
    require_terminal(instead)
    if plain or os.environ.get("TERM", "") == "dumb" or os.environ.get("MLCAREER_PLAIN"):
        from mlcareer.prompts.plain import PlainPrompter

        return PlainPrompter()
    from mlcareer.prompts.terminal import TerminalPrompter

    return TerminalPrompter()


def ask(prompts: Prompter, item: Item, *, place: str, hint: str = "", back: bool = False) -> str | None:
    """Ask one item of the quiz and return the answer, None to go back; `place` says how far along it is."""
    text = f"{place}  {item.text}"
    if item.choices:
        return prompts.pick(text, item.choices, hint=hint, back=back, at=item.at)
    return prompts.number(text, item.most, back=back)
