"""Looking back: what the review and the comparison say, at any width, in any alphabet, with foreign text in it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from rich.cells import cell_len
from tests.conftest import Run
from tests.contract.test_exit_codes import called

from mlcareer.core.knowledge import Check
from mlcareer.core.skill import SkillMap
from mlcareer.pack.library import Library
from mlcareer.pack.locate import data_dir
from mlcareer.pack.read import read_document

Shown = CompletedProcess[str]
LINES = ("quiz --review", "quiz --compare")


@pytest.fixture(scope="module")
def checks(library: Library) -> list[Check]:
    """Return one check of each area."""
    return [part.checks[-1] for part in library.checks().areas]


@pytest.fixture
def take(run: Run, skills: SkillMap) -> Callable[..., None]:
    """Return a way to take a quiz: the same rating everywhere but in one area, these answers to checks, on that day."""

    def call(rating: int, given: dict[str, int], day: str = "2026-11-22") -> None:
        run.home.parent.mkdir(exist_ok=True)
        others = {area.id: rating for area in skills.areas[1:]}
        answers = {"ratings": {skills.areas[0].id: abs(rating - 1), **others}, "checks": given}
        (run.home.parent / "me.json").write_text(json.dumps(answers), "utf-8")
        assert called(run, "quiz", "--answers", "me.json", MLCAREER_TODAY=day).returncode == 0

    return call


@pytest.fixture
def two(take: Callable[..., None], checks: list[Check]) -> None:
    """Take two quizzes; the second answers one check wrongly, one not at all, the others rightly."""
    take(2, {}, "2026-11-01")
    first, second, *others = checks
    take(2, {first.id: first.key % 4 + 1, second.id: 0} | {check.id: check.key for check in others})


def words(result: Shown) -> str:
    """Return what was shown with one space for every run of blanks."""
    return " ".join(result.stdout.split())


@pytest.mark.usefixtures("two")
def test_review_says_all(run: Run, checks: list[Check]):
    """Each missed check has its question, its options, answer and key marked in words, both reasons, what to read."""
    wrong, unknown, *right = checks
    result = called(run, "quiz", "--review")
    said = words(result)
    assert (result.returncode, result.stderr) == (0, "")
    assert said.startswith(f"2 of {len(checks)} checks missed · the quiz of 2026-11-22")
    for check in (wrong, unknown):
        facts = (check.topic, check.stem, *check.options, check.why[check.key - 1], check.reference.title)
        assert [fact for fact in facts if " ".join(fact.split()) not in said] == []
        assert f"✓ right answer: {check.options[check.key - 1]}" in said
        assert f"{check.reference.url}\n" in result.stdout
    assert f"✗ your answer: {wrong.options[wrong.key % 4]}" in said
    assert f"Why yours is not: {wrong.why[wrong.key % 4]}" in said
    assert "✗ your answer: I don't know" in said
    assert said.count("Why yours is not") == 1
    assert [check.id for check in right if check.stem in said] == []


def test_nothing_missed(run: Run, take: Callable[..., None], checks: list[Check]):
    """Where all was right, that is said in a sentence, and it is no failure."""
    take(2, {check.id: check.key for check in checks})
    result = called(run, "quiz", "--review")
    assert (result.returncode, result.stderr) == (0, "")
    assert words(result) == f"Nothing missed: all {len(checks)} checks were right in the quiz of 2026-11-22."


def test_checks_no_longer_there(run: Run, take: Callable[..., None], checks: list[Check], tmp_path: Path):
    """What today's pack no longer holds is counted and said, in the review and in the comparison."""
    first, second, *_ = checks
    take(2, {}, "2026-11-01")
    take(2, {first.id: 0, second.id: 0})
    pack = tmp_path / "pack"
    pack.mkdir()
    for file in data_dir().rglob("*.yaml"):
        target = pack / file.relative_to(data_dir())
        target.parent.mkdir(exist_ok=True)
        target.write_text(file.read_text("utf-8").replace(f"id: {first.id}\n", f"id: {first.id}0\n"), "utf-8")
    said = words(called(run, "quiz", "--review", MLCAREER_DATA=str(pack)))
    assert said.startswith("1 of 1 check missed")
    assert "1 more check of that quiz is no longer in the pack." in said
    assert first.stem not in said
    compared = words(called(run, "quiz", "--compare", MLCAREER_DATA=str(pack)))
    assert "1 answered check is no longer in the pack and does not count." in compared
    assert "0 of 1" in compared


