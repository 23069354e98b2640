"""Ids that changed or went: an update of the pack loses nothing of what a person's record holds."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mlcareer.core.retired import Retired
from mlcareer.core.skill import Skill, SkillMap
from mlcareer.core.step import Kind, Step, Steps
from mlcareer.errors import NotFoundError

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=100, deadline=None, database=None, phases=PHASES)
GONE = Retired("learn_fax", "2026-12-01", "Nobody serves models by fax now.", "learn_mail")
LOST = Retired("learn_telex", "2027-01-15", "The last line was cut.")


def step(name: str, skill: str, *formerly: str) -> Step:
    """Return a made-up step that closes one skill."""
    return Step(name, Kind.STUDY, name, (skill,), 5, "why", ("do",), "done", "test", "2026", formerly=formerly)


def skill(name: str, *formerly: str) -> Skill:
    """Return a made-up skill."""
    return Skill(name, name, "", "made_up", 1, 5, (), "test", "2026", formerly=formerly)


STEPS = Steps(
    (step("learn_post", "post", "learn_letter", "learn_card"), step("learn_mail", "mail", "learn_wire")), (GONE, LOST)
)
SKILLS = SkillMap((), (skill("learn_post", "learn_letter", "learn_card"), skill("learn_mail", "learn_wire")))._replace(
    retired=(GONE, LOST)
)
FILES = (STEPS, SKILLS)
TODAY = {
    "learn_post": "learn_post",
    "learn_letter": "learn_post",
    "learn_card": "learn_post",
    "learn_wire": "learn_mail",
    "learn_fax": "learn_fax",
    "learn_telex": "learn_telex",
    "learn_nothing": "learn_nothing",
}
each_file = pytest.mark.parametrize("file", FILES, ids=("steps", "skills"))


def found(file: Steps | SkillMap, name: str) -> str:
    """Return the id of what a file finds by a name."""
    return (file.step(name) if isinstance(file, Steps) else file.skill(name)).id


def faults(file: Steps | SkillMap) -> list[tuple[object, str]]:
    """Return what a made-up file finds wrong with its ids; a map without areas misses these, which is no matter."""
    return [(path, text) for path, text in file.faults() if path != "areas" and "area" not in path[-1:]]


def changed(file: Steps | SkillMap, number: int, *formerly: str) -> Steps | SkillMap:
    """Return a file in which one record had these ids."""
    field = "steps" if isinstance(file, Steps) else "skills"
    records = list(getattr(file, field))
    records[number] = records[number]._replace(formerly=formerly)
    return file._replace(**{field: tuple(records)})


# What an id means today


@each_file
def test_earlier_id_has_one_of_today(file: Steps | SkillMap):
    """An earlier id leads to today's; one of today, a retired one and an unknown one stay as they are."""
    assert {name: file.current(name) for name in TODAY} == TODAY


@LAWS
@given(st.lists(st.sampled_from(sorted(TODAY))))
def test_many_ids_are_brought_up_to_date_as_one_by_one(names: list[str]):
    """Many ids at once become what each becomes alone, in their order; a second time changes nothing."""
    for file in FILES:
        today = file.currents(names)
        assert today == tuple(file.current(name) for name in names)
        assert file.currents(today) == today


@each_file
@pytest.mark.parametrize("typed", ["learn_letter", "Learn-Card", " learn_post "])
def test_earlier_id_finds_the_record(file: Steps | SkillMap, typed: str):
    """What a person types may be an earlier id, in any case and with dashes."""
    assert found(file, typed) == "learn_post"


@each_file
def test_retired_id_says_since_when_why_and_what_instead(file: Steps | SkillMap):
    """A retired id is no unknown one: the error has its day, its reason and what takes its place."""
    with pytest.raises(NotFoundError, match=r"'learn_fax' is retired since 2026-12-01: Nobody") as caught:
        found(file, "learn-fax")
    assert "learn_mail" in caught.value.way_out


@each_file
def test_retired_id_without_successor_promises_none(file: Steps | SkillMap):
    """Where nothing takes the place of a retired id, no way out is named."""
    with pytest.raises(NotFoundError, match=r"'learn_telex' is retired since 2027-01-15: The last") as caught:
        found(file, "learn_telex")
    assert caught.value.way_out == ""


