"""Evidence: what a note may be, whose it is, and which number names it."""

from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Assessment
from mlcareer.core.evidence import Evidence, note_from, numbered, of_all, of_area
from mlcareer.core.line import MOST
from mlcareer.core.skill import SkillMap
from mlcareer.core.text import inert
from mlcareer.errors import NotFoundError, WrongUsageError

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=150, deadline=None, database=None, phases=PHASES)
AT = "2026-11-22T12:00:00+00:00"
BREAKS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
PIECES = st.text(max_size=4) | st.sampled_from(["\x1b[31m", "\x1b]0;x\x07", "\x1b", "\u202e", " ", "\t", "\r", "\n"])
TYPED = st.lists(PIECES, max_size=8).map("".join)
LINE = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
AREAS = ("software", "maths", "serving", "an_area_of_old")
NOTES = st.lists(st.tuples(st.sampled_from(AREAS), LINE), max_size=12).map(
    lambda pairs: tuple(Evidence(number, area, note, AT) for number, (area, note) in enumerate(pairs, 1))
)


# What a note may be.


@LAWS
@given(TYPED)
def test_a_note_is_one_harmless_line(typed: str):
    """Whatever is typed, what is taken is one line that no terminal acts on; the rest is refused as wrong usage."""
    try:
        note = note_from(typed)
    except WrongUsageError:
        return
    assert 0 < len(note) <= MOST
    assert note.splitlines() == [note]
    assert note == note.strip() == inert(note)
    assert note_from(note) == note


@LAWS
@given(LINE, st.sampled_from(["", " ", "  ", "\t", "\n", " \r\n"]))
def test_a_line_is_kept_as_typed(line: str, around: str):
    """Letters, figures and signs of any script are kept; only space around them goes."""
    assert note_from(f"{around}{line}{around}") == line


@pytest.mark.parametrize("cut", BREAKS, ids=ascii)
def test_more_than_a_line_is_refused(cut: str):
    """Two lines, whatever parts them, are refused with how many there are."""
    with pytest.raises(WrongUsageError, match="one line, this one has 2"):
        note_from(f"one{cut}two")


@pytest.mark.parametrize("typed", ["", " ", "\t", "\n", "\x1b[31m", "\u202e"], ids=ascii)
def test_nothing_is_refused(typed: str):
    """A note of nothing, or of nothing that shows, is refused."""
    with pytest.raises(WrongUsageError, match="the note is empty"):
        note_from(typed)


@pytest.mark.parametrize("sign", ["x", "ß", "語", "\U0001f600"])
def test_the_longest_note_is_taken_and_no_longer_one(sign: str):
    """A note may be as long as the limit in characters, however many bytes; one more is refused with its length."""
    assert note_from(sign * MOST) == sign * MOST
    with pytest.raises(WrongUsageError, match=f"at most {MOST} characters, this one has {MOST + 1}"):
        note_from(sign * (MOST + 1))


@pytest.mark.parametrize(
    ("note", "is_link"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("see https://example.org", False),
        ("ftp://example.org", False),
        ("httpserver rewritten in C", False),
    ],
)
def test_a_link_begins_as_links_do(note: str, is_link: bool):
    """A note is a link where it begins with http:// or https://."""
    assert Evidence(1, "software", note, AT).is_link is is_link


# Whose it is.


@LAWS
@given(notes=NOTES)
def test_every_note_is_shown_once(skills: SkillMap, assessment: Assessment, notes: tuple[Evidence, ...]):
    """However notes lie, each is shown once, in its own area, in the order noted; every area of the pack is there."""
    areas = of_all(skills.areas, assessment, notes).areas
    shown = [note for area in areas for note in area.notes]
    assert Counter(shown) == Counter(notes)
    assert all(note.area == area.area for area in areas for note in area.notes)
    assert all([note.id for note in area.notes] == sorted(note.id for note in area.notes) for area in areas)
    assert [area.area for area in areas][: len(skills.areas)] == [area.id for area in skills.areas]
    assert len({area.area for area in areas}) == len(areas)


def test_an_area_of_an_older_pack_keeps_its_notes(skills: SkillMap, assessment: Assessment):
    """Notes for an area that the pack has no longer are shown after the others, without what could prove it."""
    note = Evidence(1, "an_area_of_old", "a line", AT)
    last = of_all(skills.areas, assessment, [note]).areas[-1]
    assert last == ("an_area_of_old", "an_area_of_old", None, (note,))


def test_every_area_says_what_could_prove_it(skills: SkillMap, assessment: Assessment):
    """For every area of the pack there is a sentence about what could prove it."""
    assert all(of_area(area, assessment, ()).could_prove for area in skills.areas)


# Which number names it.


@LAWS
@given(NOTES, st.integers(-3, 15) | st.just(10**30))
def test_a_number_names_one_note_or_none(notes: tuple[Evidence, ...], number: int):
    """A number finds just the note that bears it, in its own area too; any other is not found, and named."""
    if number in {note.id for note in notes}:
        found = numbered(notes, number)
        assert found.id == number
        assert numbered(notes, number, found.area) == found
    else:
        with pytest.raises(NotFoundError, match=f"no note {number}"):
            numbered(notes, number)


def test_a_number_of_another_area_is_not_taken():
    """A number that belongs to another area is refused with the area it belongs to."""
    with pytest.raises(NotFoundError, match="note 7 belongs to maths, not to serving"):
        numbered([Evidence(7, "maths", "a proof", AT)], 7, "serving")
