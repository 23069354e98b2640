"""Holding a document against its record type: all faults at once, each with file, line and path; nothing converted."""

import copy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Assessment
from mlcareer.core.ladder import Roadmap
from mlcareer.core.market import Salaries
from mlcareer.core.skill import SkillMap
from mlcareer.core.source import Sources
from mlcareer.core.step import Steps
from mlcareer.errors import InvalidDataError
from mlcareer.pack.compiled import parsed
from mlcareer.pack.read import read_document
from mlcareer.pack.validate import validated

DATA = Path(__file__).resolve().parents[2] / "data"
Place = tuple[str | int, ...]
MOST_ALIKE = 25

SOURCE = """\
sources:
- id: one
  title: One
  publisher: We
  date: '2026'
  url: null
  licence: CC0
  trust: stated
  limits: none
"""
SKILLS = """\
areas:
- id: software
  name: Programming
  summary: Code.
  weight: 1
  targets: {entry: 1, junior: 2, mid: 3, senior: 4, lead: 4}
  source: one
  as_of: '2026'
skills:
- id: python
  name: Python
  summary: Write it.
  area: software
  level: 1
  hours: 60
  prereqs: []
  source: one
  as_of: '2026'
  demand: {percent: 87, ads: 164, source: one, as_of: '2026'}
  optional: true
"""


def problems(text: str, kind: type) -> list[str]:
    """Return what is wrong with a text as a record of that kind; nothing where it is sound."""
    try:
        parsed(Path("x.yaml"), text.encode(), kind)
    except InvalidDataError as fault:
        return list(fault.problems)
    return []


def changed(text: str, old: str, new: str) -> str:
    """Return a text with one part exchanged, which must stand in it once."""
    assert text.count(old) == 1
    return text.replace(old, new)


def test_what_is_sound_is_taken_as_it_stands():
    """A sound document becomes its record, optional parts left out where the file leaves them out."""
    bare = changed(
        changed(SKILLS, "  optional: true\n", ""), "  demand: {percent: 87, ads: 164, source: one, as_of: '2026'}\n", ""
    )
    assert problems(SOURCE, Sources) == problems(SKILLS, SkillMap) == problems(bare, SkillMap) == []


# Laws, on the shipped files.


class Shipped(NamedTuple):
    """A shipped file's value, the paths of its scalars, and its type."""

    value: Any
    scalars: list[Place]
    records: list[Place]
    kind: type


def walk(value: Any, path: Place = ()) -> list[tuple[Place, Any]]:
    """Return every value below, with its path."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(found for key, inner in pairs for found in walk(inner, (*path, key)))]


def shipped(name: str, kind: type) -> Shipped:
    """Read one shipped file, of long lists only the first records: hundreds of one shape would hide the others."""
    whole = read_document((DATA / f"{name}.yaml").read_text("utf-8"), name).value
    value = {key: inner[:MOST_ALIKE] if isinstance(inner, list) else inner for key, inner in whole.items()}
    every = walk(value)
    scalars = [path for path, inner in every if not isinstance(inner, dict | list)]
    records = [path for path, inner in every if isinstance(inner, dict) and "source" in inner]
    return Shipped(value, scalars, records, kind)


FILES = [shipped("salaries", Salaries), shipped("roadmap", Roadmap)]


def at(value: Any, path: Place) -> Any:
    """Return the value at a path."""
    for part in path:
        value = value[part]
    return value


def dumped(value: Any) -> tuple[str, yaml.Node]:
    """Write a value as YAML; return the text and PyYAML's own tree of it."""
    text = yaml.dump(value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False)
    return text, yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def line_of(root: yaml.Node, path: Place) -> int:
    """Return the line of the value at a path, by the marks of PyYAML's own tree."""
    node: Any = root
    for part in path:
        if isinstance(part, int):
            node = node.value[part]
        else:
            node = next(inner for key, inner in node.value if key.value == part)
    return int(node.start_mark.line) + 1


