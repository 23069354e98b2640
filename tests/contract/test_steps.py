"""Steps and the plan through the program itself: what is said of a step, and what the plan makes of it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ME, ROOT, Run
from tests.contract.test_exit_codes import called

NEXT_MONTH = "2026-12-22"
APIS, GIT = "learn_apis", "learn_git_workflow"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a person who took the quiz."""
    run = Run(tmp_path_factory.mktemp("placed") / "home")
    (run.home.parent / "me.yaml").write_text(ME, "utf-8")
    assert called(run, "quiz", "--answers", "me.yaml", "--mode", "quick").returncode == 0
    return run.home


@pytest.fixture
def placed(home: Path, run: Run) -> Run:
    """Return a runner for a person who took the quiz."""
    shutil.copytree(home, run.home)
    return run


def shown(run: Run, *args: str, **env: str) -> dict[str, Any]:
    """Return the data that a command writes as JSON."""
    result = called(run, *args, "--json", **env)
    assert result.returncode == 0, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)["data"]
    return data


def planned(run: Run, *args: str, **env: str) -> list[str]:
    """Return the ids of the plan's steps."""
    return [step["what"]["step"] for step in shown(run, "plan", *args, **env)["steps"]]


def renaming(pack: Path) -> Path:
    """Make a copy of the pack in which one step has another id; return its folder."""
    shutil.copytree(ROOT / "data", pack)
    steps = pack / "steps.yaml"
    renamed = steps.read_text("utf-8").replace(f"- id: {APIS}\n", f"- id: serve_apis\n  formerly: [{APIS}]\n")
    steps.write_text(renamed, "utf-8")
    return pack


def test_next_is_the_head_of_the_plan(placed: Run):
    """What next names first is what the plan begins with."""
    first = planned(placed)[0]
    assert shown(placed, "next")["suggestions"][0]["step"] == first


def test_begun_comes_first_and_undo_takes_it_back(placed: Run):
    """A step begun stands at the front of plan and next, and undo puts it back where it stood."""
    before = planned(placed)
    later = next(step["what"]["step"] for step in shown(placed, "plan")["steps"][2:] if not step["after"])
    assert shown(placed, "start", later)["status"] == "started"
    assert planned(placed)[0] == later
    assert shown(placed, "next")["suggestions"][0]["begun"]
    assert shown(placed, "undo")["took_back"] == "started"
    assert planned(placed) == before


def test_done_leaves_the_rest_as_it_was(placed: Run):
    """A step done leaves the plan, and the others stand in the order in which they stood."""
    before = planned(placed)
    first = before[0]
    marked = shown(placed, "done", first, "--hours", "12.5", "--proof", "https://example.org/it")
    assert (marked["hours"], marked["note"], marked["changed"]) == (12.5, "https://example.org/it", True)
    assert planned(placed) == [step for step in before if step != first]
    assert shown(placed, "done", first)["changed"] is False


def test_hours_tell_the_pace(placed: Run):
    """Twice the pack's hours on a step done puts the plan's end off; half of them brings it nearer."""
    step = shown(placed, "plan")["steps"][0]["what"]
    ends = []
    for hours in (step["hours"]["likely"] * 2, step["hours"]["likely"] / 2):
        shown(placed, "done", step["step"], "--hours", str(hours))
        ends.append(shown(placed, "plan")["likely"])
        called(placed, "undo")
    assert ends[0] > ends[1]


def test_hours_noted_are_taken_off(placed: Run):
    """Hours noted on a step under way are taken off what the plan sets aside for it."""
    first = shown(placed, "plan")["steps"][0]
    shown(placed, "note", first["what"]["step"], "half way", "--hours", "3")
    again = next(s for s in shown(placed, "plan")["steps"] if s["what"]["step"] == first["what"]["step"])
    assert (again["spent"], again["left"]) == (3.0, first["left"] - 3.0)


def test_skipped_stays_open_and_known_counts(placed: Run):
    """A step skipped leaves its gap open by name; one known closes it; both are gone from the plan."""
    step = shown(placed, "plan")["steps"][0]["what"]
    for words, is_open in ((["--why", "not now"], True), (["--known"], False)):
        shown(placed, "skip", step["step"], *words)
        plan = shown(placed, "plan")
        assert step["step"] not in [one["what"]["step"] for one in plan["steps"]]
        said = " ".join(gap["open"] or "" for gap in plan["gaps"])
        assert (step["step"] in said) == is_open
        called(placed, "undo")


