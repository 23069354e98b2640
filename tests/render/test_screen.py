"""The screen everything is drawn on: its width, its alphabet, its colours, and two views as they look."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO, TextIOWrapper

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.conftest import Run

from mlcareer.core.text import inert
from mlcareer.render.placement import scale
from mlcareer.render.screen import Screen, open_screen
from mlcareer.render.theme import ACCENT, NARROW, columns, speaks_unicode, wants_colour

some = settings(max_examples=60, deadline=None)
texts = st.text(max_size=300)
widths = st.integers(40, 200)
words = st.text(st.characters(categories=["L", "N"], max_codepoint=0x250), min_size=1, max_size=30)

SENIOR_PAY = """\
Senior Machine Learning Engineer · United States · USD · posted base pay in job
adverts, full time, gross, a year; no stock, no bonus · 2024-01 to 2025-06

market    ├────────█████████████┃████████████████████──────────────────┤
          135K   160K         200K                257K              312K
          p10     p25        median                p75               p90
          4,545 rows, 1,395 of them distinct
guide                                  ├───────────────────────────┤
          $220,000 to $300,000 (country and kind of pay not stated)

The guide starts above the market's median, near its 60th percentile.

repeats   with repeats removed $203,900; advert bands typically $165,800 to
          $253,200, middle $212,625 (2,226 bands)
place     remote $204,000 (931 rows); on site $200,000 (3,614 rows)
years     medians: 2023 $197,400 (840 rows); 2024 $201,500 (2,969 rows); 2025 to
          June $200,000 (1,576 rows)
official  broader: Software Developers 105K / 136K / 172K; Data Scientists 86K /
          120K / 159K (p25 / median / p75; released 2026-05-15)

Single figures of the guide, and what the market says of them
  · $322,000, the highest figure, linked to seniors, and again what the
    best-paid leads reach or pass. Not a maximum: 7.4 % of US adverts are
    higher.
  · $250,000, what seniors often get, at the largest technology firms or without
    that condition. 29 % of senior US adverts reach it: the top third, not the
    typical case.

Market pay: may have changed since 2025-06-22, check
  https://github.com/foorilla/ai-jobs-net-salaries

Sources: aijobs-2025-06-22, skillexchange-2026, bls-oews-may2025 (mlcareer
sources ID)
"""
LADDER = """\
Machine Learning Engineer: five rungs
Where do you stand? mlcareer quiz tells in a
quarter of an hour.

  Entry
    Typical: 0–2 years
    Scope: one task at a time
    Pay (guide): $96,000 to $120,000
  Junior
    Typical: 2–4 years
    Scope: one feature or model component
    Pay (guide): no figure
  Mid-Level
    Typical: 4–7 years
    Scope: one model or pipeline end to end
    Pay (guide): $150,000 to $200,000
  Senior
    Typical: 7–10 years
    Scope: a system of models and services
    Pay (guide): $220,000 to $300,000
  Lead/Principal
    Typical: 10+ years
    Scope: the technical direction of an area or a
      company
    Pay (guide): $322,000 or more

  · Two crafts in one job: knowing how models
    learn, and building software that holds in
    production.
  · Shared duties: prepare very large data sets
    with the data teams, try out models such as
    neural networks and gradient boosting, and
    keep them efficient on a cloud such as AWS
    SageMaker or Google Cloud.
  · Two difficulties return on every rung: models
    drift away from the data they meet, and a
    model can do harm if nobody asks how it is
    used.
  · Adverts with the plain title that state years
    ask for 3 (middle half 2 to 5, 47 adverts).

The guide is the SkillExchange career guide of
2026, which names no source. mlcareer salary sets
the market beside it.
mlcareer roadmap senior: one rung · mlcareer
roadmap mid --to senior: the difference