def written(path: Place) -> str:
    """Write a path as messages do."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_every_wrong_type_is_told_with_its_line_and_path(data: st.DataObject):
    """However many values are of a wrong type, each is told with file, line and path, and nothing else is."""
    file = data.draw(st.sampled_from(FILES))
    value = copy.deepcopy(file.value)
    places = data.draw(st.lists(st.sampled_from(file.scalars), min_size=1, max_size=6, unique=True))
    for place in places:
        around = at(value, place[:-1])
        is_word = isinstance(around[place[-1]], str) or (place[-1] == "level" and around[place[-1]] is None)
        around[place[-1]] = 7 if is_word else "seven"
    text, root = dumped(value)
    expected = {f"x.yaml:{line_of(root, place)}: {written(place)}" for place in places}
    told = [problem.split(": expected ")[0] for problem in problems(text, file.kind)]
    assert len(told) == len(places)
    assert set(told) == expected


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_every_unknown_key_is_told_with_the_nearest_name(data: st.DataObject):
    """However many keys are misspelt, each is told with its line and the name it is nearest to."""
    file = data.draw(st.sampled_from(FILES))
    value = copy.deepcopy(file.value)
    places = data.draw(st.lists(st.sampled_from(file.records), min_size=1, max_size=5, unique=True))
    for place in places:
        at(value, place)["sorce"] = 1
    text, root = dumped(value)
    keys = [(*place, "sorce") for place in places]
    expected = {
        f"x.yaml:{line_of(root, key)}: {written(key)}: unknown key 'sorce': did you mean 'source'?" for key in keys
    }
    assert set(problems(text, file.kind)) == expected


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_every_missing_key_is_told(data: st.DataObject):
    """However many sources are left out, each is told as missing, with the path of what lacks it."""
    file = data.draw(st.sampled_from(FILES))
    value = copy.deepcopy(file.value)
    places = data.draw(st.lists(st.sampled_from(file.records), min_size=1, max_size=5, unique=True))
    for place in places:
        del at(value, place)["source"]
    text, root = dumped(value)
    expected = {f"x.yaml:{line_of(root, place)}: {written((*place, 'source'))}: missing" for place in places}
    assert set(problems(text, file.kind)) == expected


# Strictness: nothing is converted.


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("hours: 60", "hours: '60'", 15, "skills[0].hours: expected a whole number, found '60'"),
        ("hours: 60", "hours: 60.5", 15, "skills[0].hours: expected a whole number, found 60.5"),
        ("hours: 60", "hours: 60.0", 15, "skills[0].hours: expected a whole number, found 60.0"),
        ("hours: 60", "hours: true", 15, "skills[0].hours: expected a whole number, found True"),
        ("hours: 60", "hours: null", 15, "skills[0].hours: expected a whole number, found None"),
        ("hours: 60", "hours: [60]", 15, "skills[0].hours: expected a whole number, found [60]"),
        ("weight: 1", "weight: half", 5, "areas[0].weight: expected a number, found 'half'"),
        ("weight: 1", "weight: true", 5, "areas[0].weight: expected a number, found True"),
        ("name: Python\n", "name: 3\n", 11, "skills[0].name: expected text, found 3"),
        ("name: Python\n", "name: null\n", 11, "skills[0].name: expected text, found None"),
        ("name: Python\n", "name: {a: b}\n", 11, "skills[0].name: expected text, found {'a': 'b'}"),
        ("optional: true", "optional: 1", 20, "skills[0].optional: expected true or false, found 1"),
        ("optional: true", "optional: yes", 20, "skills[0].optional: expected true or false, found 'yes'"),
        ("prereqs: []", "prereqs: python", 16, "skills[0].prereqs: expected a list, found 'python'"),
        ("prereqs: []", "prereqs: {a: b}", 16, "skills[0].prereqs: expected a list, found {'a': 'b'}"),
        ("prereqs: []", "prereqs: [1]", 16, "skills[0].prereqs[0]: expected text, found 1"),
        ("{percent: 87, ads: 164, source: one, as_of: '2026'}", "87", 19, "skills[0].demand: expected a mapping"),
        (
            "{percent: 87, ads: 164, source: one, as_of: '2026'}",
            "[87, 164, one, '2026']",
            19,
            "skills[0].demand: expected a mapping",
        ),
        (
            "{entry: 1, junior: 2, mid: 3, senior: 4, lead: 4}",
            "[1, 2, 3, 4, 4]",
            6,
            "areas[0].targets: expected a mapping",
        ),
        (
            "{entry: 1, junior: 2, mid: 3, senior: 4, lead: 4}",
            "{entry: 1, intern: 2}",
            6,
            "areas[0].targets.intern: expected ",
        ),
    ],
)
def test_nothing_is_converted(old: str, new: str, line: int, says: str):
    """A value of another type than the field's is refused, whether or not it could be converted."""
    (problem,) = problems(changed(SKILLS, old, new), SkillMap)
    assert problem.startswith(f"x.yaml:{line}: {says}")


def test_a_whole_number_will_do_where_a_number_is_expected():
    """A weight of 1 need not be written 1.0."""
    assert validated(read_document(SKILLS, "x.yaml"), SkillMap).areas[0].weight == 1


@pytest.mark.parametrize("trust", ["Stated", "hearsay", "''", "null", "1", "[stated]"])
def test_a_word_outside_the_list_is_refused_with_the_list(trust: str):
    """A value that must be one of a few words is refused with these words."""
    (problem,) = problems(changed(SOURCE, "trust: stated", f"trust: {trust}"), Sources)
    assert problem.startswith(
        "x.yaml:8: sources[0].trust: expected 'official', 'measured', 'stated', 'second-hand' or 'estimate'"
    )