def test_what_is_done_is_neither_begun_nor_skipped(placed: Run):
    """A step done can be neither begun nor left out; the message names the way back, and nothing is written."""
    called(placed, "done", APIS)
    for line in (["start", APIS], ["skip", APIS], ["skip", APIS, "--known"]):
        result = called(placed, *line)
        assert (result.returncode, result.stdout) == (2, "")
        assert f"mlcareer undo {APIS}" in result.stderr
    assert shown(placed, "profile", "show")["done"][0]["step"] == APIS


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (f"done {APIS} --hours soon", "--hours soon: expected hours from 0 to 2000"),
        (f"done {APIS} --hours -1", "--hours"),
        (f"done {APIS} --hours nan", "--hours nan"),
        (f"note {APIS}", "nothing to note"),
        (f"note {APIS} {'x' * 301}", "at most 300 characters"),
        ("plan --hours 0", "--hours"),
        ("plan --hours 200", "--hours"),
        ("plan --to snr", "did you mean 'senior'?"),
        ("plan --by tomorrow", "--by tomorrow: expected a date such as"),
        ("plan --by 2020-01-01", "expected a day from"),
        ("plan --cloud ibm", "unknown cloud 'ibm'"),
    ],
)
def test_what_cannot_be_meant_is_2(line: str, named: str, run: Run):
    """Hours, days and names that cannot be meant end with 2 and name what was expected; nothing is kept."""
    result = called(run, *line.split())
    assert (result.returncode, result.stdout) == (2, "")
    assert named in result.stderr
    assert not (run.home / "profile.db").exists()


def test_wishes_are_kept_and_taken_back(placed: Run):
    """What the plan was asked for stands until it is taken back with "none"; --dry-run keeps nothing."""
    asked = ["--hours", "9", "--to", "senior", "--focus", "serving", "--cloud", "aws", "--by", "2028-01-01"]
    tried = shown(placed, "plan", *asked, "--dry-run")
    assert shown(placed, "plan")["hours_a_week"] != 9.0
    kept = shown(placed, "plan", *asked)
    assert kept == tried
    wishes = ("hours_a_week", "target", "focus", "cloud", "by")
    assert [shown(placed, "plan")[name] for name in wishes] == [9.0, "senior", "serving", "aws", "2028-01-01"]
    none = [word for name in ("--to", "--focus", "--cloud", "--by") for word in (name, "none")]
    after = shown(placed, "plan", *none)
    assert [after[name] for name in wishes] == [9.0, "mid", None, None, None]


def test_a_certification_is_planned_for_who_asks(placed: Run):
    """A certification is in the plan where its cloud was asked for, after what it needs, and never otherwise."""
    kinds = [step["what"]["kind"] for step in shown(placed, "plan")["steps"]]
    assert "certification" not in kinds
    plan = shown(placed, "plan", "--cloud", "gcp")
    [exam] = [step for step in plan["steps"] if step["what"]["kind"] == "certification"]
    ends = {step["what"]["step"]: step["likely"] for step in plan["steps"]}
    assert all(ends[first] <= exam["begins"] or ends[first] < exam["likely"] for first in exam["after"])
    assert exam["after"]


def test_a_slip_is_told_once(placed: Run):
    """A month in which nothing was done is told at the next look, with its days and its reason, and not again."""
    called(placed, "plan")
    late = called(placed, "plan", MLCAREER_TODAY=NEXT_MONTH).stdout
    assert "the end moved 30 days later" in late
    assert "time passed" in late
    assert "First planned on 2026-11-22" in late
    again = called(placed, "plan", MLCAREER_TODAY=NEXT_MONTH).stdout
    assert "moved" not in again
    assert "First planned on 2026-11-22" in again


def test_without_a_quiz_the_plan_begins_at_nothing(run: Run):
    """Before the first quiz the plan leads to the first rung, takes nothing as known, and says so."""
    plan = shown(run, "plan")
    assert (plan["placed"], plan["target"]) == (False, "entry")
    assert "No quiz yet" in called(run, "plan").stdout


def test_looking_again_is_the_same(placed: Run):
    """Plan, next and the start page say the same computed or remembered, as text and as JSON."""
    called(placed, "plan")
    for line in (["plan"], ["plan", "--all"], ["plan", "--json"], ["next"], ["next", "--json"], ["--json"]):
        remembered = [called(placed, *line).stdout for _ in range(2)]
        shutil.rmtree(placed.home / "cache" / "views")
        assert remembered == [called(placed, *line).stdout] * 2


