"""Foreign text before it reaches a terminal: nothing that acts, nothing lost that reads."""

import unicodedata

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.text import encodable, inert

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=150, deadline=None, database=None, phases=PHASES)
ESC, BEL = "\x1b", "\x07"
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Unicode's Bidi_Control property, complete (UAX 9)."""
WORDS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12)
CSI = st.builds(
    lambda parameters, middle, end: f"{ESC}[{parameters}{middle}{end}",
    st.text("0123456789;:<=>?", max_size=6),
    st.text(" !#$/", max_size=2),
    st.characters(min_codepoint=0x40, max_codepoint=0x7E),
)
OSC = st.builds(
    lambda opener, payload, end: f"{ESC}{opener}{payload}{end}",
    st.sampled_from("]P^_X"),
    WORDS,
    st.sampled_from([BEL, f"{ESC}\\"]),
)
SEQUENCE = CSI | OSC
LINK = f"{ESC}]8;;https://a.example{ESC}\\text{ESC}]8;;{ESC}\\"
CONTROL = st.characters(categories=["Cc"])
MARK = st.sampled_from([*DIRECTION_MARKS, "\ufeff"])
HOSTILE = st.lists(WORDS | SEQUENCE | CONTROL | MARK | st.text(max_size=5) | st.just(ESC), max_size=12).map("".join)


@LAWS
@given(HOSTILE)
def test_no_control_character_survives(text: str):
    """Nothing that a terminal acts on survives but the newline: no escape, no C0, no C1."""
    assert {char for char in inert(text) if unicodedata.category(char) == "Cc"} <= {"\n"}


@pytest.mark.parametrize("mark", [*DIRECTION_MARKS, "\ufeff"], ids=lambda mark: f"U+{ord(mark):04X}")
def test_direction_marks_are_removed(mark: str):
    """No mark that turns the reading direction survives, nor a byte-order mark."""
    assert inert(f"pay{mark}roll") == "payroll"


@LAWS
@given(HOSTILE)
def test_second_pass_finds_nothing(text: str):
    """What is harmless stays as it is: a second pass changes nothing, so no sequence forms from the rest of two."""
    assert inert(inert(text)) == inert(text)


@LAWS
@given(WORDS, SEQUENCE, WORDS)
def test_complete_sequence_leaves_no_trace(before: str, sequence: str, after: str):
    """A complete sequence disappears with its parameters and its payload; the words around it stay."""
    assert inert(before + sequence + after) == before + after


def test_link_keeps_its_text():
    """Of a terminal hyperlink the text stays, the address and the escapes go."""
    assert inert(f"see {LINK}!") == "see text!"


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "two\nlines",
        "Zürich, naïve, 東京, עברית, العربية",
        "80 % – ok ✓ ███░░ ◂",
        "[bold]not markup[/bold] :smile: 50 %",
        "👩‍💻 works",
        "a\\b [31m {x} $HOME `ls`",
    ],
)
def test_words_stay_as_they_are(text: str):
    """Letters of any script, punctuation, emoji, markup and newlines are left alone."""
    assert inert(text) == text


@LAWS
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=40))
def test_nothing_that_reads_is_lost(text: str):
    """Letters, numbers, punctuation, symbols and spaces of any script come through untouched."""
    assert inert(text) == text


@LAWS
@given(WORDS, WORDS)
def test_tabs_become_spaces(one: str, other: str):
    """A tab, whose width nobody knows, becomes one space."""
    assert inert(f"{one}\t{other}") == f"{one} {other}"


@LAWS
@given(st.text(st.characters(categories=["Cs", "L"]), max_size=10))
def test_result_can_be_written(text: str):
    """The result is always valid UTF-8, even where the text held half a character."""
    assert inert(text).encode("utf-8").decode("utf-8") == inert(text)


def test_carriage_return_cannot_overwrite():
    """A carriage return, which would let text overwrite what stands before it, is removed."""
    assert inert("safe\rEVIL") == "safeEVIL"


def test_unfinished_sequence_does_not_reach_the_terminal():
    """A sequence cut short is still no sequence afterwards."""
    for text in (ESC, f"a{ESC}[", f"a{ESC}[31", f"a{ESC}]0;title", f"a{ESC}{ESC}[31m", "a\x9b31m"):
        assert ESC not in inert(text)
        assert "\x9b" not in inert(text)


@LAWS
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from(["ascii", "latin-1", "utf-8", None])
)
def test_encodable_can_be_written_there(text: str, encoding: str | None):
    """What a stream's encoding cannot carry becomes a question mark, one a character, and nothing else changes."""
    shown = encodable(text, encoding)
    shown.encode(encoding or "ascii")
    assert len(shown) == len(text)
    assert all(new in {old, "?"} for old, new in zip(text, shown, strict=True))
    assert encoding != "utf-8" or shown == text
