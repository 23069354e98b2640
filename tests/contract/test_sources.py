"""Where a figure comes from: every one that a command shows names a source, and `mlcareer sources ID` explains it."""

import json
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from tests.conftest import Run
from tests.contract.test_exit_codes import called
from tests.contract.test_json import OWN, records, unsourced

from mlcareer.core.source import Sources
from mlcareer.core.standing import Home
from mlcareer.pack.compiled import build
from mlcareer.pack.library import Library
from mlcareer.render.home import draw
from mlcareer.render.screen import Screen

pytestmark = pytest.mark.xdist_group("sources")  # one process makes what its tests share, once

LATE = "2031-01-01"
"""A day on which everything that ages has aged."""


LOOKS = (
    "quiz --result",
    "quiz --compare",
    "quiz --review",
    "plan",
    "plan --hours 5 --by 2040-12-31",
    "next",
    "next --full",
    "next --count 1",
    "progress",
    "wins",
    "wins --level lead",
    "roadmap",
    "roadmap entry",
    "roadmap junior",
    "roadmap senior",
    "roadmap mid --to senior",
    "roadmap entry --to lead",
    "salary",
    "salary --level junior",
    "salary --level senior",
    "salary --level senior --mine 210k --metro seattle",
    "salary --role data-scientist --country GB",
    "salary --year 2023",
    "salary --compare data-scientist,data-engineer --level senior",
    "salary --in EUR",
    "salary negotiate",
    "salary negotiate --offer 185k --level senior",
    "skills",
    "skills serving",
    "skills containers",
    "skills sql",
    "certs",
    "certs --all",
    "certs --level mid --cloud aws --max-price 200",
    "certs AI-103",
    "certs AI-102",
    "certs tf-dev-cert",
    "certs recommend",
    "certs recommend --cloud azure --level mid",
    "check --fresh",
)
"""Every way to look at figures of the pack; a new command is one line here."""
CHANGING = ("note learn_containers half --hours 9", "done learn_containers --hours 30", "undo learn_containers")
"""What says something of a step, and tells a figure of the pack beside it."""
CITED = {"quiz --result": {"mabe-west-1982"}}
"""What a screen cites for a sentence of its own that its document does not have."""
each_look = pytest.mark.parametrize("line", LOOKS)
each_day = pytest.mark.parametrize("day", ["2026-11-22", LATE], ids=["today", "late"])


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Run:
    """Return a runner for somebody who took two quizzes, one with checks, and made a plan."""
    folder = tmp_path_factory.mktemp("sources")
    run = Run(folder / "home")
    me = {"background": "student", "years": 2, "ratings": {area.id: 2 for area in library.skills().areas}}
    firsts = [part.checks[0] for part in library.checks().areas]
    checks = {check.id: (check.key - 1 + number % 2) % 4 + 1 for number, check in enumerate(firsts)}
    for number, answers in enumerate((me, {**me, "checks": checks})):
        (folder / f"me{number}.json").write_text(json.dumps(answers), "utf-8")
        assert called(run, "quiz", "--answers", f"me{number}.json").returncode == 0
    assert called(run, "plan").returncode == 0
    return run


def last_lines(text: str) -> list[str]:
    """Return the ids that a screen's last lines name as its sources."""
    found = re.search(r"\nSources: (.*?)\s+\(mlcareer\s+sources\s+ID\)\n\Z", text, re.DOTALL)
    return re.split(r",\s+", found[1]) if found else []


def named(document: Any) -> set[str]:
    """Return every source id that a document names, wherever."""
    ids: set[str] = set()
    for _, record in records(document):
        ids |= {record[key] for key in ("source", "checked_against") if record.get(key)}
        ids |= {name for name in record.get("sources", ()) if isinstance(name, str)}
    return ids


@pytest.fixture(scope="module")
def known(library: Library) -> set[str]:
    """Return the id of every source."""
    sources: Sources = library.sources()
    return {source.id for source in sources.sources}


