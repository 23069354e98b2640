"""Strict YAML: what is refused, what stays text, and lines that are right."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlcareer.core.source import Sources
from mlcareer.errors import InvalidDataError
from mlcareer.pack.compiled import parsed
from mlcareer.pack.read import MOST_BYTES, MOST_DEPTH, read_document

Place = tuple[str | int, ...]
Rendered = tuple[list[str], dict[Place, int]]

WORDS = st.from_regex(r"[a-z]{1,8}( [a-z]{1,8})?", fullmatch=True).filter(
    lambda text: text not in ("true", "false", "null")
)
TEXTS = WORDS | st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
"""Anything that YAML and JSON can both say; characters beyond U+FFFF have a test of their own."""


@pytest.fixture(params=["the C parser", "the Python parser"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with libyaml, and as a machine without it would."""
    if request.param == "the Python parser":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


def refusal(text: str, name: str = "x.yaml") -> list[str]:
    """Return the problems for which a text is refused."""
    with pytest.raises(InvalidDataError) as refused:
        read_document(text, name)
    return list(refused.value.problems)


# Documents written at random, by a writer of our own that knows on which line it put what.


class Writer:
    """Writes a value as YAML in a mix of styles; every `render` returns lines and the line offset of each path."""

    def __init__(self, draw: Callable[..., Any]) -> None:
        self.draw = draw

    def noise(self) -> list[str]:
        """Return blank lines and comments, or nothing."""
        return self.draw(st.sampled_from([[], [], [], [""], ["# a note: [ {"], ["", "# one", "", "# two"]]))

    def render(self, value: Any) -> Rendered:
        """Write a value in block style, or where chance has it so in flow style."""
        if not isinstance(value, dict | list) or not value:
            return self.scalar(value)
        if self.draw(st.booleans()):
            return self.flow(value)
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        lines: list[str] = []
        marks: dict[Place, int] = {}
        for key, inner in pairs:
            lines += self.noise()
            marks.setdefault((), len(lines))
            head = f"{self.key(key)}:" if isinstance(value, dict) else "-"
            below, places = self.render(inner)
            block = isinstance(inner, dict | list) and bool(inner) and below[0] not in ("{", "[")
            shift = len(lines)
            if block:  # a block begins on a line of its own
                lines.append(head)
                shift += 1
            else:
                lines.append(f"{head} {below.pop(0)}")
            lines += [f"  {line}" for line in below]
            marks |= {(key, *place): shift + offset for place, offset in places.items()}
        return lines, marks

    def flow(self, value: Any) -> Rendered:
        """Write a mapping or list in brackets, one entry a line."""
        if not isinstance(value, dict | list) or not value:
            return [json.dumps(value)], {(): 0}
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        lines, marks = [opening], {(): 0}
        pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
        for number, (key, inner) in enumerate(pairs):
            lines += self.noise()
            below, places = self.flow(inner)
            head = f"{json.dumps(key)}: " if isinstance(value, dict) else ""
            marks |= {(key, *place): len(lines) + offset for place, offset in places.items()}
            below[0] = head + below[0]
            below[-1] += "" if number == len(pairs) - 1 else ","
            lines += [f"  {line}" for line in below]
        return [*lines, closing], marks

    def scalar(self, value: Any) -> Rendered:
        """Write one value: text plain, quoted or as a block of lines."""
        if isinstance(value, str):
            lines = value.split("\n")
            styles = [[json.dumps(value)]]
            if all(line.isascii() and line.replace(" ", "").isalpha() and line.strip() == line for line in lines):
                styles += [["|-", *(f"  {line}" for line in lines)]]
                styles += [[f"'{value}'"]] if len(lines) == 1 else []
                styles += [[value]] if len(lines) == 1 and value.lower() not in ("true", "false", "null") else []
            return list(self.draw(st.sampled_from(styles))), {(): 0}
        return ["~" if value is None and self.draw(st.booleans()) else json.dumps(value)], {(): 0}

    def key(self, key: str) -> str:
        """Write a key."""
        is_plain = key.isascii() and key.islower() and key.isalpha() and key not in ("true", "false", "null")
        return key if is_plain else json.dumps(key)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Any, dict[Place, int]]:
    """Return a text, the value it stands for, and the line of every path."""
    value = draw(VALUES.filter(lambda value: isinstance(value, dict | list) and bool(value)))
    writer = Writer(draw)
    before = writer.noise()
    lines, marks = writer.render(value)
    text = draw(st.sampled_from(["\n", "\r\n"])).join([*before, *lines, ""])
    return text, value, {place: len(before) + offset + 1 for place, offset in marks.items()}


