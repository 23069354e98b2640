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
QUOTE, NUL, LF, CR, CRLF = b'"', b"\0", b"\n", b"\r", b"\r\n"


class Shape(NamedTuple):
    """Rows a file has if each line is one (blank lines are none), whether a quote stands in it, or what is odd."""

    rows: int
    quoted: bool
    odd: bool


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
    """Return what the bytes of a file say about its rows."""
    rows = windows = lines = 0
    quoted = odd = False
    for chunk in chunks(file, skip):
        ends = chunk.count(LF)
        crlf = chunk.count(CRLF)
        rows += ends + (not chunk.endswith(LF)) - _blank(chunk)
        lines, windows = lines + ends, windows + crlf
        quoted = quoted or QUOTE in chunk
        odd = odd or NUL in chunk or crlf != chunk.count(CR) or (chunk.find(LF) + 1 or len(chunk)) > CHUNK
    return Shape(rows, quoted, odd or windows not in (0, lines))


def _blank(chunk: bytes) -> int:
    if not (chunk.startswith((LF, CRLF)) or LF + LF in chunk or LF + CRLF in chunk):
        return 0
    return len(BLANK.findall(chunk)) - chunk.endswith(LF)  # the end of the last line begins no other
