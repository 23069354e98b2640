"""Foreign text within Markdown: shown as it was typed, whatever signs are in it."""

import re

from mlcareer.core.text import inert

SIGNS = re.compile(r"[\\`*\[\]<>|~#$]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w]+;)")
"""What CommonMark, its tables or GitHub's additions may read as an order, wherever it stands."""
OPENING = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)]))")
"""What would begin a list, a rule or a heading where a text begins with it."""
ADDRESS = re.compile(r"(https?://[a-z0-9.-]*[a-z0-9](?::[0-9]+)?(?:[/?#][^\s<>`\\]*)?)", re.IGNORECASE)
ENTITY = re.compile(r"&#?\w+;")
ENDS = ".,;:!?'\"*_~|)]}"
"""What ends a sentence or a bracket around an address rather than the address."""


def escaped(text: str) -> str:
    """Return one line of text for the middle of a line of Markdown; an address stays one that can be opened."""
    parts = ADDRESS.split(inert(text))
    return "".join(_address(part) if place % 2 else _words(part) for place, part in enumerate(parts))


def as_line(text: str) -> str:
    """Return text as one line of Markdown of its own, addresses as words: nothing in it begins a list or a heading."""
    line = _words(" ".join(re.split(r"[ \r\n\x0b\x0c]+", inert(text).strip())))
    return OPENING.sub(lambda sign: f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}", line)


def _words(text: str) -> str:
    return SIGNS.sub(r"\\\g<0>", text)


def _address(text: str) -> str:
    """Return an address between angle brackets, where backslashes would be read as part of it."""
    address = text
    while address[-1] in ENDS and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    if ENTITY.search(address):  # it would be read as the sign that it stands for
        return _words(text)
    return f"<{address}>{_words(text[len(address) :])}"