@settings(max_examples=100, deadline=None)
@given(documents())
def test_every_value_is_remembered_with_its_line(written: tuple[str, Any, dict[Place, int]]):
    """The line of every value is the one on which the value begins, in any style of YAML."""
    text, _, lines = written
    assert read_document(text, "x.yaml").lines == lines


@settings(max_examples=60, deadline=None)
@given(documents())
def test_what_was_written_is_read(written: tuple[str, Any, dict[Place, int]]):
    """A document's value is the value that was written, types included."""
    text, value, _ = written
    assert repr(read_document(text, "x.yaml").value) == repr(value)


@settings(max_examples=100, deadline=None)
@given(VALUES, st.sampled_from([None, 2, "\t"]))
def test_json_says_what_it_says_to_json(value: Any, indent: int | str | None):
    """A JSON file is read as a JSON parser reads it, indented by tabs or not."""
    text = json.dumps(value, indent=indent)
    assert repr(read_document(text, "x.json").value) == repr(json.loads(text))


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("text", ['\t{"a":\t[1]}', '{\n\t"a": [\n\t\t1\n\t]\n}\n', '{"a": [1]}\t\n'])
def test_json_may_be_spaced_by_tabs(text: str):
    """A JSON file may have a tab wherever JSON lets a space stand."""
    assert read_document(text, "x.json").value == {"a": [1]}


@pytest.mark.usefixtures("_parser")
def test_json_may_escape_any_character():
    """A JSON file may write a character beyond U+FFFF as JSON does, by two escapes."""
    text = json.dumps({"name": "\N{GRINNING FACE}"})
    assert read_document(text, "x.json").value == {"name": "\N{GRINNING FACE}"}


def test_the_line_of_a_path_that_is_not_there_is_that_of_what_surrounds_it():
    """A missing value is told with the line of the nearest value around it."""
    document = read_document("# note\na:\n\n  b:\n    - c: 1\n", "x.yaml")
    assert [document.line(path) for path in (("a", "b", 0, "missing"), ("a", "x", "y"), ("z",), ())] == [5, 4, 2, 2]


# What stays text, what becomes a value.

TEXT = [
    "NO",
    "no",
    "yes",
    "on",
    "Off",
    "y",
    "12:30",
    "2026-11-22",
    "2026-11-22 12:00:00",
    "1_000",
    "0x1F",
    "010",
    "+",
    "tRue",
]


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("text", TEXT)
def test_what_old_yaml_would_convert_stays_text(text: str):
    """Country codes, times, dates and the like stay the text that stands in the file."""
    assert read_document(f"a: {text}\n", "x.yaml").value == {"a": text}


@pytest.mark.parametrize("text", ["true", "null", "~", "12", "1.5", ""])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_what_is_quoted_is_text(text: str, quote: str):
    """A value in quotes is text, whatever it looks like."""
    assert read_document(f"a: {quote}{text}{quote}\n", "x.yaml").value == {"a": text}


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("-7", -7),
        ("1.5", 1.5),
        ("1e3", 1000.0),
    ],
)
def test_the_core_schema_s_words_and_numbers_are_values(text: str, value: object):
    """Truth values, nothing and numbers in their plain form are what they look like."""
    assert repr(read_document(f"a: {text}\n", "x.yaml").value) == repr({"a": value})


def test_a_number_too_long_to_be_one_stays_text():
    """A number of thousands of digits is not converted, which would take long, but kept as text."""
    assert read_document(f"a: {'9' * 100_000}\n", "x.yaml").value == {"a": "9" * 100_000}


# What is refused, and where.


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: &here 2\n", 2, "&here"),
        ("a: 1\nb:\n  - *there\n", 3, "*there"),
        ("a: &all [1]\nb: *all\n", 1, "write the value out"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tags"),
        ("a: 1\n\nb: !local x\n", 3, "!local"),
        ("a: 1\nb: !!str 2\n", 2, "tags"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a: 1\n...\n---\nb: 2\n", 3, "one document"),
        ("a: 1\n2: b\n", 2, "text as a key, found 2"),
        ("a: 1\ntrue: b\n", 2, "text as a key, found True"),
        ("a: 1\n? [b]\n: c\n", 2, "text as a key"),
        ("a: 1\n? {b: c}\n: d\n", 2, "text as a key"),
        ("a: 1\nb: [1,\n", 3, "not readable as YAML or JSON"),
        ("a: 1\n\tb: 2\n", 2, "not readable as YAML or JSON"),
        ("a: 1\nb: c: d\n", 2, "not readable as YAML or JSON"),
        ("a: 1\nb: 'c\n", 3, "not readable as YAML or JSON"),
    ],
)
def test_what_invites_mistakes_is_refused_with_its_line(text: str, line: int, says: str):
    """Anchors, aliases, tags, second documents, keys that are no text, broken syntax are refused where they stand."""
    (problem,) = refusal(text)
    assert problem.startswith(f"x.yaml:{line}: ")
    assert says in problem


