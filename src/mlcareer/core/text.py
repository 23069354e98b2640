"""Make foreign text harmless before it reaches a terminal."""

import re

ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
"""ANSI sequences: CSI, then OSC, DCS and their kin with their payload, then the two-character ones."""
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""C0 but for tab and newline, DEL, C1, and the marks that turn the reading direction."""


def inert(text: str) -> str:
    """Return `text` without terminal escapes, control characters and direction overrides; tabs become spaces."""
    return CONTROLS.sub("", ESCAPES.sub("", text)).replace("\t", " ").encode("utf-8", "replace").decode("utf-8")


def encodable(text: str, encoding: str | None) -> str:
    """Return `text` with what `encoding` cannot carry replaced by a question mark."""
    known = encoding or "ascii"
    return text.encode(known, "replace").decode(known)
