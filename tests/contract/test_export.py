"""`mlcareer plan --export FILE`: what is written where, what is refused, what scripts may rely on."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ME, Run
from tests.contract.test_exit_codes import called, message_of
from tests.contract.test_imports import PROGRAM, loaded

ENDS = ("md", "ics", "json", "html")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose pack is compiled and whose profile holds a placement and a plan."""
    run = Run(tmp_path_factory.mktemp("planned") / "home")
    (run.home.parent / "me.yaml").write_text(ME, "utf-8")
    for line in ("quiz --answers me.yaml --mode quick", "plan --to senior --hours 8"):
        assert called(run, *line.split()).returncode == 0
    return run.home


@pytest.fixture
def person(planned: Path, run: Run) -> Run:
    """Return a runner whose profile holds a placement and a plan."""
    shutil.copytree(planned, run.home)
    return run


@pytest.mark.parametrize("end", ENDS)
def test_said_in_a_line(end: str, person: Run, tmp_path: Path):
    """Standard output says what was written where, and nothing is said beside it."""
    result = called(person, "plan", "--export", f"mine.{end}", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"mine.{end}: ")
    assert (tmp_path / f"mine.{end}").stat().st_size > 1000
    assert [file.name for file in tmp_path.glob("*mine*")] == [f"mine.{end}"]


@pytest.mark.parametrize("end", ENDS)
def test_json_is_pinned(end: str, person: Run, tmp_path: Path):
    """With --json the same is one document with these keys."""
    result = called(person, "plan", "--export", f"mine.{end}", "--json", cwd=tmp_path)
    document = json.loads(result.stdout)
    data = document["data"]
    assert document["schema"] == "mlcareer.plan.export/1"
    assert list(data) == ["path", "format", "steps", "events", "later"]
    assert (data["path"], data["format"]) == (f"mine.{end}", end)
    assert data["steps"] == len(json.loads(called(person, "plan", "--json").stdout)["data"]["steps"])
    assert (data["events"] is None) == (data["later"] is None) == (end != "ics")


def test_json_file_is_what_json_shows(person: Run, tmp_path: Path):
    """The exported document is the one that --json shows, to the byte."""
    assert called(person, "plan", "--export", "mine.json", cwd=tmp_path).returncode == 0
    assert (tmp_path / "mine.json").read_text("utf-8") == called(person, "plan", "--json").stdout


@pytest.mark.parametrize("name", ["plan.txt", "plan", "plan.", "md", "plan.md.bak", "-"])
def test_unknown_end_is_2(name: str, person: Run, tmp_path: Path):
    """A file of another kind is refused with the four that there are."""
    result = called(person, "plan", "--export", name, cwd=tmp_path)
    said = message_of(result)
    assert result.returncode == 2
    assert all(f".{end}" in said for end in ENDS)
    assert not (tmp_path / name).exists()


def test_existing_file_is_2(person: Run, tmp_path: Path):
    """A file that is there stays as it is, and no wish is kept, until --force says otherwise."""
    file = tmp_path / "mine.md"
    file.write_text("my own notes", "utf-8")
    before = called(person, "plan", "--json").stdout
    result = called(person, "plan", "--hours", "3", "--export", "mine.md", cwd=tmp_path)
    assert "--force" in message_of(result)
    assert result.returncode == 2
    assert file.read_text("utf-8") == "my own notes"
    assert called(person, "plan", "--json").stdout == before
    assert called(person, "plan", "--export", "mine.md", "--force", cwd=tmp_path).returncode == 0
    assert file.read_text("utf-8").startswith("# Plan")


@pytest.mark.parametrize(
    ("line", "named"),
    [("plan --force", "--export"), ("plan --dry-run --export mine.ics", "do not go together")],
)
def test_what_does_not_go_together_is_2(line: str, named: str, person: Run, tmp_path: Path):
    """--force alone and a calendar of a plan that is only looked at are refused, and nothing is written."""
    result = called(person, *line.split(), cwd=tmp_path)
    assert named in message_of(result)
    assert result.returncode == 2
    assert not list(tmp_path.glob("mine*"))


@pytest.mark.parametrize("end", ["md", "json", "html"])
def test_dry_run_keeps_nothing(end: str, person: Run, tmp_path: Path):
    """With --dry-run the file is written and the profile stays byte for byte."""
    before = (person.home / "profile.db").read_bytes()
    line = f"plan --hours 3 --dry-run --export mine.{end}"
    assert called(person, *line.split(), cwd=tmp_path).returncode == 0
    assert (tmp_path / f"mine.{end}").exists()
    assert (person.home / "profile.db").read_bytes() == before


def test_missing_folder_is_1(person: Run, tmp_path: Path):
    """A folder that is not there is one clear line, exit code 1."""
    result = called(person, "plan", "--export", "nowhere/mine.md", cwd=tmp_path)
    assert "nowhere/mine.md: not written: No such file" in message_of(result)
    assert result.returncode == 1