Sources: skillexchange-2026, builtin-ads-2026,
mlcareer-estimate (mlcareer sources ID)
"""


def screen_of(width: int, **env: str) -> tuple[Screen, Callable[[], str]]:
    """Return a screen of that width in an environment such as LC_ALL="C", and a way to read what was drawn."""
    buffer = BytesIO()
    stream = TextIOWrapper(buffer, encoding="utf-8", newline="\n", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_CTYPE"):
            patch.delenv(name, raising=False)
        for name, value in {"LANG": "C.UTF-8", "COLUMNS": str(width), **env}.items():
            patch.setenv(name, value)
        screen = open_screen(stream)
    return screen, lambda: buffer.getvalue().decode("utf-8")


def is_control(sign: str) -> bool:
    """Tell whether a character is an order to a terminal rather than something to show."""
    return sign != "\n" and (ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0)


# Paragraphs


@some
@given(texts, widths, st.integers(0, 10), st.integers(0, 12))
def test_paragraph_fits(text: str, width: int, indent: int, hang: int):
    """No line of a paragraph is wider than the screen, whatever the text."""
    screen, drawn = screen_of(width)
    screen.say(text, indent=indent, hang=hang)
    assert [line for line in drawn().split("\n") if cell_len(line) > width] == []


@some
@given(texts, widths, st.integers(0, 10), st.integers(0, 12))
def test_paragraph_is_whole(text: str, width: int, indent: int, hang: int):
    """Folding loses no character of a paragraph but blanks."""
    screen, drawn = screen_of(width)
    screen.say(text, indent=indent, hang=hang)
    assert "".join(drawn().split()) == "".join(inert(text).split())


@some
@given(st.text(st.characters(max_codepoint=0x2FFF)), widths)
def test_paragraph_is_inert(text: str, width: int):
    """No text reaches the terminal as an order, alone or within a coloured part."""
    screen, drawn = screen_of(width)
    screen.say(text, ("\x1b[31m" + text + "\x1b]0;title\x07", ACCENT))
    assert [sign for sign in drawn() if is_control(sign)] == []


@some
@given(texts, widths)
def test_c_locale_is_ascii(text: str, width: int):
    """On a screen of the C locale everything is ASCII, and still no line is too wide."""
    screen, drawn = screen_of(width, LC_ALL="C")
    screen.say(text, screen.bar(0.5, 1, 10))
    screen.item(text)
    assert drawn().isascii()
    assert [line for line in drawn().split("\n") if len(line) > width] == []


@pytest.mark.parametrize("text", ["[bold]loud[/bold]", "[/x]", "[link=http://x]y[/link]", ":smile:", "\\[bold]"])
def test_markup_is_text(text: str):
    """Markup and emoji names are printed as they stand, in a paragraph and in a table."""
    screen, drawn = screen_of(80)
    screen.say(text)
    screen.table(["head", text], [["cell", text]])
    assert drawn().count(text) == 3


def test_hanging_lines_line_up():
    """Later lines of a point begin where its text begins."""
    screen, drawn = screen_of(40)
    screen.item("one two three four five six seven eight nine ten eleven twelve")
    first, *later = drawn().rstrip("\n").split("\n")
    assert first.startswith("  · one")
    assert later
    assert all(line.startswith("    ") and line[4] != " " for line in later)


# Tables


@some
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=6), widths)
@example([("a" * 90, "b" * 90, "c" * 90)], 60)
def test_table_fits_and_is_whole(rows: list[tuple[str, str, str]], width: int):
    """A table fits its screen and keeps every cell whole: side by side, or stacked where a word would break."""
    screen, drawn = screen_of(width)
    screen.table(["Name", "What", "How many"], rows, right=(2,))
    cells = "".join(cell for row in rows for cell in row)
    beside, stacked = (
        Counter("".join((heads + cells).split())) for heads in ("NameWhatHow many", "What:How many:" * len(rows))
    )
    found = Counter("".join(drawn().split()))
    assert [line for line in drawn().split("\n") if cell_len(line) > width] == []
    assert found == stacked or (found == beside and width >= NARROW)


@some
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=6), widths)
@example([("a" * 30, "b" * 30, "c" * 30)], 60)
def test_table_breaks_no_word(rows: list[tuple[str, str, str]], width: int):
    """No id of a usual length is broken in two by a table: it could not be copied from there."""
    screen, drawn = screen_of(width)
    screen.table(["Name", "What", "How many"], rows, right=(2,))
    assert [cell for row in rows for cell in row if cell not in drawn()] == []


def test_narrow_table_stacks():
    """Below 60 columns a row stacks as one fact a line, and empty cells are left out."""
    screen, drawn = screen_of(59)
    screen.table(["Level", "Pay", "Note"], [["Senior", "much", ""], ["Lead", "more", "rare"]], right=(1,))
    assert drawn() == "  Senior\n    Pay: much\n  Lead\n    Pay: more\n    Note: rare\n"


def test_right_column_lines_up():
    """Figures of a right-hand column end at the same place."""
    screen, drawn = screen_of(80)
    screen.table(["Area", "hours"], [["a", "5"], ["b", "1,250"]], right=(1,))
    assert len({len(line.rstrip()) for line in drawn().rstrip("\n").split("\n")}) == 1


# Bars


@some
@given(st.floats(-10, 10), st.integers(1, 40))
def test_bar_has_its_width(value: float, width: int):
    """A bar has its width whatever its value; beyond the scale it is empty or full."""
    bar = screen_of(80)[0].bar(value, 5, width)
    assert len(bar) == width
    assert bar == bar.replace("░", "").ljust(width, "░")
    if value <= 0:
        assert "█" not in bar
    if value >= 5:
        assert "░" not in bar


@some
@given(st.floats(0, 5), st.floats(0, 5))
def test_bar_grows(one: float, other: float):
    """More never draws a shorter bar."""
    low, high = sorted((one, other))
    bar = screen_of(80)[0].bar
    assert bar(low, 5, 10).count("█") <= bar(high, 5, 10).count("█")


# What the terminal can show


class Stream(TextIOWrapper):
    """A stream of an encoding, at a terminal or not."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return self.terminal