@pytest.fixture(scope="module")
def document_of(person: Run) -> Callable[[str, str], Any]:
    """Return a way to a command's document on a day; each is asked for once."""

    @cache
    def document(line: str, day: str) -> Any:
        result = called(person, *line.split(), "--json", MLCAREER_TODAY=day)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return document


@each_day
@each_look
def test_every_figure_of_a_document_has_a_source_that_exists(
    line: str, day: str, document_of: Callable[[str, str], Any], known: set[str]
):
    """With --json each figure of the pack names its source, itself or around it, and each source named exists."""
    document = document_of(line, day)
    own = OWN.get(document["schema"].removeprefix("mlcareer.").partition("/")[0], "").split()
    bare = {path for path in unsourced(document["data"]) if not any(fnmatchcase(path, mine) for mine in own)}
    assert bare == set()
    assert named(document["data"])
    assert named(document["data"]) <= known


@pytest.mark.parametrize("width", [50, 80])
@each_day
@each_look
def test_a_screen_ends_with_its_sources(  # noqa: PLR0913, PLR0917  # a look is three of them
    line: str, day: str, width: int, person: Run, document_of: Callable[[str, str], Any], known: set[str]
):
    """The last lines of a screen name its sources: some, each once, each existing, each named by its document too."""
    result = called(person, *line.split(), MLCAREER_TODAY=day, COLUMNS=str(width))
    assert result.returncode == 0, result.stderr
    ids = last_lines(result.stdout)
    assert ids
    assert len(set(ids)) == len(ids)
    assert set(ids) <= known
    document = document_of(line, day)
    assert set(ids) <= named(document["data"]) | CITED.get(line, set())


def test_what_is_said_of_a_step_ends_with_its_source(person: Run, known: set[str]):
    """Where our hours are told beside the person's own, the screen ends with their source."""
    for line in CHANGING:
        result = called(person, *line.split())
        assert result.returncode == 0, result.stderr
        assert ("ours is" in result.stdout) == bool(last_lines(result.stdout))
        assert set(last_lines(result.stdout)) <= known


def test_the_start_page_names_the_source_of_its_hours(person: Run):
    """Where the start page tells a step with its hours, it names their source; it is drawn in a terminal only."""
    told = json.loads(called(person, "--json").stdout)["data"]
    home = build(told, Home)
    out = StringIO()
    draw(Screen(Console(file=out, width=80), unicode=True), home)
    assert home.next
    assert last_lines(f"{out.getvalue().rstrip()}\n") == [home.next.source]


@pytest.mark.parametrize("ending", ["md", "html", "ics"])
def test_a_plan_taken_along_names_the_source_of_its_hours(ending: str, person: Run):
    """A plan that leaves as a file says whose estimate its hours are, by the id that explains it or by its title."""
    assert called(person, "plan", "--export", f"plan.{ending}", "--force").returncode == 0
    text = (person.home.parent / f"plan.{ending}").read_text("utf-8")
    assert "mlcareer-estimate" in text.replace("\n ", "")


def test_every_source_is_explained(person: Run, known: set[str]):
    """`mlcareer sources ID` explains each source: title, trust, limits, licence and address."""
    for name in sorted(known):
        result = called(person, "sources", name)
        assert result.returncode == 0
        assert result.stdout.startswith(f"{name}\n")
        assert [
            label for label in ("Trust:", "Limits:", "Licence:", "Address:", "Behind:") if label not in result.stdout
        ] == []


@pytest.mark.parametrize("width", [50, 80])
def test_the_list_of_sources_is_complete_and_short(width: int, person: Run, known: set[str]):
    """The list names every source with its date, in two or three lines each."""
    result = called(person, "sources", COLUMNS=str(width))
    lines = result.stdout.splitlines()
    assert {line.split()[0] for line in lines if line and not line.startswith(" ")} >= known
    assert len(lines) <= 4 * len(known) if width < 80 else len(lines) <= 3 * len(known)