@pytest.mark.usefixtures("two")
def test_comparison_says_first_whether_it_means_much(run: Run):
    """The first line says whether the change is more than the uncertainty; dates, days, checks and areas follow."""
    result = called(run, "quiz", "--compare")
    said = words(result)
    assert (result.returncode, result.stderr) == (0, "")
    assert re.match(r"(No change beyond|No more than|More than) the uncertainty: \S+ then", said)
    assert "2026-11-01" in said
    assert "2026-11-22" in said
    assert "21 days between them." in said
    assert "unchecked" in said
    assert "12 of 14" in said
    assert "Only one of the two was checked" in said


def test_large_change_is_more_than_the_uncertainty(run: Run, take: Callable[..., None]):
    """From nearly the lowest ratings to nearly the highest is more than the uncertainty."""
    take(0, {}, "2026-01-01")
    take(5, {})
    assert called(run, "quiz", "--compare").stdout.startswith("More than the uncertainty: Entry then, Lead")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("width", [40, 50, 80, 120])
@pytest.mark.parametrize("line", LINES)
def test_no_line_but_an_address_is_too_wide(line: str, width: int, run: Run):
    """Everything is folded to the width but an address, which stands in one piece."""
    result = called(run, *line.split(), COLUMNS=str(width))
    assert result.stdout
    wide = [text for text in result.stdout.splitlines() if cell_len(text) > width]
    assert [text for text in wide if not text.strip().startswith("https://")] == []


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("line", LINES)
def test_nothing_is_lost(line: str, run: Run):
    """In ASCII, without colour or narrow the same figures and marks are there."""
    usual = called(run, *line.split(), FORCE_COLOR="1").stdout
    plain = called(run, *line.split(), NO_COLOR="1", FORCE_COLOR="1").stdout
    ascii_ = called(run, *line.split(), LC_ALL="C").stdout
    narrow = called(run, *line.split(), COLUMNS="40").stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", usual) == plain
    assert ascii_.isascii()
    assert ascii_.count("?") == plain.count("?")
    figures = re.compile(r"\d[\d.-]*\d")
    assert set(figures.findall(plain)) <= set(figures.findall(narrow))


@pytest.mark.usefixtures("two")
def test_pack_text_is_inert(run: Run, checks: list[Check], tmp_path: Path):
    """Text of a check is shown as it stands: no markup, no escape."""
    pack = tmp_path / "pack"
    for file in data_dir().rglob("*.yaml"):
        target = pack / file.relative_to(data_dir())
        target.parent.mkdir(exist_ok=True, parents=True)
        value = read_document(file.read_text("utf-8"), file.name).value
        if file.parent.name == "checks":
            for check in value["checks"]:
                check["topic"] = f"[bold]{check['topic']}[/x] \x1b[31mred\x1b]0;taken over\x07"
                check["why"] = [f":smile: {why}" for why in check["why"]]
        target.write_text(json.dumps(value), "utf-8")
    result = called(run, "quiz", "--review", MLCAREER_DATA=str(pack))
    assert f"[bold]{checks[0].topic}[/x] red" in words(result)
    assert ":smile:" in result.stdout
    assert "\x1b" not in result.stdout
    assert "taken over" not in result.stdout


@pytest.mark.usefixtures("two")
def test_looking_back_changes_nothing(run: Run):
    """Neither look writes to the profile."""
    before = (run.home / "profile.db").read_bytes()
    for line in LINES:
        for more in ((), ("--json",), ("--plain",)):
            assert called(run, *line.split(), *more).returncode == 0
    assert (run.home / "profile.db").read_bytes() == before