@pytest.mark.parametrize(
    ("env", "in_pipe", "at_terminal"),
    [
        ({}, False, True),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, False, True),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR": "0"}, False, False),
        ({"TERM": "dumb"}, False, False),
    ],
    ids=str,
)
def test_colour(env: dict[str, str], in_pipe: bool, at_terminal: bool):
    """Colour follows NO_COLOR, then FORCE_COLOR, then the terminal."""
    assert wants_colour(Stream(), env) is in_pipe
    assert wants_colour(Stream(terminal=True), env) is at_terminal


@pytest.mark.parametrize(
    ("env", "speaks"),
    [
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),  # Python's own doing, not the person's
    ],
    ids=str,
)
@pytest.mark.skipif("os.name == 'nt'", reason="Windows has no such locales")
def test_alphabet(env: dict[str, str], speaks: bool):
    """The person's locale decides about block characters: LC_ALL, then LC_CTYPE, then LANG."""
    assert speaks_unicode(Stream(), env) is speaks
    assert speaks_unicode(Stream("ascii"), env) is False
    assert speaks_unicode(Stream("latin-1"), env) is False


@pytest.mark.parametrize(
    ("asked", "width"),
    [("40", 40), ("50", 50), ("200", 200), ("39", 40), ("1", 40), ("0", 80), ("", 80), ("-5", 80), ("wide", 80)],
)
def test_width(asked: str, width: int):
    """COLUMNS gives the width, never below 40; where it makes no sense and there is no terminal, it is 80."""
    assert columns(Stream(), {"COLUMNS": asked}) == width


# Two views as they look


@pytest.mark.parametrize(
    ("line", "width", "look"), [("salary --level senior", 80, SENIOR_PAY), ("roadmap", 50, LADDER)]
)
def test_look(line: str, width: int, look: str, run: Run):
    """The view looks as it was last approved."""
    shown = run(*line.split(), COLUMNS=str(width)).stdout
    assert "\n".join(row.rstrip() for row in shown.split("\n")) == look


def test_strip_shows_whiskers_marks_and_the_value_over_both():
    """A scale of levels: ends at 0 and 5, the value covers what lies beneath, and ASCII has a sign for each."""
    assert scale(2.5, (1.0, 4.0), {0.0: "◇", 5.0: "◆"}, 11) == "◇·├──█──┤·◆"
    assert scale(1.0, (1.0, 1.0), {1.0: "◇"}, 6) == "·█····"
    assert scale(9.0, (-3.0, 9.0), {}, 6) == "├────█"
