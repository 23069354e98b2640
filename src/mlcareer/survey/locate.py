"""Find the first malformed rows of a file in which every line is a row: by looking only where one can be."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from mlcareer.core.survey_row import Fault, Kind, Rules
from mlcareer.core.surveyed import LINES
from mlcareer.survey.layout import Layout
from mlcareer.survey.shape import CRLF, LF, chunks

BROKEN_TEXT = "bytes that are not UTF-8 text"


def located(layout: Layout, malformed: int, suspects: Sequence[bytes] | None) -> tuple[Fault, ...] | None:
    """Return the first malformed rows with their lines, None where not as many are found as were counted.

    `suspects` are all rows with fields enough that were counted as malformed: where they are known, a piece of the file
    that holds none of them, is text and has as many delimiters as it should is passed over unread.
    """
    for hints in (suspects, None) if suspects is not None else (None,):
        with layout.open() as file:
            found = _found(file, layout, min(malformed, LINES), hints)
        if len(found) == min(malformed, LINES):
            return found
    return None


def _found(file: BinaryIO, layout: Layout, wanted: int, suspects: Sequence[bytes] | None) -> tuple[Fault, ...]:
    rules = Rules(layout.at, len(layout.names))
    line = layout.skip
    found: list[Fault] = []
    for chunk in chunks(file, layout.skip):
        if suspects is None or _suspicious(chunk, layout, suspects):
            for number, fault in _faults(chunk, layout.delimiter, rules):
                found.append(Fault(line + number, *fault))
                if len(found) == wanted:
                    return tuple(found)
        line += chunk.count(LF)
    return tuple(found)


def _suspicious(chunk: bytes, layout: Layout, suspects: Sequence[bytes]) -> bool:
    delimiters = chunk.count(layout.delimiter.encode())
    rows = chunk.count(LF) + (not chunk.endswith(LF))
    if delimiters != rows * (len(layout.names) - 1) or not _is_text(chunk):
        return True
    return any(suspect in chunk for suspect in suspects)


def _faults(chunk: bytes, delimiter: str, rules: Rules) -> Iterator[tuple[int, tuple[Kind, str]]]:
    for number, raw in enumerate(chunk.split(LF), 1):
        line = raw.removesuffix(CRLF[:1])
        if not line:
            continue
        try:
            fault = rules.fault(line.decode("utf-8").split(delimiter))
        except UnicodeDecodeError:
            fault = (Kind.BROKEN, BROKEN_TEXT)
        if fault:
            yield number, fault


def _is_text(chunk: bytes) -> bool:
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