def test_folder_is_2(person: Run, tmp_path: Path):
    """A folder of that name is no file to overwrite, not even by force."""
    (tmp_path / "mine.md").mkdir()
    result = called(person, "plan", "--export", "mine.md", "--force", cwd=tmp_path)
    assert "found a folder" in message_of(result)
    assert result.returncode == 2


@pytest.mark.parametrize("end", ENDS)
def test_full_disk_is_1(end: str, person: Run, tmp_path: Path):
    """Where the file does not fit on the disk the old one stays whole, nothing lies beside it, and the code is 1."""
    file = tmp_path / f"mine.{end}"
    file.write_text("old", "utf-8")
    assert called(person, "plan", "--export", f"other.{end}", cwd=tmp_path).returncode == 0
    (tmp_path / f"other.{end}").unlink()
    program = (
        "import os\n"
        "def full(*args, **more): raise OSError(28, 'No space left on device')\n"
        "os.fsync = full\n"
        "from mlcareer.__main__ import main\n"
        "main()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "plan", "--export", f"mine.{end}", "--force"],
        capture_output=True,
        encoding="utf-8",
        env=person.env(),
        cwd=tmp_path,
        check=False,
    )
    assert "not written: No space left on device" in message_of(result)
    assert result.returncode == 1
    assert file.read_text("utf-8") == "old"
    assert sorted(entry.name for entry in tmp_path.iterdir() if "mine" in entry.name) == [f"mine.{end}"]


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_readable_by_its_owner(person: Run, tmp_path: Path):
    """A new file is its owner's only; one that is overwritten keeps its mode, through a link too."""
    file, link = tmp_path / "mine.md", tmp_path / "link.md"
    assert called(person, "plan", "--export", "mine.md", cwd=tmp_path).returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    link.symlink_to(file)
    assert called(person, "plan", "--export", "link.md", "--force", cwd=tmp_path).returncode == 0
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_plan_loads_no_export(person: Run):
    """A plan that is shown loads neither the template engine nor the calendar library."""
    modules = loaded(person, PROGRAM, "plan", "--json")
    assert "mlcareer.cli.plan" in modules
    assert modules & {"jinja2", "icalendar", "dateutil", "mlcareer.cli.exported", "mlcareer.core.diary"} == set()


def test_a_calendar_is_moved_not_doubled(person: Run, tmp_path: Path):
    """Between two exports a step is done and the hours change: the same UIDs come again, newer, on other days."""

    def events(name: str, today: str) -> dict[str, tuple[str, str, str]]:
        result = called(person, "plan", "--export", name, cwd=tmp_path, MLCAREER_TODAY=today)
        assert result.returncode == 0
        text = (tmp_path / name).read_bytes().decode("utf-8").replace("\r\n ", "")
        found = [
            dict(line.split(":", 1) for line in event.splitlines() if ":" in line)
            for event in text.split("BEGIN:VEVENT")[1:]
        ]
        assert len({event["UID"] for event in found}) == len(found)
        return {event["UID"]: (event["SEQUENCE"], event["DTEND;VALUE=DATE"], event["SUMMARY"]) for event in found}

    first = events("a.ics", "2026-11-22")
    step = next(uid for uid in first if uid.startswith("step.")).split(".")[1]
    assert called(person, "done", step, MLCAREER_TODAY="2026-11-30").returncode == 0
    assert called(person, "plan", "--hours", "3", MLCAREER_TODAY="2026-12-01").returncode == 0
    second = events("b.ics", "2026-12-01")
    assert first.keys() <= second.keys()
    assert all(int(second[uid][0]) > int(first[uid][0]) for uid in first)
    assert [ending for uid, (_, ending, said) in second.items() if said.startswith("Done: ")] == ["20261201"]
    assert sum(first[uid][1] != second[uid][1] for uid in first) >= len(first) - 1  # all but the quiz


def test_an_export_hides_no_news(person: Run, tmp_path: Path):
    """What moved since the plan was last told is told by the plan itself, though an export was made in between."""
    later = {"MLCAREER_TODAY": "2027-02-22"}
    assert called(person, "plan", "--export", "mine.md", cwd=tmp_path, **later).returncode == 0
    assert "Since 2026-11-22: the end moved" in called(person, "plan", **later).stdout


def test_without_a_quiz(run: Run, tmp_path: Path):
    """Before the first quiz the plan of a beginner is exported, and says that nothing is taken as known."""
    for end in ENDS:
        assert called(run, "plan", "--export", f"mine.{end}", cwd=tmp_path).returncode == 0
    assert "No quiz yet" in (tmp_path / "mine.md").read_text("utf-8")
    assert "No quiz yet" in (tmp_path / "mine.html").read_text("utf-8")
    assert "quiz" not in (tmp_path / "mine.ics").read_text("utf-8")
