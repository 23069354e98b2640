"""The look: four styles, and what the terminal can show of them."""

import os
from collections.abc import Mapping
from typing import TextIO

ACCENT, GOOD, WARNING, DIM, PLAIN = "bold", "green", "yellow", "dim", ""
STRIKE = "strike"
"""For what is over. Meaning never hangs on a style: each is also said in words or shown by a mark."""

NARROW = 60
"""Below this many columns facts stack, one a line."""
LEAST, USUAL, MOST = 40, 80, 100
"""Columns: fewer are not drawn for, a pipe gets the usual, and prose is not stretched beyond the most."""

SPARKS = "▁▂▃▄▅▆▇█"
"""Blocks of growing height; in ASCII they grow darker."""

ASCII = str.maketrans(
    {
        "█": "#", "▌": "#", "░": ".", "─": "-", "├": "|", "┤": "|", "┃": "|", "▏": "|", "│": "|", "◂": "<", "▸": ">",
        "▲": "^", "·": "-", "—": "-", "–": "-", "…": "...", "’": "'", "“": '"', "”": '"', "≥": ">=", "≤": "<=",
        "→": "->", "✓": "+", "✗": "x", "•": "*", "◇": "o", "◆": "@", "×": "x", "±": "+/-",
        "▁": ".", "▂": ":", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "&",
    }
)  # fmt: skip


def wants_colour(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether to colour: never with NO_COLOR or a dumb terminal, always with FORCE_COLOR, else on a terminal."""
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0" and stream.isatty()


def speaks_unicode(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the stream can carry block characters, and the person's locale promises to show them.

    Python coerces a C locale to UTF-8 for itself, and may say so in LC_CTYPE; what the person set is in the others.
    """
    if (stream.encoding or "ascii").lower().replace("-", "") not in ("utf8", "utf16", "utf8sig"):
        return False
    if os.name == "nt":
        return True
    declared = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "unset"
    if declared == "C.UTF-8" and not environ.get("LC_ALL") and environ.get("LANG") in ("C", "POSIX"):
        declared = environ["LANG"]
    return declared not in ("C", "POSIX")


def columns(stream: TextIO, environ: Mapping[str, str] = os.environ) -> int:
    """Return the width to draw for: COLUMNS, else the terminal's, else the usual."""
    asked = environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return max(int(asked), LEAST)
    try:
        return max(os.get_terminal_size(stream.fileno()).columns or USUAL, LEAST)
    except (OSError, ValueError):
        return USUAL
