"""Fold long choices to the terminal's width, so that nothing of an anchor is cut off."""

import shutil
import textwrap


def wrapped(text: str, *, indent: int, margin: int = 0) -> str:
    """Return `text` folded to the terminal's width less `margin`, later lines indented."""
    width = max(shutil.get_terminal_size().columns - margin, 24)
    return textwrap.fill(text, width, subsequent_indent=" " * indent, break_on_hyphens=False)