@pytest.mark.parametrize("text", ["", "[]", "- a\n", "text", "12", "null"])
@pytest.mark.parametrize("kind", [Roadmap, SkillMap, Assessment, Steps, Salaries, Sources])
def test_a_file_that_is_no_mapping_is_refused(text: str, kind: type):
    """An empty file, a list or a single value is no file of the pack."""
    assert problems(text, kind)


# Unknown keys: the nearest name, wherever they stand.


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("areas:", "area: []\nareas:", 1, "area: unknown key 'area': did you mean 'areas'?"),
        (
            "  summary: Code.",
            "  summary: Code.\n  sumary: Code.",
            5,
            "areas[0].sumary: unknown key 'sumary': did you mean 'summary'?",
        ),
        (
            "percent: 87",
            "percent: 87, percnt: 87",
            19,
            "skills[0].demand.percnt: unknown key 'percnt': did you mean 'percent'?",
        ),
    ],
)
def test_an_unknown_key_is_met_with_the_nearest_name_of_its_record(old: str, new: str, line: int, says: str):
    """An unknown key is told with the nearest key of the very record in which it stands."""
    assert problems(changed(SKILLS, old, new), SkillMap) == [f"x.yaml:{line}: {says}"]


def test_a_key_like_no_other_is_met_with_all_that_are_known():
    """Where no known key is near, all of them are listed."""
    (problem,) = problems(changed(SKILLS, "percent: 87", "percent: 87, zzz: 1"), SkillMap)
    assert problem == "x.yaml:19: skills[0].demand.zzz: unknown key 'zzz': expected one of percent, ads, source, as_of"


# What records find wrong with themselves.


@pytest.mark.parametrize(
    ("old", "new", "line", "path"),
    [
        ("senior: 4", "senior: 2", 6, "areas[0].targets"),
        (", lead: 4", "", 6, "areas[0].targets"),
        ("{entry: 1, junior: 2", "{junior: 2, entry: 1", 6, "areas[0].targets"),
    ],
)
def test_a_record_s_own_objection_is_told_with_its_line(old: str, new: str, line: int, path: str):
    """What a record finds wrong with itself is told where the field stands."""
    told = problems(changed(SKILLS, old, new), SkillMap)
    assert told
    assert all(problem.startswith(f"x.yaml:{line}: {path}: expected ") for problem in told)


def test_the_objections_of_several_records_are_told_together():
    """Two records that each find something wrong with themselves are both told."""
    area = SKILLS.partition("\n")[2].partition("skills:")[0]
    text = changed(SKILLS, area, area.replace("senior: 4", "senior: 2") + area.replace("entry: 1", "entry: 3"))
    text = text.replace("id: software", "id: maths", 1).replace("weight: 1", "weight: 0.5")
    told = [problem.partition(": expected")[0] for problem in problems(text, SkillMap)]
    assert told == ["x.yaml:6: areas[0].targets", "x.yaml:13: areas[1].targets"]


def test_wrong_types_and_a_record_s_objections_are_told_together():
    """A wrong type in one record does not hide what another finds wrong with itself."""
    text = changed(changed(SKILLS, "senior: 4", "senior: 2"), "hours: 60", "hours: sixty")
    assert [problem.split(": expected")[0] for problem in problems(text, SkillMap)] == [
        "x.yaml:6: areas[0].targets",
        "x.yaml:15: skills[0].hours",
    ]


def test_a_duplicate_key_hides_no_wrong_type():
    """A key that stands twice and a value of a wrong type in one file are told together."""
    text = changed(changed(SKILLS, "name: Python\n", "name: Python\n  name: Py\n"), "weight: 1", "weight: half")
    told = problems(text, SkillMap)
    assert [problem.partition(": ")[0] for problem in told] == ["x.yaml:5", "x.yaml:12"]


def test_what_is_told_comes_in_the_order_of_the_file():
    """Problems are listed by line, whatever kind they are of and whichever field a record names first."""
    backwards = "\n".join([*SOURCE.splitlines()[:1], *reversed(SOURCE.splitlines()[2:]), "  id: 1"])
    text = changed(changed(backwards, "  limits", "- limits"), "title: One", "titel: One").replace("'2026'", "2026")
    lines = [int(problem.split(":")[1]) for problem in problems(text, Sources)]
    assert lines == sorted(lines)
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("text", "old", "kind"),
    [(SKILLS, "hours: 60", SkillMap), (SKILLS, "weight: 1", SkillMap), (SOURCE, "trust: stated", Sources)],
)
def test_a_long_value_is_told_in_short(text: str, old: str, kind: type):
    """A message repeats no more of a wrong value than fits on a few lines."""
    (problem,) = problems(changed(text, old, f"{old.partition(' ')[0]} {'x' * 5000}"), kind)
    assert len(problem) < 240
