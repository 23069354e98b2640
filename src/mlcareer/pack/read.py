"""Read YAML (and JSON, which is YAML) strictly, remembering the line of every value.

One pass over the parser's events builds the value. That pass is not recursive, so depth cannot crash it, and it refuses
what invites mistakes or attacks: duplicate keys, aliases, tags, several documents, keys that are not text. Scalars
follow YAML 1.2's core schema: `NO` and `12:30` stay text, dates stay text in ISO form.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from mlcareer.errors import InvalidDataError

MOST_BYTES = 64_000_000
MOST_DEPTH = 64
TOO_DEEP = f"expected at most {MOST_DEPTH} levels of nesting"
"""Said by us, or in our words where libyaml (from 0.2.6 on) reaches a limit of its own first."""
MOST_DIGITS = 18
"""Longer numbers stay text, and so are refused where a number is expected."""
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\Z")
WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows nowhere; JSON allows DEL in strings, we do not."""
SURROGATES = re.compile(r"\\\\|\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""Two escapes that JSON writes for one character beyond U+FFFF; an escaped backslash is passed over."""
ENDINGS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """A file's plain value, and the line (from 1) at which the value of each path begins."""

    name: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    key_lines: dict[Path, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def told(self, problems: Iterable[tuple[int, str]] = ()) -> list[str]:
        """Return its own problems and those given, in the order of the file, as `file:line: what`."""
        return [f"{self.name}:{line}: {text}" for line, text in sorted([*self.problems, *problems])]

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def decoded(source: bytes, name: str) -> str:
    """Return a file's bytes as text; raises InvalidDataError with the line on which they are no UTF-8."""
    if len(source) > MOST_BYTES:
        raise InvalidDataError([f"{name}: expected at most {MOST_BYTES:,} bytes"])
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = source.count(b"\n", 0, fault.start) + 1
        raise InvalidDataError([f"{name}:{line}: expected UTF-8 text"]) from None


def read_document(text: str, name: str) -> Document:
    """Return the file's value with its lines; raises InvalidDataError with every duplicate key or a fault of syntax."""
    document = scanned(text, name)
    if document.problems:
        raise InvalidDataError(document.told())
    return document


def scanned(text: str, name: str) -> Document:
    """Return the file's value with its lines, and duplicate keys as problems, so that others can be told with them.

    Raises InvalidDataError with the first fault of syntax, as `name:line: ...`.
    """
    if len(text) > MOST_BYTES:
        raise InvalidDataError([f"{name}: expected at most {MOST_BYTES:,} characters, found {len(text):,}"])
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        line = text.count("\n", 0, forbidden.start()) + 1
        raise InvalidDataError([f"{name}:{line}: the character {forbidden[0]!r} is not allowed"])
    if name.endswith(".json"):
        text = _as_yaml(text)
    builder = _Builder(Document(name))
    try:
        for event in yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else 1
        reason = fault.problem or fault.context or ""
        told = (line, TOO_DEEP if "nesting depth" in reason else f"not readable as YAML or JSON: {reason}")
        raise InvalidDataError(builder.document.told([told])) from None
    except (yaml.YAMLError, ValueError, OverflowError) as fault:  # escapes beyond Unicode, without a mark
        reason = " ".join(str(fault).split())
        raise InvalidDataError([*builder.document.told(), f"{name}: not readable as YAML or JSON: {reason}"]) from None
    return builder.document


def _as_yaml(text: str) -> str:
    """Return JSON as YAML reads it: without tabs between values, and with paired escapes written out.

    Inside JSON's strings a bare tab cannot stand, so none is lost.
    """

    def character(escape: re.Match[str]) -> str:
        if not escape[1]:
            return escape[0]
        return chr(0x10000 + ((int(escape[1], 16) - 0xD800) << 10) + int(escape[2], 16) - 0xDC00)

    return SURROGATES.sub(character, text.replace("\t", " "))


class _Builder:
    """Build the value from events, with a stack in place of recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take in the next event of the parser."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(line, "expected one document, found a second")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(line, f"aliases (*{event.anchor}) are not allowed: write the value out")
        elif isinstance(event, ENDINGS):
            self._close()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line)

    def _node(self, event: yaml.NodeEvent, line: int) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._refuse(line, f"tags ({tag}) are not allowed")
        if event.anchor is not None:
            self._refuse(line, f"anchors (&{event.anchor}) are not allowed: write the value out")
        if isinstance(event, yaml.ScalarEvent):
            self._put(_scalar(event), line)
        else:
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            path = self._put(value, line)
            self._open.append(_Open(value, path))
            if len(self._open) > MOST_DEPTH:
                self._refuse(line, TOO_DEEP)

    def _put(self, value: Any, line: int) -> Path:
        """Put a value where it belongs and return its path; a scalar where a key is due becomes the key."""
        if not self._open:
            self.document.value = value
            self.document.lines[()] = line
            return ()
        around = self._open[-1]
        if isinstance(around.value, list):
            around.value.append(value)
            path = (*around.path, len(around.value) - 1)
        elif around.key is None:
            around.key = self._key(value, line, around)
            self.document.key_lines[*around.path, around.key] = line
            return around.path
        else:
            path = (*around.path, around.key)
            around.value[around.key] = value
            around.key = None
        self.document.lines[path] = line
        return path

    def _key(self, value: Any, line: int, around: "_Open") -> str:
        if not isinstance(value, str):
            self._refuse(line, f"expected text as a key, found {value!r}")
        if value in around.value:
            first = self.document.lines[(*around.path, value)]
            self.document.problems.append((line, f"duplicate key {value!r} (first on line {first})"))
        return str(value)

    def _close(self) -> None:
        self._open.pop()

    def _refuse(self, line: int, problem: str) -> None:
        raise InvalidDataError(self.document.told([(line, problem)]))


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that has begun and not ended, with the key that waits for its value."""

    value: Any
    path: Path
    key: str | None = None


def _scalar(event: yaml.ScalarEvent) -> Any:
    """Return a scalar by YAML 1.2's core schema; what is quoted is text."""
    text: str = event.value
    if not event.implicit[0] or event.style not in (None, ""):
        return text
    if text.lower() in WORDS and (text == text.lower() or text == text.capitalize() or text == text.upper()):
        return WORDS[text.lower()]
    if INTEGER.match(text) and len(text) <= MOST_DIGITS:
        return int(text)
    return float(text) if NUMBER.match(text) and len(text) <= 2 * MOST_DIGITS else text
