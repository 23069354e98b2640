"""Markdown: whatever a person typed is shown as they typed it, and can order nothing."""

from itertools import pairwise

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mlcareer.core.text import inert
from mlcareer.render.markdown import escaped

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=400, deadline=None, database=None, phases=PHASES)
SIGNS = st.sampled_from(
    [*"\\`*_[]()<>~$|#&!{}+-.:;'\"=/@ ", "&amp;", "&#35;", "**", "~~", "](x)", "<b>", "http://", "x"]
)
LINES = (st.lists(SIGNS, max_size=12).map("".join) | st.text(st.characters(codec="utf-8"), max_size=20)).map(
    lambda text: " ".join(inert(text).split())
)
READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
ADDRESSES = (
    "https://example.org",
    "https://example.org/my_api/a*b*c",
    "http://example.org/~me/[1]?a=1&b=2#part_2",
    "https://example.org/wiki/Gate_(logic)",
)


def inline(document: str) -> list[Token]:
    """Return the parts of the only line of text within a document that is one list of one point."""
    tokens = READER.parse(document)
    assert [token.type for token in tokens] == [
        "bullet_list_open", "list_item_open", "paragraph_open", "inline",
        "paragraph_close", "list_item_close", "bullet_list_close",
    ]  # fmt: skip
    return tokens[3].children or []


@LAWS
@given(LINES)
@example("*a* _b_ `c` [d](e) <f> ~~g~~ &amp; \\*h\\* | i | # j $k$")
@example("https://example.org/a&amp;b")
@example("ends in \\")
def test_text_is_shown_as_typed(text: str):
    """After reading, what a line of Markdown shows is what was typed, sign by sign; only addresses become links."""
    parts = inline(f"- 2026-11-22: {escaped(text)} (win 1)")
    assert {part.type for part in parts} <= {"text", "link_open", "link_close"}
    assert all(str(part.attrs["href"]).lower().startswith("http") for part in parts if part.type == "link_open")
    assert "".join(part.content for part in parts) == f"2026-11-22: {text} (win 1)"


@pytest.mark.parametrize("around", ["{}", "see {}.", "({})", "*{}*, and {}", '"{}"!'])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_stays_one(address: str, around: str):
    """An address leads where it led, shows as it was typed, and takes in none of the signs around it."""
    text = around.replace("{}", address)
    parts = inline(f"- {escaped(text)}")
    links = [part.content for before, part in pairwise(parts) if before.type == "link_open"]
    assert set(links) == {address}
    assert "".join(part.content for part in parts) == text


@pytest.mark.parametrize("text", ["shipped the ranking service", "cut 9 h to 2 h (-78 %), at last!", "R+D: a/b-tests"])
def test_plain_words_need_nothing(text: str):
    """Words without such signs are written as they are."""
    assert escaped(text) == text


def test_no_escape_sequence_gets_through():
    """What a terminal would act on is gone before it reaches a document."""
    assert escaped("\x1b[31mred\x1b]0;x\x07\u202e") == "red"