@each_file
def test_unknown_id_is_met_with_one_of_today(file: Steps | SkillMap):
    """A misspelt earlier id is answered with an id that is in use."""
    with pytest.raises(NotFoundError, match=r"unknown .* did you mean 'learn_(post|mail)'"):
        found(file, "learn_lette")


def test_work_done_under_an_earlier_id_counts():
    """A step done under any of its ids closes what it closes today."""
    for name in ("learn_post", "learn_letter", "learn_card"):
        assert STEPS.closed_by([name]) == {"post"}
    assert STEPS.closed_by(["learn_card", "learn_wire", "learn_post"]) == {"post", "mail"}


def test_retired_step_closes_what_it_says_and_no_more():
    """A retired step closes what it gave to whoever did it, if it says so, and never what its successor closes."""
    assert STEPS.closed_by(["learn_fax", "learn_telex", "learn_nothing"]) == frozenset()
    gave = STEPS._replace(retired=tuple(gone._replace(closes=("post",)) for gone in STEPS.retired))
    assert gave.closed_by([gave.retired[0].id]) == {"post"}


# What is wrong with ids


@each_file
def test_sound_ids_are_no_fault(file: Steps | SkillMap):
    """The made-up files are sound in their ids, so that what is found below was planted."""
    assert faults(file) == []
    assert [fault for gone in file.retired for fault in gone.faults()] == []


@each_file
@pytest.mark.parametrize(
    ("formerly", "says"),
    [
        ("learn_mail", "expected an id of the past, found 'learn_mail', which is in use"),
        ("learn_post", "expected an id of the past, found 'learn_post', which is in use"),
        ("learn_wire", "found 'learn_wire', which 'learn_post' had"),
        ("learn_fax", "expected an id that lives on, found 'learn_fax', which is retired"),
    ],
)
def test_earlier_id_of_two_things_is_a_fault(file: Steps | SkillMap, formerly: str, says: str):
    """An earlier id that is in use, was another's or is retired is a fault; it stands where the second meaning does."""
    field = "steps" if isinstance(file, Steps) else "skills"
    [(path, text)] = faults(changed(file, 0, "learn_letter", formerly))
    where = (field, 1, "formerly", 0) if "had" in says else (field, 0, "formerly", 1)
    assert path == where
    assert says in text


@each_file
def test_earlier_id_twice_in_one_record_is_a_fault(file: Steps | SkillMap):
    """An earlier id stands once."""
    [(path, text)] = faults(changed(file, 0, "learn_letter", "learn_letter"))
    assert path[-2:] == ("formerly", 1)
    assert "which 'learn_post' had" in text


@each_file
def test_retired_id_in_use_is_a_fault(file: Steps | SkillMap):
    """A retired id that a record bears is a fault at the retirement."""
    again = file._replace(retired=(GONE, LOST._replace(id="learn_post")))
    assert faults(again) == [(("retired", 1, "id"), "expected an id of the past, found 'learn_post', which is in use")]


@each_file
def test_id_retired_twice_is_a_fault(file: Steps | SkillMap):
    """An id is retired once."""
    assert faults(file._replace(retired=(GONE, GONE))) == [("retired", "expected each id once, found twice: learn_fax")]


@each_file
@pytest.mark.parametrize("instead", ["learn_mial", "learn_wire", "learn_telex", "learn_fax"])
def test_successor_that_is_not_in_use_is_a_fault(file: Steps | SkillMap, instead: str):
    """What takes the place of a retired id is in use today: not misspelt, not an earlier id, not retired itself."""
    kind = "step" if isinstance(file, Steps) else "skill"
    [(path, text)] = faults(file._replace(retired=(GONE._replace(instead=instead), LOST)))
    assert path == ("retired", 0, "instead")
    assert text.startswith(f"unknown {kind} {instead!r}")


def test_retirement_gives_a_reason():
    """A retirement without a reason is a fault."""
    assert [field for field, _ in GONE._replace(why=" ").faults()] == ["why"]
