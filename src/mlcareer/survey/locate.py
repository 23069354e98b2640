"""Find the first malformed rows of a file in which every line is a row: by looking only where one can be."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from mlcareer.core.survey_row import Fault, Kind, Rules
from mlcareer.core.surveyed import LINES
from mlcareer.survey.layout import Layout
from mlcareer.survey.shape import CRLF, LF, QUOTE, chunks, is_text

BROKEN_TEXT = "bytes that are not UTF-8 text"


def located(
    layout: Layout, malformed: Mapping[Kind, int], suspects: Sequence[bytes] | None, *, quoted: bool = False
) -> tuple[Fault, ...] | None:
    """Return the first malformed rows with their lines, None where not as many are found as were counted.

    `suspects` are all rows with fields enough that were counted as malformed: where they are known, a piece of the file
    that holds none of them, is text and has as many delimiters as it should is passed over unread. In a file with
    quotes they are all malformed rows, and quotes do not matter in the search.
    """
    wanted = min(sum(malformed.values()), LINES)
    for hints in (suspects, None) if suspects is not None else (None,):
        with layout.open() as file:
            found = _found(
                file,
                layout,
                wanted,
                hints,
                broken=not quoted and not malformed.keys().isdisjoint((Kind.GARBLED, Kind.BROKEN)),
                quoted=quoted,
            )
        if len(found) == wanted:
            return found
    return None


def _found(  # noqa: PLR0913  # what a search hangs on
    file: BinaryIO, layout: Layout, wanted: int, suspects: Sequence[bytes] | None, *, broken: bool, quoted: bool
) -> tuple[Fault, ...]:
    rules = Rules(layout.at, len(layout.names))
    line = layout.skip
    found: list[Fault] = []
    left = Counter(bare(suspect) for suspect in suspects or ())
    for chunk in chunks(file, layout.skip):
        ends = chunk.count(LF)
        unsure = suspects is None or _holds_any(chunk, left)
        if unsure or (broken and _uneven(chunk, ends, layout)):
            for number, raw, fault in _faults(chunk, layout.delimiter, rules, quoted=quoted):
                found.append(Fault(line + number, *fault))
                left[bare(raw)] -= 1
                if len(found) == wanted:
                    return tuple(found)
            left = +left
        line += ends
    return tuple(found)


def bare(raw: bytes) -> bytes:
    """Return bytes without quotes and without what may stand before a line's end."""
    return raw.translate(None, QUOTE + CRLF[:1])


def _holds_any(chunk: bytes, suspects: Iterable[bytes]) -> bool:
    whole = LF + bare(chunk) + LF
    return any(LF + suspect + LF in whole for suspect in suspects)


def _uneven(chunk: bytes, ends: int, layout: Layout) -> bool:
    """Tell whether a piece has not as many delimiters as its lines should have, or is no text."""
    rows = ends + (not chunk.endswith(LF))
    return chunk.count(layout.delimiter.encode()) != rows * (len(layout.names) - 1) or not is_text(chunk)


def _faults(
    chunk: bytes, delimiter: str, rules: Rules, *, quoted: bool
) -> Iterator[tuple[int, bytes, tuple[Kind, str]]]:
    for number, raw in enumerate(chunk.split(LF), 1):
        line = raw.removesuffix(CRLF[:1])
        if not line:
            continue
        try:
            text = line.decode("utf-8")
            fault = rules.fault(next(csv.reader((text,), delimiter=delimiter)) if quoted else text.split(delimiter))
        except UnicodeDecodeError:
            fault = (Kind.GARBLED, BROKEN_TEXT)
        if fault:
            yield number, line, fault
