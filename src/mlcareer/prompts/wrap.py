"""Fold long choices to the terminal's width, so that nothing of an anchor is cut off."""

import os
import sys
import textwrap

USUAL, LEAST = 80, 24
"""Columns where none are told, and the fewest that are folded for."""


def wrapped(text: str, *, indent: int, margin: int = 1) -> str:
    """Return `text` folded to the terminal's width less `margin`, later lines `indent` columns in."""
    return textwrap.fill(text, _room(margin), subsequent_indent=" " * indent, break_on_hyphens=False)


def hanging(text: str, *, indent: int) -> str:
    """Return `text` folded for a place `indent` columns in, where later lines begin too."""
    margin = " " * indent
    return textwrap.fill(
        text, _room(1), initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False
    ).removeprefix(margin)


def _room(margin: int) -> int:
    """Return the columns to fold for: those of standard error, where the questions are; the result goes elsewhere."""
    told = os.environ.get("COLUMNS", "")
    try:
        columns = (
            int(told) if told.isdecimal() else os.get_terminal_size(sys.stderr.fileno()).columns
        )  # where the questions are; the result goes elsewhere
    except (OSError, ValueError, AttributeError):
        columns = 0
    return max((columns or USUAL) - margin, LEAST)
