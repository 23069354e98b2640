"""Ask with questionary's menus, drawn on standard error so that standard output stays the result."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import questionary
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.output import create_output
from prompt_toolkit.styles import Style

from mlcareer.core.assessment import Choice, dotted, is_number_within
from mlcareer.core.text import inert
from mlcareer.errors import InterruptedByUserError
from mlcareer.prompts.plain import STOP, PlainPrompter, with_usual
from mlcareer.prompts.wrap import hanging, wrapped

Answer = str | bool | Sequence[str] | None
BACK = "\0back"
LINE = "\n "
MENU_INDENT = 6
"""Columns that pointer and shortcut take before a choice's text."""
BOX_INDENT = 5
"""Columns that pointer and mark take."""
BOX_KEYS = "Space picks, Enter goes on with what is picked; none is fine."
LOOK = Style([("qmark", ""), ("question", "bold"), ("pointer", "bold"), ("highlighted", "bold"), ("answer", "")])


class TerminalPrompter:
    """Menus by arrow keys or shortcuts; where the terminal cannot draw them, numbered lines."""

    def pick(
        self, text: str, choices: Sequence[Choice], *, hint: str = "", back: bool = False, at: str | None = None
    ) -> str | None:
        """Return the value picked."""
        rows = [_row(choice, number) for number, choice in enumerate(choices)]
        if back:
            rows.append(questionary.Choice("back to the question before", value=BACK, shortcut_key="b"))

        def menu() -> questionary.Question:
            return questionary.select(
                f"{_fold(text)}{_fold(hint, start=LINE)}",
                choices=rows,
                default=at,
                instruction=" ",
                qmark="",
                style=LOOK,
                use_shortcuts=True,
                use_jk_keys=False,
                use_emacs_keys=False,
                output=create_output(stdout=sys.stderr),
                erase_when_done=True,
            )

        answer = _asked(menu, lambda: PlainPrompter().pick(text, choices, hint=hint, back=back))
        if answer == BACK or answer is None:
            return None
        label = answer if str(answer).isdecimal() else next(c.label for c in choices if c.value == answer)
        self.note(f"{text} = {label}")
        return str(answer)

    def some(self, text: str, choices: Sequence[Choice]) -> tuple[str, ...]:
        """Return the values picked, in the order of the choices."""
        rows = [
            questionary.Choice(hanging(inert(choice.label), indent=BOX_INDENT), value=choice.value)
            for choice in choices
        ]

        def boxes() -> questionary.Question:
            return questionary.checkbox(
                f"{_fold(text)}{_fold(BOX_KEYS, start=LINE)}",
                choices=rows,
                instruction=" ",
                qmark="",
                style=LOOK,
                use_jk_keys=False,
                use_emacs_keys=False,
                output=create_output(stdout=sys.stderr),
                erase_when_done=True,
            )

        answer = _asked(boxes, lambda: PlainPrompter().some(text, choices))
        picked = tuple(answer) if isinstance(answer, list | tuple) else ()
        labels = [choice.label for choice in choices if choice.value in picked]
        self.note(f"{text} = {', '.join(labels) or 'none'}")
        return picked

    def number(self, text: str, most: int, *, back: bool = False) -> str | None:
        """Return a number as typed."""

        def valid(typed: str) -> bool | str:
            if is_number_within(dotted(typed), most) or (back and typed.strip().lower() == "b"):
                return True
            return f"Please enter a number from 0 to {most}."

        def field() -> questionary.Question:
            return questionary.text(
                _fold(f"{text} (0 to {most}, such as 0.5{'; b: back' if back else ''})"),
                validate=valid,
                qmark="",
                style=LOOK,
                output=create_output(stdout=sys.stderr),
                erase_when_done=True,
            )

        answer = _asked(field, lambda: PlainPrompter().number(text, most, back=back))
        if answer is None or str(answer).strip().lower() == "b":
            return None
        self.note(f"{text} = {str(answer).strip()}")
        return dotted(str(answer))

    def line(self, text: str, wrong: Callable[[str], str], *, usual: str = "") -> str:
        """Return a line as typed, the usual one where nothing is."""

        def field() -> questionary.Question:
            return questionary.text(
                _fold(with_usual(text, usual)),
                validate=lambda typed: (wrong(typed.strip()) if typed.strip() else "") or True,
                qmark="",
                style=LOOK,
                output=create_output(stdout=sys.stderr),
                erase_when_done=True,
            )

        typed = str(_asked(field, lambda: PlainPrompter().line(text, wrong, usual=usual)) or "").strip()
        typed = typed or usual
        self.note(f"{text} = {typed or 'none'}")
        return typed

    def confirm(self, text: str) -> bool:
        """Return whether the person says yes."""

        def question() -> questionary.Question:
            return questionary.confirm(
                _fold(text), default=False, qmark="", style=LOOK, output=create_output(stdout=sys.stderr)
            )

        return bool(_asked(question, lambda: PlainPrompter().confirm(text)))

    def go_on(self, text: str) -> bool:
        """Return True on Enter and False on q, at the press of the key; other keys do nothing."""
        keys = KeyBindings()
        keys.add("<any>")(lambda _: None)
        keys.add(STOP, eager=True)(lambda event: event.app.exit(result=STOP))

        def field() -> questionary.Question:
            return questionary.text(
                _fold(text),
                qmark="",
                style=LOOK,
                key_bindings=keys,
                output=create_output(stdout=sys.stderr),
                erase_when_done=True,
            )

        return _asked(field, lambda: PlainPrompter().go_on(text) or STOP) != STOP

    def note(self, text: str) -> None:
        """Write a paragraph, folded to the terminal's width."""
        PlainPrompter().note(text)


def _asked(build: Callable[[], questionary.Question], otherwise: Callable[[], Answer]) -> Answer:
    """Ask a question; `otherwise` serves where the terminal cannot be drawn on (a Windows console without one)."""
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # a terminal that does not answer would cost two seconds
    try:
        question = build()
        bindings: Any = question.application.key_bindings
        if hasattr(bindings, "add"):  # questionary's menus ignore Ctrl-D; a person expects it to end
            bindings.add("c-d", eager=True)(lambda event: event.app.exit(exception=EOFError()))
        answer: Answer = question.unsafe_ask()
    except (KeyboardInterrupt, EOFError):
        raise InterruptedByUserError("stopped") from None
    except OSError:
        return otherwise()
    except Exception as fault:
        if type(fault).__name__ == "NoConsoleScreenBufferError":  # Windows, outside a console
            return otherwise()
        raise
    return answer


def _row(choice: Choice, number: int) -> questionary.Choice:
    """Return a menu row whose shortcut is the rating itself where the values are numbers, else its place from 1."""
    key = choice.value if choice.value.isdecimal() else "123456789acdefgh"[number]
    label = hanging(inert(choice.label), indent=MENU_INDENT)
    return questionary.Choice(label, value=choice.value, shortcut_key=key)


def _fold(text: str, *, start: str = "") -> str:
    return start + wrapped(inert(text), indent=2, margin=2) if text else ""
