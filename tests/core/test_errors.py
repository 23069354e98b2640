"""Errors: one exit code a class, and the nearest name for every typo."""

from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.level import RUNGS
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Steps
from mlcareer.errors import (
    MOST_LISTED,
    InterruptedByUserError,
    InvalidDataError,
    MlcareerError,
    NotFoundError,
    ProfileError,
    WrongUsageError,
    unlike_any,
)

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=100, deadline=None, database=None, phases=PHASES)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def name_lists(skills: SkillMap, steps: Steps) -> dict[str, list[str]]:
    """Return every list of names that a person types from."""
    return {
        "level": [level.value for level in RUNGS],
        "area": [area.id for area in skills.areas],
        "skill": [skill.id for skill in skills.skills],
        "step": [step.id for step in steps.steps],
    }


def alike(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1."""
    return SequenceMatcher(None, other, one).ratio()


def typo(data: st.DataObject, name: str) -> str:
    """Return the name with one letter dropped, doubled, replaced or swapped with its neighbour."""
    place = data.draw(st.integers(0, len(name) - 2), label="place")
    letter = data.draw(st.sampled_from(LETTERS), label="letter")
    return data.draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + name[place] + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place + 1] + name[place] + name[place + 2 :],
            ]
        ),
        label="typo",
    )


@LAWS
@given(st.data())
def test_one_slip_is_met_with_the_nearest_name(name_lists: dict[str, list[str]], data: st.DataObject):
    """One slip in any level, area, skill or step is met with a known name, none being nearer than it."""
    kind = data.draw(st.sampled_from(sorted(name_lists)))
    names = name_lists[kind]
    typed = typo(data, data.draw(st.sampled_from(names)))
    message = unlike_any(kind, typed, names)
    start, found, rest = message.partition(": did you mean ")
    assert start == f"unknown {kind} {typed!r}"
    assert found
    suggested = rest.removesuffix("?").strip("'")
    assert suggested in names
    assert alike(typed, suggested) >= max(alike(typed, name) for name in names) - 1e-9


@pytest.mark.parametrize("typed", ["snr", "SENIOUR", "Senor", "sr"])
def test_level_is_recognised(typed: str):
    """However 'senior' is cut short or misspelt, in any case, it is what is suggested."""
    assert unlike_any("level", typed, [level.value for level in RUNGS]).endswith("did you mean 'senior'?")


@pytest.mark.parametrize(("typed", "nearest"), [("sd", "system_design"), ("RA", "responsible_ai"), ("ds", None)])
def test_abbreviation_is_understood(name_lists: dict[str, list[str]], typed: str, nearest: str | None):
    """Where no name is alike, letters in order from a name's first are an abbreviation; other letters are not."""
    message = unlike_any("area", typed, name_lists["area"])
    assert message.endswith(f"did you mean {nearest!r}?") == (nearest is not None)
    assert ("did you mean" in message) == (nearest is not None)


@pytest.mark.parametrize("count", [1, MOST_LISTED, MOST_LISTED + 1])
def test_all_names_are_listed_where_few(count: int):
    """A name like none is answered with all known ones, as long as they are few enough to read."""
    names = [f"name{number}" for number in range(count)]
    message = unlike_any("thing", "???", names)
    listing = f": expected one of {', '.join(names)}" if count <= MOST_LISTED else ""
    assert message == f"unknown thing '???'{listing}"


def test_all_areas_are_few_enough_to_list(name_lists: dict[str, list[str]]):
    """A name like no area is answered with all fourteen; one like no skill is not answered with a hundred."""
    assert unlike_any("area", "???", name_lists["area"]).endswith(", ".join(name_lists["area"]))
    assert unlike_any("skill", "???", name_lists["skill"]) == "unknown skill '???'"


def test_nothing_is_suggested_where_nothing_is_known():
    """Without any known name the message stays plain."""
    assert unlike_any("thing", "name", []) == "unknown thing 'name'"


@LAWS
@given(st.text(max_size=12), st.lists(st.text(LETTERS, min_size=1, max_size=8), max_size=20))
def test_only_known_names_are_suggested(typed: str, names: list[str]):
    """Whatever is typed, the message repeats it visibly and suggests only what is known."""
    message = unlike_any("thing", typed, names)
    start = f"unknown thing {typed!r}"
    assert message.startswith(start)
    rest = message.removeprefix(start)
    suggestions = [f": did you mean {name!r}?" for name in names]
    assert rest in {"", f": expected one of {', '.join(names)}", *suggestions}


@pytest.mark.parametrize("typed", ["\x1b[31mred", "a\nb", "x\u202ey"])
def test_what_was_typed_is_repeated_without_its_escapes(typed: str):
    """A typed escape, line break or direction mark is shown, never sent."""
    message = unlike_any("level", typed, ["entry"])
    assert not set(message) & {"\x1b", "\n", "\u202e"}


def test_names_may_be_any_iterable():
    """Known names may come one by one; they are read once."""
    assert unlike_any("level", "senor", (level.value for level in RUNGS)).endswith("did you mean 'senior'?")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (MlcareerError, 1),
        (NotFoundError, 1),
        (WrongUsageError, 2),
        (ProfileError, 3),
        (InvalidDataError, 3),
        (InterruptedByUserError, 130),
    ],
)
def test_each_error_has_its_exit_code(kind: type[MlcareerError], code: int):
    """Every class of error carries the exit code that scripts rely on, and is one of ours."""
    assert kind.exit_code == code
    assert issubclass(kind, MlcareerError)


@pytest.mark.parametrize("problems", [["a.yaml:3: one"], ["a.yaml:3: one", "a.yaml:9: two"]])
def test_invalid_data_lists_every_problem(problems: Sequence[str]):
    """Every problem stands on its own line, and the list is kept for those who read it by program."""
    error = InvalidDataError(problems, way_out="mend it")
    assert error.message == str(error) == "\n".join(problems)
    assert error.problems == tuple(problems)
    assert error.way_out == "mend it"


def test_way_out_is_kept_apart_from_the_message():
    """The message says what is wrong; the way out says what to do."""
    error = NotFoundError("no such step", way_out="mlcareer next")
    assert (error.message, error.way_out) == ("no such step", "mlcareer next")
    assert NotFoundError("no such step").way_out == ""
