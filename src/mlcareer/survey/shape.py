"""A first look at a file's bytes: how many lines it has, and whether each of them is sure to be one row.

The database reads a file fastest, yet what it says of lines it rejects cannot be relied on (wrong line numbers and
positions, seen with 2.0.1). Where no quote stands in a file a row is a line, so the rows it must have found are counted
here, and what it left behind is the difference.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

CHUNK = 1 << 18
"""Bytes; a line of more is odd. The database reads lines of four times as much."""
BLANK = re.compile(rb"^\r?$", re.MULTILINE)
"""After the last line end it is found once more, where there is no line."""
QUOTE, NUL, LF, CR, CRLF = b'"', b"\0", b"\n", b"\r", b"\r\n"


class Shape(NamedTuple):
    """Lines after the header, blank ones included; whether a quote stands in the file, or anything odd."""

    lines: int
    quoted: bool
    odd: bool
    blank: bool
    """Whether a line may be blank."""
    garbled: int
    """Lines that are no text."""


def chunks(file: BinaryIO, skip: int) -> Iterator[bytes]:
    """Yield the bytes after the first `skip` lines in pieces that end where a line ends, but for the last."""
    for _ in range(skip):
        while not file.readline(CHUNK).endswith(LF):
            if not file.peek(1):  # type: ignore[attr-defined]  # both readers that reach this have it
                return
    left = b""
    while read := file.read(CHUNK):
        whole, end, rest = read.rpartition(LF)
        if end:
            yield left + whole + end
            left = rest
        else:
            left += rest
            if len(left) > CHUNK:
                yield left
                left = b""
    if left:
        yield left


def shape(file: BinaryIO, skip: int) -> Shape:
    """Return what the bytes of a file say about its lines."""
    total = ended = windows = garbled = 0
    quoted = odd = blank = False
    for chunk in chunks(file, 0):
        ends = chunk.count(LF)
        total, ended = total + ends + (not chunk.endswith(LF)), ended + ends
        pair = LF + LF
        if CR in chunk:
            crlf = chunk.count(CRLF)
            windows += crlf
            odd = odd or crlf != chunk.count(CR)
            pair = LF + CRLF
        blank = blank or chunk.startswith((LF, CRLF)) or pair in chunk
        quoted = quoted or QUOTE in chunk
        garbled += 0 if is_text(chunk) else sum(not is_text(line) for line in chunk.split(LF))
        odd = odd or NUL in chunk or (chunk.find(LF) + 1 or len(chunk)) > CHUNK
    return Shape(max(total - skip, 0), quoted, odd or windows not in (0, ended), blank, garbled)


def is_text(raw: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    if raw.isascii():
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def blank_lines(file: BinaryIO, skip: int) -> int:
    """Return how many lines after the header hold nothing."""
    return sum(len(BLANK.findall(chunk)) - chunk.endswith(LF) for chunk in chunks(file, skip))
