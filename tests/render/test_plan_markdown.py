"""The plan as Markdown: a checklist by its structure, every text as it was typed."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.render.taken import done, foreign, taken_from

from mlcareer.core.export import Takeaway
from mlcareer.core.text import inert
from mlcareer.pack.library import Library
from mlcareer.render.markdown import as_line
from mlcareer.render.plan_markdown import FIRST_WEEKS, written

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|~$&;:=/ \n\t'\"19aé\u202e\x1b"), max_size=24)
FOREIGN = st.one_of(
    SIGNS,
    st.text(max_size=24),
    st.sampled_from(
        ["<script>alert(1)</script>", "![x](http://a/b)", "1. one", "&copy; &#35;", "- [x] **b**", "~~no~~"]
    ),
).filter(lambda text: bool(inert(text).strip()))


@pytest.fixture(scope="module")
def taken(library: Library) -> Takeaway:
    """Return what one person takes along after two steps done."""
    return taken_from(library, said=done("learn_llm_ops", "learn_rollout"))


@pytest.fixture(scope="module")
def tokens(taken: Takeaway) -> Sequence[Token]:
    """Return the document as a Markdown parser reads it."""
    return PARSER.parse(written(taken))


@pytest.fixture(scope="module")
def strange(taken: Takeaway) -> Callable[[str], Sequence[Token]]:
    """Return a way to read the document in which every text is a foreign one."""
    return lambda text: PARSER.parse(written(foreign(taken, text)))


def text_of(token: Token) -> str:
    """Return the text that a reader sees of a line."""
    return "".join(part.content for part in token.children or () if part.type in {"text", "code_inline"})


def items(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the depth of each item of a list, and its first line."""
    depth, fresh = 0, False
    for token in tokens:
        depth += token.type == "bullet_list_open"
        depth -= token.type == "bullet_list_close"
        fresh = fresh or token.type == "list_item_open"
        if token.type == "inline" and fresh:
            yield depth, text_of(token)
            fresh = False


def one_line(text: str) -> str:
    """Return what is to be seen of a text: itself, inert, on one line."""
    return " ".join(re.split(r"[ \r\n\x0b\x0c]+", inert(text).strip()))


def test_every_step_is_a_box_to_tick(taken: Takeaway, tokens: Sequence[Token]):
    """Each step of the plan is an open box in the plan's order, each step done a ticked one."""
    boxes = [line for depth, line in items(tokens) if depth == 1 and line[:3] in {"[ ]", "[x]"}]
    ahead = [f"[ ] {step.number}. {step.what.title} ({step.what.step})" for step in taken.plan.steps]
    behind = [f"[x] {step.title} ({step.step}), done on {step.on}" for step in taken.done]
    assert len(behind) == 2
    assert boxes == [*behind, *ahead]


def test_what_to_do_is_a_box_within_its_step(taken: Takeaway, tokens: Sequence[Token]):
    """What to do for a step stands as boxes below it."""
    boxes = [line for depth, line in items(tokens) if depth == 3 and line.startswith("[ ] ")]
    assert boxes == [f"[ ] {part}" for step in taken.plan.steps for part in step.what.do]


def test_everything_of_a_step_is_there(taken: Takeaway, tokens: Sequence[Token]):
    """Days, reasons, what comes before, the end to reach and every link with its day stand in the document."""
    seen = "\n".join(text_of(token) for token in tokens if token.type == "inline")
    addresses = {part.attrs["href"] for token in tokens for part in token.children or () if part.type == "link_open"}
    titles = {step.what.step: step.what.title for step in taken.plan.steps}
    for step in taken.plan.steps:
        what = step.what
        assert f"{step.begins} to {step.likely}, {step.late} if late" in seen
        assert {part for part in (what.why, what.because[1:], what.done_when) if part not in seen} == set()
        assert {f"{link.title} " for link in what.learn if f"{link.title} " not in seen} == set()
        assert {link.url for link in what.learn} <= addresses
        assert not step.after or f"Comes after: {'; '.join(titles[name] for name in step.after)}" in seen
    assert "checked 2026-11-22" in seen
    assert f"Made on {taken.made}" in seen
    assert "our estimate" in seen


def test_one_title_and_headings_in_order(tokens: Sequence[Token]):
    """There is one title, and every part has a heading of the next depth."""
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", *["h2"] * 5]


def test_weeks_are_a_table(taken: Takeaway, tokens: Sequence[Token]):
    """The first weeks are a table of three columns, one row a week."""
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type == "td_open"]
    weeks = taken.plan.weeks[:FIRST_WEEKS]
    assert (len(rows), len(cells)) == (1 + len(weeks), 3 * len(weeks))


@pytest.mark.parametrize(
    ("line", "seen"),
    [("- **1. {}** x", "1. {} x"), ("- Why: {}", "Why: {}"), ("- {}", "{}"), ("| a |\n| --- |\n| {} |", "{}")],
)
@given(text=FOREIGN)
def test_text_renders_as_typed(line: str, seen: str, text: str):
    """Whatever a text holds, a reader sees it as it was typed, wherever in the document it stands."""
    lines = [text_of(token) for token in PARSER.parse(line.format(as_line(text))) if token.type == "inline"]
    assert one_line(lines[-1]) == one_line(seen.format(one_line(text)))


@settings(deadline=None)
@given(text=FOREIGN)
def test_foreign_text_makes_no_markup(strange: Callable[[str], Sequence[Token]], text: str):
    """Foreign text in every place adds no item, heading, image, HTML or link to the document."""
    found = strange(text)
    assert [token.type for token in found] == [token.type for token in strange("x")]
    parts = {part.type for token in found for part in token.children or ()}
    assert parts <= {"text", "code_inline", "strong_open", "strong_close", "link_open", "link_close", "softbreak"}
    addresses = [
        str(part.attrs["href"]) for token in found for part in token.children or () if part.type == "link_open"
    ]
    assert all(address.startswith(("https://", "http://")) for address in addresses)


def test_nothing_left_to_do(library: Library):
    """A plan without a step is a document that says so."""
    taken = taken_from(library)
    empty = taken._replace(plan=taken.plan._replace(steps=(), weeks=(), gaps=(), likely=None, late=None, fit=None))
    text = written(empty)
    assert "Nothing is left to do" in text
    assert "- [ ]" not in text
    assert date.fromisoformat(text.partition("Made on ")[2][:10]) == taken.made
