"""The shipped pack: every file decoded and cross-checked, every figure sourced, every fault of a broken copy told."""

import copy
import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT, Run

from mlcareer.core.level import Level
from mlcareer.core.market import PERCENTS
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Cloud, Kind, Steps
from mlcareer.errors import InvalidDataError
from mlcareer.pack.check import FILES, problems
from mlcareer.pack.library import Library
from mlcareer.pack.read import Document, read_document, scanned
from mlcareer.pack.validate import validated

DATA = ROOT / "data"
SHARED = ROOT.parent / "shared"
"""The facts the pack was made from, where they lie beside the checkout; the tests against them exist only there."""
FACTS = SHARED / "facts"
Place = tuple[str | int, ...]
scanned_once = cache(scanned)
"""A broken copy differs from the pack in a file or two: what the others hold is scanned once for all copies."""
EVERY = {file.relative_to(DATA).as_posix(): file for file in sorted(DATA.rglob("*")) if file.is_file()}


def document(name: str) -> Document:
    """Read one file of the pack."""
    return read_document((DATA / f"{name}.yaml").read_text("utf-8"), name)


def leaves(value: Any, path: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every single value below, with its path."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


def at(value: Any, path: Place) -> Any:
    """Return the value at a path."""
    for part in path:
        value = value[part]
    return value


def around(value: Any, path: Place) -> Iterator[dict[str, Any]]:
    """Yield the mappings around a path, the outermost first."""
    for length in range(len(path)):
        inner = at(value, path[:length])
        if isinstance(inner, dict):
            yield inner


# Sound.


def test_the_shipped_pack_is_sound(monkeypatch: pytest.MonkeyPatch):
    """The check finds nothing wrong with the pack as it is shipped."""
    monkeypatch.setenv("MLCAREER_DATA", str(DATA))
    assert problems() == ()


def test_every_file_in_data_is_known():
    """Beside the licence there is no file in data that is not decoded and checked."""
    assert set(EVERY) == {
        "LICENSE.md",
        *(f"{name}.yaml" for name in FILES),
        *(f"checks/{area.id}.yaml" for area in Library(None).skills().areas),
    }


@pytest.mark.parametrize("name", EVERY)
def test_the_pack_is_plain_ascii(name: str):
    """Every file is ASCII without tabs or carriage returns, and ends with one line break."""
    content = EVERY[name].read_bytes()
    assert content.isascii()
    assert not {b"\t", b"\r"} & {bytes([byte]) for byte in content}
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")


@pytest.mark.parametrize("name", FILES)
def test_every_figure_has_a_source_and_a_date(name: str):
    """Each number of the pack stands in a record, or in a part of one, that names a source and a date."""
    value = document(name).value
    bare = [
        path
        for path, leaf in leaves(value)
        if isinstance(leaf, int | float)
        and not isinstance(leaf, bool)
        and not any({"source", "sources"} & record.keys() and "as_of" in record for record in around(value, path))
    ]
    assert bare == []


@pytest.mark.parametrize("name", FILES)
def test_every_date_is_a_date(name: str):
    """What says from when a fact is, or when an address was seen, is a year, a month or a day."""
    dates = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
    told = [(path, leaf) for path, leaf in leaves(document(name).value) if path[-1] in {"as_of", "date", "checked"}]
    assert [(path, leaf) for path, leaf in told if not dates.fullmatch(str(leaf))] == []


def test_every_source_is_named_somewhere():
    """There is no source in the list that nothing in the pack, and nothing in the program, rests on."""
    listed = {source["id"] for source in document("sources").value["sources"]}
    used = {
        leaf
        for name in FILES
        for path, leaf in leaves(document(name).value)
        if str(path[-1]) in {"source", "estimate_source", "checked_against"} or "sources" in path[1:-1]
    }
    program = "".join(file.read_text("utf-8") for file in (ROOT / "src").rglob("*.py"))
    assert {source for source in listed - used if source not in program} == set()


@pytest.mark.parametrize("name", FILES)
def test_no_figure_loads_without_its_source(name: str):
    """A record of any kind, its source or date taken away, is refused; a figure without a source does not load."""
    whole = document(name)
    shapes = {}
    for path, _ in leaves(whole.value):
        if path[-1] in {"source", "as_of"}:
            shapes.setdefault(tuple("*" if isinstance(part, int) else part for part in path), path)
    loaded = []
    for path in shapes.values():
        value = copy.deepcopy(whole.value)
        del at(value, path[:-1])[path[-1]]
        try:
            validated(Document(name, value, whole.lines), FILES[name])
        except InvalidDataError:
            continue
        loaded.append(path)
    assert loaded == []


# Complete.


def test_every_skill_that_counts_has_a_step_to_learn_it(skills: SkillMap, steps: Steps):
    """Each skill that is no mere specialisation has a step of study or practice, not only a project that needs it."""
    taught = {skill for step in steps.steps if step.kind is not Kind.PROJECT for skill in step.closes}
    assert [skill.id for skill in skills.skills if not skill.optional and skill.id not in taught] == []


@pytest.mark.parametrize("level", Level)
def test_each_rung_has_three_projects(level: Level, steps: Steps):
    """Each rung has at least three projects to choose from, each with a deliverable and three to six rubric points."""
    projects = [step for step in steps.steps if step.kind is Kind.PROJECT and step.level is level]
    assert len(projects) >= 3
    assert [step.id for step in projects if not step.deliverable or not 3 <= len(step.rubric) <= 6] == []


def test_every_address_says_when_it_was_seen(steps: Steps):
    """Nobody is sent to an address that was never seen to exist."""
    assert [link.url for step in steps.steps for link in step.learn if link.checked is None] == []


@pytest.mark.parametrize("cloud", Cloud)
def test_each_cloud_has_a_certification_for_junior_and_mid(cloud: Cloud, steps: Steps):
    """Who asks for one cloud's exams finds one for the rung of junior and one for mid."""
    levels = [step.level for step in steps.steps if step.cloud is cloud]
    assert sorted(levels, key=list(Level).index) == [Level.JUNIOR, Level.MID]


def test_a_certification_closes_no_skill(steps: Steps):
    """An exam passed counts for no skill: it is shown to others, and moves nothing on the ladder."""
    exams = [step for step in steps.steps if step.kind is Kind.CERTIFICATION]
    assert exams
    assert [step.id for step in exams if step.closes or step.source == "mlcareer-estimate"] == []


def test_a_certification_needs_no_more_than_its_rung_asks(skills: SkillMap, steps: Steps):
    """What to hold before an exam is no specialisation, and no more than its rung asks in that area."""
    wanted = [(step, skills.skill(name)) for step in steps.steps for name in step.needs]
    assert [
        (step.id, skill.id)
        for step, skill in wanted
        if step.level is None or skill.optional or skill.level > skills.area(skill.area).targets[step.level]
    ] == []


def test_a_step_to_learn_says_where(steps: Steps):
    """Each step of study names at least one place to learn."""
    assert [step.id for step in steps.steps if step.kind is Kind.STUDY and not step.learn] == []


def test_no_two_steps_have_one_title(steps: Steps):
    """A title is enough to tell one step from all others."""
    titles = Counter(step.title for step in steps.steps)
    assert [title for title, count in titles.items() if count > 1] == []


# A broken copy.


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the pack that the program uses from now on, seen from the folder around it."""
    folder = tmp_path / "pack"
    shutil.copytree(DATA, folder)
    monkeypatch.setenv("MLCAREER_DATA", str(folder))
    monkeypatch.setattr("mlcareer.pack.check.scanned", scanned_once)
    monkeypatch.chdir(tmp_path)
    return folder


def breach(pack: Path, name: str, old: str, new: str) -> str:
    """Exchange the first `old` of a file for `new`; return `file:line` of the last line of `new`."""
    file = pack / f"{name}.yaml"
    text = file.read_text("utf-8")
    before, found, after = text.partition(old)
    assert found
    file.write_text(before + new + after, "utf-8")
    return f"{Path('pack') / name}.yaml:{(before + new).count(chr(10)) + 1}"


WITHIN = [
    ("salaries", "p50: 194000", "p50: abc", "cells[0].p50: expected a whole number, found 'abc'"),
    ("salaries", "amount: 9600", "amount: '9600'", "claims[0].amount: expected a whole number, found '9600'"),
    ("roadmap", "summary: You do", "sumary: You do", "unknown key 'sumary': did you mean 'summary'?"),
    ("sources", "trust: stated", "trust: hearsay", "expected 'official', 'measured'"),
    ("assessment", "- area: maths", "- area: 7", "questions[1].area: expected text, found 7"),
    ("steps", "hours: 60", "hours: 60\n  hours: 61", "duplicate key 'hours'"),
    ("steps", "cloud: gcp", "cloud: ibm", "expected 'aws', 'gcp' or 'azure', found 'ibm'"),
    ("skills", "level: 1", "level: &a 1", "anchors"),
]
"""Faults that a file shows by itself, one of each kind."""
BETWEEN = [
    (
        "roadmap",
        "source: skillexchange-2026",
        "source: skillexchange",
        "unknown source 'skillexchange': did you mean 'skillexchange-2026'?",
    ),
    ("roadmap", "area: software", "area: softwear", "unknown area 'softwear': did you mean 'software'?"),
    ("roadmap", "pay: {low: 96000", "pay: {low: 96001", "expected the guide's pay for entry as salaries.yaml has it"),
    (
        "steps",
        "closes: [python_core]",
        "closes: [pyton_core]",
        "unknown skill 'pyton_core': did you mean 'python_core'?",
    ),
    (
        "steps",
        "needs: [cloud_basics",
        "needs: [cloud_basic",
        "unknown skill 'cloud_basic': did you mean 'cloud_basics'?",
    ),
    (
        "skills",
        "prereqs: [python_core]",
        "prereqs: [python_cor]",
        "unknown skill 'python_cor': did you mean 'python_core'?",
    ),
    (
        "certification_advice",
        "certification: hf-agents",
        "certification: hf-agent",
        "unknown certification 'hf-agent': did you mean 'hf-agents'?",
    ),
    ("skills", "area: maths", "area: math", "unknown area 'math': did you mean 'maths'?"),
    ("skills", "hours: 15", "hours: 0", "expected more than 0, found 0"),
    ("assessment", "{software: 3, maths: 1", "{software: 9, maths: 1", "expected 0 to 5, found 9"),
    (
        "salaries",
        "checked_against: aijobs-2025-06-22",
        "checked_against: aijobs",
        "unknown source 'aijobs': did you mean 'aijobs-2025-06-22'?",
    ),
    (
        "salaries",
        "estimate_source: mlcareer-estimate",
        "estimate_source: our-estimate",
        "unknown source 'our-estimate'",
    ),
]
"""Faults that show only where one record is held against others."""


def told(found: tuple[str, ...], where: str, says: str) -> bool:
    """Tell whether one of the problems is this one at this place."""
    return any(problem.startswith(f"{where}: ") and says in problem for problem in found)


@pytest.mark.parametrize(("name", "old", "new", "says"), WITHIN)
def test_a_fault_within_a_file_is_told_with_its_line(pack: Path, name: str, old: str, new: str, says: str):
    """One planted fault of any kind is told with file and line, and nothing else is."""
    where = breach(pack, name, old, new)
    found = problems()
    assert told(found, where, says)
    assert all(problem.startswith(where.rpartition(":")[0]) for problem in found)


@pytest.mark.parametrize(("name", "old", "new", "says"), BETWEEN)
def test_a_fault_between_files_is_told_with_its_line(pack: Path, name: str, old: str, new: str, says: str):
    """One planted contradiction of any kind is told, with the line of the value that makes it."""
    where = breach(pack, name, old, new)
    assert told(problems(), where, says)


GONE = "retired:\n- id: old_thing\n  on: 2026-12-01\n  why: It was never used.\n  instead: {instead}\n"
STEP, SKILL = "- id: learn_python_core", "- id: python_core"
IDS = [
    ("steps", STEP, f"{STEP}\n  formerly: [learn_sql]", "found 'learn_sql', which is in use"),
    ("skills", SKILL, f"{SKILL}\n  formerly: [sql]", "found 'sql', which is in use"),
    ("steps", STEP, f"{STEP}\n  formerly: [old, old]", "found 'old', which 'learn_python_core' had"),
    ("skills", SKILL, f"{SKILL}\n  formerly: [old, old]", "found 'old', which 'python_core' had"),
    ("steps", STEP, f"{STEP}\n  formerly: [old_thing]", "found 'old_thing', which is retired"),
    ("skills", SKILL, f"{SKILL}\n  formerly: [old_thing]", "found 'old_thing', which is retired"),
    ("steps", "id: old_thing", "id: learn_sql", "retired[0].id: expected an id of the past, found 'learn_sql'"),
    ("skills", "id: old_thing", "id: sql", "retired[0].id: expected an id of the past, found 'sql'"),
    ("steps", "instead: learn_sql", "instead: learn_sq", "unknown step 'learn_sq': did you mean 'learn_sql'?"),
    ("skills", "instead: sql", "instead: sqll", "unknown skill 'sqll': did you mean 'sql'?"),
    ("steps", "on: 2026-12-01", "on: December", "retired[0].on: expected a year, year-month or date"),
    ("skills", "why: It was never used.", "why: ''", "retired[0].why: expected a sentence"),
]
"""Faults of ids that changed or went, planted where one step and one skill have been retired."""


def retire(pack: Path) -> None:
    """Retire a made-up step and a made-up skill."""
    for name, instead in (("steps", "learn_sql"), ("skills", "sql")):
        with (pack / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(GONE.format(instead=instead))


def test_retirement_is_sound(pack: Path):
    """A retired step and a retired skill are no fault, so that those below are the planted ones."""
    retire(pack)
    assert problems() == ()


@pytest.mark.parametrize(("name", "old", "new", "says"), IDS)
def test_an_id_of_two_meanings_is_told_with_its_line(pack: Path, name: str, old: str, new: str, says: str):
    """An id that is in use twice, was another's or leads nowhere is told with file and line, and nothing else is."""
    retire(pack)
    where = breach(pack, name, old, new)
    (problem,) = problems()
    assert told((problem,), where, says)


def test_an_earlier_id_goes_on_working(pack: Path, run: Run):
    """What somebody did, and what they type, under an earlier id leads to the step and the skill of today."""
    breach(pack, "steps", STEP, f"{STEP}_two\n  formerly: [learn_python_core]")
    for file in (pack / "skills.yaml", pack / "steps.yaml"):
        file.write_text(re.sub(r"\bpython_core\b", "python_core_two", file.read_text("utf-8")), "utf-8")
    breach(pack, "skills", f"{SKILL}_two", f"{SKILL}_two\n  formerly: [python_core]")
    assert problems() == ()
    run("done", "learn_python_core")  # with the pack that is shipped
    shown = run("skills", "python_core", "--json", MLCAREER_DATA=str(pack))
    state = json.loads(shown.stdout)["data"]["state"]
    assert (state["skill"]["id"], state["held"]) == ("python_core_two", True)


def test_a_retired_skill_is_told_as_such(pack: Path, run: Run):
    """Who asks for a retired skill hears since when and why it is no more, and what takes its place."""
    retire(pack)
    done = run("skills", "old_thing", MLCAREER_DATA=str(pack))
    assert (done.returncode, done.stdout) == (1, "")
    assert "is retired since 2026-12-01: It was never used." in done.stderr
    assert "sql takes its place" in done.stderr


def test_weights_that_do_not_sum_to_one_are_told(pack: Path):
    """Where one weight was changed, the sum is told, with the file and where the areas begin."""
    breach(pack, "skills", "weight: 0.1", "weight: 0.2")
    (problem,) = problems()
    assert re.fullmatch(r"pack.skills\.yaml:\d+: areas: expected weights that sum to 1, found 1\.100", problem)


def test_a_circle_of_prerequisites_is_told_with_its_members(pack: Path):
    """Skills that need each other are told by name."""
    breach(pack, "skills", "  hours: 60\n  prereqs: []", "  hours: 60\n  prereqs: [testing]")
    (problem,) = problems()
    assert re.match(r"pack.skills\.yaml:\d+: ", problem)
    assert all(name in problem for name in ("circle", "python_core", "testing"))


def test_faults_within_several_files_are_told_at_once(pack: Path):
    """Faults of several kinds in all files are told in one go, each with file and line."""
    planted = [(breach(pack, name, old, new), says) for name, old, new, says in WITHIN]
    found = problems()
    assert [case for case in planted if not told(found, *case)] == []


def test_faults_between_several_files_are_told_at_once(pack: Path):
    """Contradictions of several kinds are told in one go, each with file and line."""
    planted = [(breach(pack, name, old, new), says) for name, old, new, says in BETWEEN]
    breach(pack, "skills", "prereqs: []", "prereqs: [testing]")
    found = problems()
    assert [case for case in planted if not told(found, *case)] == []
    assert any("circle" in problem for problem in found)


def test_a_fault_within_a_file_hides_none_between_others(pack: Path):
    """A wrong type in one file and a contradiction between two others are told in one go."""
    wrong_type = breach(pack, *WITHIN[0][:3])
    dangling = breach(pack, *BETWEEN[3][:3])
    found = problems()
    assert told(found, wrong_type, WITHIN[0][3])
    assert told(found, dangling, BETWEEN[3][3])


def test_several_wrong_lines_of_one_file_are_told_at_once(pack: Path):
    """A file with several faults of several kinds is told all of them."""
    planted = [
        (breach(pack, "salaries", "p50: 194000", "p50: abc"), "expected a whole number"),
        (breach(pack, "salaries", "band: all, currency", "band: all, curency"), "did you mean 'currency'?"),
        (breach(pack, "salaries", "n_rows: 6404", "n_rows: true"), "expected a whole number"),
        (breach(pack, "salaries", "- level: mid", "- level: middle"), "expected 'entry', 'junior', 'mid'"),
    ]
    found = problems()
    assert [case for case in planted if not told(found, *case)] == []
    assert any("cells[0].currency: missing" in problem for problem in found)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_told(pack: Path, name: str):
    """A file of the pack that is not there is told by name."""
    (pack / f"{name}.yaml").unlink()
    assert any(problem.startswith(f"{Path('pack') / name}.yaml: cannot be read") for problem in problems())


def test_a_stray_file_is_told(pack: Path):
    """A YAML file that no part of the program reads is told, so that no fact lies unchecked."""
    (pack / "salary.yaml").write_text("a: 1\n", "utf-8")
    assert any(problem.startswith(str(Path("pack") / "salary.yaml")) for problem in problems())


def test_bytes_that_are_no_text_are_told_with_their_line(pack: Path):
    """A file that is not UTF-8 is told with the line on which it ceases to be."""
    file = pack / "sources.yaml"
    file.write_bytes(file.read_bytes().replace(b"publisher: SkillExchange", b"publisher: Skill\xe9xchange"))
    assert any(problem.startswith(f"{Path('pack') / 'sources'}.yaml:5: ") for problem in problems())


def test_the_check_command_says_what_the_check_finds(pack: Path, run: Run):
    """`mlcareer check` on a broken pack exits with 3 and says every fault with file and line."""
    planted = [breach(pack, name, old, new) for name, old, new, _ in WITHIN]
    done = run("check", cwd=pack.parent, MLCAREER_DATA="pack", COLUMNS="200")
    assert done.returncode == 3
    assert [where for where in planted if where not in done.stdout + done.stderr] == []


# Against the facts the pack was made from.

WORD = re.compile(r"[a-z0-9]+")
RUN = 8


def runs(text: str) -> set[str]:
    """Return every run of eight words of a text."""
    words = WORD.findall(text.lower())
    return {" ".join(words[k : k + RUN]) for k in range(len(words) - RUN + 1)}


def titles_of_works(name: str, path: Place) -> bool:
    """Tell whether a value is the title of somebody's work, which is quoted by its nature."""
    return name == "sources" and path[-1] == "title"


REFERENCE_NAMES = {
    "ML Infrastructure/Platform Engineer": "ml-platform-engineer",
    "ML Leadership": "ml-leadership",
    "ML and data family (10 titles)": "ml-and-data",
}
"""Groups of titles that the reference calls otherwise than the pack."""


def figures(row: dict[str, str]) -> tuple[str, int, int, list[int]]:
    """Return what a row of the reference says, without the figures of a sample too small to show."""
    carries = "suppressed" not in (row["flag"], row["flag_distinct"])
    percentiles = [int(row[f"p{percent}"]) for percent in PERCENTS] if carries else []
    return row["currency"], int(row["n_rows"]), int(row["n_distinct"]), percentiles


class TestAgainstTheFacts:
    """The pack against the shared facts; collected only where these lie beside the checkout."""

    __test__ = FACTS.is_dir()

    def test_every_address_was_seen_to_exist(self, steps: Steps):
        """Each address to learn from, or of an exam, is one that the facts saw to exist."""
        exams = FACTS / "certifications.yaml"
        resources = [
            resource
            for file in (*FACTS.glob("resources_*.yaml"), exams)
            for resource in read_document(file.read_text("utf-8"), file.name).value
        ]
        unseen = "address not confirmed"
        seen = {
            resource["url"]
            for resource in resources
            if resource.get("verified", unseen not in " ".join(str(resource.get("notes", unseen)).split()))
        }
        assert seen
        assert {link.url for step in steps.steps for link in step.learn} - seen == set()

    def test_no_certification_is_one_that_ended(self, steps: Steps):
        """Each exam of the pack is one that the facts do not call retired, and its `why` says where it is a beta."""
        exams = {
            exam["url"]: exam
            for exam in read_document((FACTS / "certifications.yaml").read_text("utf-8"), "facts").value
            if exam["status"] in {"active", "beta"}
        }
        for step in steps.steps:
            if step.kind is Kind.CERTIFICATION:
                exam = exams[step.learn[0].url]
                assert (exam["status"] == "beta") == ("beta" in step.why)
                assert str(step.level) in exam["recommended_levels"]

    def test_the_market_cells_are_those_of_the_reference(self, library: Library):
        """Each cell has the figures of the reference file, bare where its sample is too small; none is left out."""
        with (SHARED / "data" / "salary_cells_reference.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        salaries = library.salaries()
        ids = {role.name: role.id for role in salaries.roles} | REFERENCE_NAMES
        expected = {
            (
                ids[row["title_group"]],
                row["country"],
                row["level"],
                row["period"].replace("..", " to "),
                row["work_mode"],
                row["basis"],
            ): figures(row)
            for row in rows
        }
        found = {
            (cell.role, cell.country, cell.band, cell.period, cell.mode.value, cell.basis.value): (
                cell.currency,
                cell.n_rows,
                cell.n_distinct,
                [amount for _, amount in cell.points()],
            )
            for cell in salaries.cells
        }
        assert len(rows) == len(expected) == len(salaries.cells)
        assert found == expected

    @pytest.mark.parametrize("name", FILES)
    def test_no_eight_words_in_a_row_are_the_guide_s(self, name: str):
        """No text of the pack shares a run of eight words with the facts of the guide; titles of works aside."""
        theirs = runs((FACTS / "guide.md").read_text("utf-8"))
        shared = {
            path: runs(leaf) & theirs
            for path, leaf in leaves(document(name).value)
            if isinstance(leaf, str) and not titles_of_works(name, path) and runs(leaf) & theirs
        }
        assert theirs
        assert shared == {}