def test_every_change_is_seen_at_once(placed: Run, tmp_path: Path):
    """A remembered look never outlives what it came from: a word of the person, the day, the pack."""
    before = shown(placed, "next")
    called(placed, "done", before["suggestions"][0]["step"])
    after = shown(placed, "next")
    assert after["suggestions"][0] != before["suggestions"][0]
    pack = tmp_path / "pack"
    shutil.copytree(ROOT / "data", pack)
    steps = pack / "steps.yaml"
    title = after["suggestions"][0]["title"]
    steps.write_text(steps.read_text("utf-8").replace(f"title: {title}", "title: Another title"), "utf-8")
    assert shown(placed, "next", MLCAREER_DATA=str(pack))["suggestions"][0]["title"] == "Another title"
    assert shown(placed, "next")["suggestions"][0]["title"] == title


def test_an_update_is_told_once_and_loses_nothing(placed: Run, tmp_path: Path):
    """After an update that renamed a step done, the next command says so once; the step stays done, undo finds it."""
    called(placed, "plan")
    called(placed, "done", APIS)
    pack = renaming(tmp_path / "pack")
    first = called(placed, "next", MLCAREER_DATA=str(pack))
    assert f"{APIS} is serve_apis now and keeps what you said of it" in first.stderr
    assert called(placed, "next", MLCAREER_DATA=str(pack)).stderr == ""
    assert "serve_apis" not in planned(placed, MLCAREER_DATA=str(pack))
    assert shown(placed, "undo", "serve_apis", MLCAREER_DATA=str(pack))["took_back"] == "done"


def test_a_renamed_step_is_done_once(placed: Run, tmp_path: Path):
    """A step done under an earlier id is done under its new one: it cannot be done twice, nor count its hours twice."""
    called(placed, "done", APIS, "--hours", "30")
    pack = renaming(tmp_path / "pack")
    assert shown(placed, "done", "serve_apis", MLCAREER_DATA=str(pack))["changed"] is False
    assert len(shown(placed, "profile", "show")["done"]) == 1


def test_a_change_told_is_not_told_at_the_next_update(placed: Run, tmp_path: Path):
    """A step that was renamed is told once, also where a later update changes something else."""
    called(placed, "plan")
    called(placed, "done", APIS)
    pack = renaming(tmp_path / "pack")
    assert "serve_apis" in called(placed, "next", MLCAREER_DATA=str(pack)).stderr
    with (pack / "steps.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# another edition\n")
    assert called(placed, "next", MLCAREER_DATA=str(pack)).stderr == ""


def test_more_hours_on_a_step_done_are_added(placed: Run):
    """Hours given to a step that is done already are not lost: they are noted on it."""
    called(placed, "done", APIS, "--hours", "10")
    again = shown(placed, "done", APIS, "--hours", "4")
    assert (again["status"], again["spent"]) == ("noted", 14.0)


def test_undo_says_where_the_step_stands_now(placed: Run):
    """Taking back a note on a step done leaves it done, and says so; taking back the rest leaves it open."""
    called(placed, "done", APIS)
    called(placed, "note", APIS, "a line")
    assert shown(placed, "undo")["status"] == "done"
    assert shown(placed, "undo")["status"] == "open"


def test_hardly_any_hours_are_no_pace(placed: Run):
    """A step done in a fraction of the pack's hours was known before: it leaves pace and dates as they were."""
    before = shown(placed, "plan")
    first = before["steps"][0]["what"]
    said = called(placed, "done", first["step"], "--hours", "0").stdout
    assert "do not count for your pace" in said
    assert shown(placed, "plan")["pace"] == before["pace"]


def test_another_rung_is_another_plan(placed: Run):
    """A plan for another rung is not compared with the last one: it says which rung that was, and no days."""
    called(placed, "plan", "--to", "mid")
    told = called(placed, "plan", "--to", "lead").stdout
    assert "you planned for Mid-Level then" in told
    assert "moved" not in told
    assert "First planned" not in told


def test_a_certification_follows_the_focus(placed: Run):
    """Of a cloud's certifications in reach, the one that needs most of the area in focus is planned."""
    exams = [
        step["what"]["step"]
        for area in ("serving", "genai")
        for step in shown(placed, "plan", "--to", "mid", "--cloud", "aws", "--focus", area)["steps"]
        if step["what"]["kind"] == "certification"
    ]
    assert exams == ["pass_aws_mla", "pass_aws_aip"]