@pytest.mark.parametrize("text", ["a: 1\nb: \x01\n", "a: 1\nb: \x00\n", '{"a": 1,\n"b": "\x7f"}'])
def test_a_forbidden_character_is_refused_with_its_line(text: str):
    """A character that YAML forbids is told with the line on which it stands."""
    (problem,) = refusal(text)
    assert problem.startswith("x.yaml:2: ")


@pytest.mark.usefixtures("_parser")
def test_every_duplicate_key_is_told_at_once():
    """Each key that stands twice is told with both its lines, on every depth, all of them together."""
    text = "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\ne: [{f: 1,\n  f: 2}]\n"
    assert refusal(text) == [
        "x.yaml:5: duplicate key 'c' (first on line 3)",
        "x.yaml:6: duplicate key 'a' (first on line 1)",
        "x.yaml:8: duplicate key 'f' (first on line 7)",
    ]


def test_keys_that_only_look_alike_are_no_duplicates():
    """One key may stand in two mappings, and two keys may differ in case alone."""
    assert read_document("a: {k: 1}\nb: {k: 2}\nA: 3\n", "x.yaml").value == {"a": {"k": 1}, "b": {"k": 2}, "A": 3}


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_depth_is_allowed_to_the_limit_and_no_further(opening: str, closing: str):
    """As many levels as the limit says are read; one more is refused."""
    read_document(opening * MOST_DEPTH + "1" + closing * MOST_DEPTH, "x.yaml")
    (problem,) = refusal(opening * (MOST_DEPTH + 1) + "1" + closing * (MOST_DEPTH + 1))
    assert "nesting" in problem


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_a_hundred_thousand_brackets_are_refused_in_bounded_time(parser: str):
    """Absurd nesting of any kind ends in a refusal, quickly, and never in a crash.

    In a process of its own: a parser that recurses in C would take the tests with it.
    """
    script = (
        "import sys, yaml\n"
        "yaml.CSafeLoader = getattr(yaml, sys.argv[1], yaml.SafeLoader)\n"
        "from mlcareer.pack.read import read_document\n"
        "from mlcareer.errors import InvalidDataError\n"
        "for unit in ('[', '{\"a\":', '[\\n', '- ', '? ', '[{a: '):\n"
        "    try:\n"
        "        read_document(unit * 100_000, 'x.yaml')\n"
        "    except InvalidDataError:\n"
        "        print('refused')\n"
    )
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, parser], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["refused"] * 6, "")
    assert time.perf_counter() - begun < 10


def test_a_file_beyond_any_use_is_refused_unread():
    """A file of more than twenty million bytes is refused before it is parsed."""
    with pytest.raises(InvalidDataError, match="at most"):
        parsed(Path("x.yaml"), b"[" + b" " * MOST_BYTES, Sources)


# Junk.

SYNTAX = st.text(
    st.sampled_from(list("[]{}:-?,#&*!|>'\"%@`\n\r\t \\xuUN0159aF~.\x00\x7f\x85\u2028\ufeff\U0001f600")), max_size=60
)


def outcome(read: Callable[[], object]) -> BaseException | None:
    """Return what reading raised, None where it raised nothing."""
    try:
        read()
    except Exception as fault:  # noqa: BLE001  # which kind is what the test asks
        return fault
    return None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"sources:\n- \x80")
def test_junk_bytes_raise_nothing_but_invalid_data(junk: bytes):
    """Bytes of any kind where a pack file should be are refused as invalid data, never with another error."""
    assert isinstance(outcome(lambda: parsed(Path("x.yaml"), junk, Sources)), InvalidDataError)


@settings(max_examples=300, deadline=None)
@given(SYNTAX, st.sampled_from(["x.yaml", "x.json"]))
@example('"\\UFFFFFFFF"', "x.yaml")
@example("%YAML 1.11111111111111111111\n---\na", "x.yaml")
def test_any_mix_of_syntax_is_read_or_refused(junk: str, name: str):
    """Whatever stands in a file, it is read, or refused as invalid data."""
    fault = outcome(lambda: read_document(junk, name))
    assert fault is None or isinstance(fault, InvalidDataError)


def test_an_impossible_escape_is_refused_without_libyaml_too(monkeypatch: pytest.MonkeyPatch):
    """Where only the Python parser is there, an escape beyond Unicode is refused as invalid data as well."""
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    (problem,) = refusal('a: 1\nb: "\\UFFFFFFFF"\n')
    assert problem.startswith("x.yaml")
