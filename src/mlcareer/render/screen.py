"""A screen to draw on: text with a few styles, rows that line up, bars; all text inert, ASCII where need be."""

import sys
from collections.abc import Sequence
from math import ceil
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlcareer.core.text import inert
from mlcareer.render.theme import (
    ACCENT,
    ASCII,
    DIM,
    MOST,
    NARROW,
    PLAIN,
    SPARKS,
    columns,
    speaks_unicode,
    wants_colour,
)

Part = str | tuple[str, str]
"""Text, or text with its style."""


class Screen:
    """Draws lines, paragraphs, tables and bars within a width."""

    def __init__(self, console: Console, *, unicode: bool) -> None:
        self.console = console
        self.unicode = unicode
        self.width = min(console.width, MOST)
        self.narrow = self.width < NARROW

    def say(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """Write one paragraph, folded at words; `indent` columns in, later lines `hang` further."""
        text = self.text(*parts)
        room = max(self.width - indent, 16)
        lines = list(text.wrap(self.console, room))
        if hang and len(lines) > 1:
            rest = _lstripped(text[len(lines[0].plain.rstrip()) :])
            deeper = [Text(" " * hang) + line for line in rest.wrap(self.console, max(room - hang, 16))]
            lines = [lines[0], *deeper]
        for line in lines:
            line.rstrip()
            self._put(Text(" " * indent) + line)

    def unbroken(self, *parts: Part, indent: int = 0) -> None:
        """Write one line that is never folded, whatever the width: an address to open or to copy."""
        self.console.print(self.text(" " * indent, *parts), soft_wrap=True)

    def blank(self) -> None:
        """Leave a line free."""
        self._put(Text(""))

    def title(self, text: str, *, aside: str = "") -> None:
        """Write the line that answers the question, and what qualifies it."""
        self.say((text, ACCENT), f" {aside}" if aside else "")

    def item(self, *parts: Part, indent: int = 2) -> None:
        """Write one point of a list."""
        self.say("· ", *parts, indent=indent, hang=2)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Part]], *, right: Sequence[int] = (), indent: int = 2
    ) -> None:
        """Write rows that line up under their heads; on a narrow screen each row stacks as `head: value` lines."""
        table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=DIM)
        for number, head in enumerate(heads):
            table.add_column(self.text(head), justify="right" if number in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(self.text(part) for part in row))
        options = self.console.options.update_width(self.width)
        if self.narrow or table.__rich_measure__(self.console, options).minimum + indent > self.width:
            self._stack(heads, rows)  # else an id would be broken in two
        else:
            self._put(Padding(table, (0, 0, 0, indent), expand=False))

    def sources(self, ids: Sequence[str]) -> None:
        """Write the last line of a view: where its figures come from."""
        self.blank()
        self.say((f"Sources: {', '.join(dict.fromkeys(ids))} (mlcareer sources ID)", DIM))

    def bar(self, value: float, top: float, width: int) -> str:
        """Return a bar of `width` columns, filled in proportion."""
        filled = round(min(max(value / top, 0.0), 1.0) * width)
        return "█" * filled + "░" * (width - filled)

    def spark(self, values: Sequence[float]) -> str:
        """Return one block for each value, as high as its share of the largest; only 0 and less is the lowest."""
        top = max(values, default=0.0)
        most = len(SPARKS) - 1
        return "".join(SPARKS[min(max(ceil(value / top * most), 1), most) if value > 0 else 0] for value in values)

    def text(self, *parts: Part) -> Text:
        """Return text for this screen: never read as markup, inert, ASCII where need be."""
        text = Text(end="")
        for part in parts:
            words, style = part if isinstance(part, tuple) else (part, PLAIN)
            text.append(self._shown(words), style or None)
        return text

    def _shown(self, text: str) -> str:
        text = inert(text)
        if self.unicode:
            return text
        return text.translate(ASCII).encode("ascii", "replace").decode("ascii")

    def _stack(self, heads: Sequence[str], rows: Sequence[Sequence[Part]]) -> None:
        for row in rows:
            first, *others = row
            self.say(first if isinstance(first, tuple) else (first, ACCENT), indent=2)
            for head, part in zip(heads[1:], others, strict=True):
                value = part if isinstance(part, tuple) else (part, PLAIN)
                if value[0].strip():
                    self.say((f"{head}: " if head else "", DIM), value, indent=4, hang=2)

    def _put(self, thing: object) -> None:
        self.console.print(thing, overflow="fold")


def _lstripped(text: Text) -> Text:
    """Return the text without leading spaces, styles kept."""
    return text[len(text.plain) - len(text.plain.lstrip()) :]


def open_screen(stream: TextIO | None = None) -> Screen:
    """Return a screen on standard output, as wide and as colourful as it can be."""
    stream = stream or sys.stdout
    colour = wants_colour(stream)
    console = Console(
        file=stream,
        width=columns(stream),
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    return Screen(console, unicode=speaks_unicode(stream))
