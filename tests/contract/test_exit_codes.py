"""The documented exit codes: 0 done, 1 failed or not found, 2 wrong usage, 3 unsound data, 130 interrupted."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn

import pytest
from tests.conftest import Run
from tests.survey.own import own_survey
from tests.terminal.screen import Terminal

from mlcareer.cli import app
from mlcareer.core.skill import SkillMap
from mlcareer.errors import InterruptedByUserError, InvalidDataError, NotFoundError, ProfileError, WrongUsageError

READING = (
    "",
    "roadmap",
    "roadmap senior",
    "salary",
    "salary --from pay.csv --mine 120k",
    "salary --from pay.csv --country Germany",
    "salary --from bare.csv",
    "salary negotiate",
    "salary negotiate --offer 185k --level senior",
    "skills",
    "skills serving",
    "certs",
    "certs --all --level mid --cloud aws --max-price 300",
    "certs AI-102",
    "certs show aws-mla-c02",
    "certs recommend",
    "certs recommend --level lead",
    "sources",
    "evidence",
    "evidence serving",
    "wins",
    "wins --level senior --since 2026-01-01 --area serving",
    "wins --export md",
    "certs mine",
    "progress",
    "profile show",
    "profile path",
    "profile export",
    "profile backups",
    "check",
    "check --fresh",
    "quiz --answers me.json --no-save --mode quick",
)
"""Commands that only read, and so need no home to write to."""
WRONG = (
    ("salary --level snr", 2, "did you mean 'senior'?"),
    ("salary --level senoir", 2, "did you mean 'senior'?"),
    ("salary --role data-scientst", 1, "did you mean 'data-scientist'?"),
    ("salary --country germny", 1, "did you mean 'DE'?"),
    ("salary --metro seatle", 1, "did you mean 'seattle'?"),
    ("salary --metro seattle --country DE", 2, "--metro and --country DE do not go together"),
    ("salary --year 2024 --country DE", 2, "--year and --country DE do not go together"),
    ("salary --year 2021", 1, "2022, 2023, 2024, 2025"),
    ("salary --mine lots", 2, "write it as --mine 210000, 210,000 or 210k"),
    ("salary --mine 210", 2, "--mine 210k"),
    ("salary --mine 90k --currency EUR", 2, "--country DE or NL"),
    ("salary --currency EUR", 2, "add --mine AMOUNT"),
    ("salary --country DE --in USD", 2, "pay of DE is shown in EUR"),
    ("salary --in XYZ", 1, "no rate for XYZ is known"),
    ("salary --from none.csv", 1, "no such file: none.csv"),
    ("salary --from home", 3, "home: expected a CSV file, found a folder"),
    ("salary --from empty.csv", 3, "empty.csv: expected a header line and rows, found an empty file"),
    ("salary --from header.csv", 1, "nothing in header.csv could be counted: it has no rows"),
    ("salary --from faults.csv", 1, "nothing in faults.csv could be counted: each of its rows is malformed (1)"),
    ("salary --from other.csv", 3, "--map salary=THEIRS says which it is"),
    ("salary --from pay.csv --map wage=salary", 2, "columns that can be mapped: job_title, salary"),
    ("salary --from pay.csv --map salary", 2, "--map salary: expected OURS=THEIRS"),
    ("salary --from pay.csv --map salary=", 2, "--map salary=: expected OURS=THEIRS"),
    ("salary --from pay.csv --map salary=salry", 2, "did you mean 'salary'?"),
    ("salary --map salary=x", 2, "--from FILE is missing"),
    ("salary --from pay.csv --metro seattle", 2, "--from and --metro do not go together"),
    ("salary --from pay.csv --in EUR", 2, "--from and --in do not go together"),
    ("salary --from pay.csv --compare ml-engineer", 2, "--from and --compare do not go together"),
    ("salary --from pay.csv --role poet", 1, "no full-time row bears the title of poet"),
    ("salary --from pay.csv --country uk", 1, "no full-time row is of the United Kingdom"),
    ("salary --from pay.csv --role data-engineer --country DE", 1, "no full-time row of Data Engineer is of Germany"),
    ("salary --from pay.csv --country world", 2, "--from and --country world do not go together"),
    ("salary --from pay.csv --currency EUR", 2, "add --mine AMOUNT"),
    ("salary --from pay.csv --mine 100k --currency ZZZ", 1, "rows are in USD, EUR"),
    ("salary --from bare.csv --mine 100k --currency USD", 2, "--map salary_currency=THEIRS"),
    ("salary --from bare.csv --level senior", 2, "--map experience_level=THEIRS"),
    ("salary --from bare.csv --country DE", 2, "--map company_location=THEIRS"),
    ("salary --from bare.csv --year 2024", 2, "--map work_year=THEIRS"),
    ("salary negotiate --offer 185k", 2, "--level LEVEL"),
    ("salary negotiate --offer lots --level mid", 2, "--offer lots: expected a year's pay"),
    ("salary negotiate --offer 185k --level snr", 2, "did you mean 'senior'?"),
    ("salary negotiate --level senior", 2, "--offer AMOUNT"),
    ("salary --level senior negotiate", 2, "after the command: mlcareer salary negotiate"),
    ("salary --compare ml-engineer", 2, "no other role"),
    ("salary --compare data-scientist --metro seattle", 2, "--compare and --metro do not go together"),
    ("roadmap leed", 2, "did you mean 'lead'?"),
    ("roadmap senior --to mid", 2, "--to mid is not above senior"),
    ("roadmap --to senior", 2, "mlcareer roadmap entry --to senior"),
    ("done learn_container", 1, "did you mean 'learn_containers'?"),
    ("undo learn_container", 1, "did you mean 'learn_containers'?"),
    ("undo", 1, "nothing to undo"),
    ("next", 1, "mlcareer quiz"),
    ("skills servin", 1, "'serving'"),
    ("skills container", 1, "'containers'"),
    ("evidence servin", 1, "did you mean 'serving'?"),
    ("evidence servin https://example.org", 1, "did you mean 'serving'?"),
    ("evidence --remove 1", 1, "there is no note 1"),
    ("evidence serving --remove 99999999999999999999", 1, "there is no note 99999999999999999999"),
    ("evidence serving a --remove 1", 2, "either add a note or take one back"),
    ("evidence --remove 0", 2, "--remove"),
    ("evidence --remove one", 2, "--remove"),
    (f"evidence serving {'x' * 301}", 2, "at most 300 characters, this one has 301"),
    ("win", 2, 'mlcareer win "shipped X"'),
    ("win shipped --area servin", 1, "did you mean 'serving'?"),
    ("win shipped --on yesterday", 2, "--on yesterday: expected a date"),
    ("win shipped --on 2026-11-31", 2, "--on 2026-11-31: expected a date"),
    ("win shipped --on 2026-11-23", 2, "--on 2026-11-23 is still to come"),
    ("win --remove 1", 1, "there is no win 1"),
    ("win --remove 99999999999999999999", 1, "there is no win 99999999999999999999"),
    ("win --remove 0", 2, "--remove"),
    ("win shipped --remove 1", 2, "either log a win or take one back"),
    ("win --area serving --remove 1", 2, "either log a win or take one back"),
    (f"win {'x' * 301}", 2, "at most 300 characters, this one has 301"),
    ("wins --since lately", 2, "--since lately: expected a date"),
    ("wins --area servin", 1, "did you mean 'serving'?"),
    ("wins --level snr", 2, "did you mean 'senior'?"),
    ("wins --export pdf", 2, "--export"),
    ("wins --export md --json", 2, "--export and --json do not go together"),
    ("certs mine add gcp-pmlx --on 2026-01-01", 1, "did you mean 'gcp-pmle'?"),
    ("certs mine add AI-102", 2, "--on DATE"),
    ("certs mine add AI-102 --on lately", 2, "--on lately: expected a date"),
    ("certs mine add AI-102 --on 2026-11-23", 2, "--on 2026-11-23 is still to come"),
    ("certs mine add AI-102 --on 2026-01-02 --expires 2026-01-01", 2, "--expires 2026-01-01 is before --on"),
    ("certs mine add AI-102 --expires never", 2, "--expires never: expected a date"),
    ("certs mine add", 2, "CERT"),
    ("certs mine remove AI-102", 1, "no certificate of azure-ai-102 is logged"),
    ("certs mine remove 7", 1, "there is no certificate 7"),
    (f"certs mine remove {'7' * 5000}", 1, "unknown certification"),
    ("certs mine remove gcp-pmlx", 1, "did you mean 'gcp-pmle'?"),
    ("certs mine list", 2, "list"),
    ("certs mine --json add AI-102", 2, "write it after the command"),
    ("certs --level snr", 2, "did you mean 'senior'?"),
    ("certs --cloud awz", 2, "did you mean 'aws'?"),
    ("certs --max-price -1", 2, "--max-price"),
    ("certs --max-price cheap", 2, "--max-price"),
    ("certs --max-price nan", 2, "--max-price"),  # the newest Typer refuses it before we do
    ("certs --max-price inf", 2, "--max-price"),
    ("certs AI-104", 1, "did you mean 'ai-103'?"),
    ("certs aws-mla-c03", 1, "did you mean 'aws-mla-c02'?"),
    ("certs tensorflow", 1, "did you mean 'tf-dev-cert'?"),
    ("certs nothing-like-it", 1, "mlcareer certs --all"),
    ("certs show", 2, "CERT"),
    ("certs recomend", 1, "did you mean 'recommend'?"),
    ("certs --all AI-102", 2, "do not go before a command or a name"),
    ("certs --json recommend", 2, "do not go before a command or a name"),
    ("certs AI-102 AI-103", 2, "AI-103"),
    ("certs recommend --level snr", 2, "did you mean 'senior'?"),
    ("certs recommend --cloud gpc", 2, "did you mean 'gcp'?"),
    ("sources aijobs-2025-06-21", 1, "did you mean 'aijobs-2025-06-22'?"),
    ("quiz", 2, "--answers FILE"),
    ("quiz", 2, "--rate AREA=0..5"),
    ("quiz --background studnet --answers me.json", 2, "did you mean 'student'?"),
    ("quiz --rate softwear=2", 2, "did you mean 'software'?"),
    ("quiz --rate software=6", 2, "expected software=0 to 5"),
    ("quiz --rate software", 2, "expected software=0 to 5"),
    ("quiz --answers me.json --years -1", 2, "--years"),
    ("quiz --answers me.json --years 61", 2, "--years"),
    ("quiz --answers me.json --years nan", 2, "--years"),
    ("quiz --answers none.yaml", 3, "none.yaml"),
    ("quiz --mode fast", 2, "--mode"),
    ("quiz --mode standard --answers me.json", 2, "answer with --check"),
    ("quiz --review", 1, "no quiz is finished yet"),
    ("quiz --compare", 1, "no quiz is finished yet"),
    ("quiz --result", 1, "no quiz is finished yet"),
    ("quiz --result --review", 2, "--result and --review do not go together"),
    ("quiz --review --compare", 2, "--review and --compare do not go together"),
    ("quiz --review --answers none.yaml", 2, "--review and --answers do not go together"),
    ("quiz --review --rate software=2", 2, "--review and --rate do not go together"),
    ("quiz --review --years 0", 2, "--review and --years do not go together"),
    ("quiz --review --mode quick", 2, "--review and --mode do not go together"),
    ("quiz --compare --check nothing=0", 2, "--compare and --check do not go together"),
    ("quiz --compare --background student", 2, "--compare and --background do not go together"),
    ("quiz --compare --restart", 2, "--compare and --restart do not go together"),
    ("quiz --compare --no-save", 2, "--compare and --no-save do not go together"),
    ("next --count 0", 2, "--count"),
    ("--json salary", 2, "mlcareer salary --json"),
    ("salry", 2, "salary"),
    ("salary --levl senior", 2, "--level"),
    ("salary senior", 2, "senior"),
    ("salary --level", 2, "--level"),
    ("profile shw", 2, "show"),
    ("profile export --without evidnce", 2, "did you mean 'evidence'?"),
    ("profile export me.json", 2, "--force overwrites it"),
    ("profile export nowhere/me.json", 1, "not written"),
    ("profile import", 2, "FILE"),
    ("profile import none.json", 3, "none.json: cannot be read"),
    ("profile import me.json", 3, "me.json: schema: expected 'mlcareer.export/1'"),
    ("profile import me.json --merge --replace", 2, "--merge and --replace do not go together"),
    ("profile restore", 1, "there is no backup yet"),
    ("profile restore 2026-11-21", 1, "unknown backup '2026-11-21'"),
)
"""What a person without a profile may get wrong: the code it ends with, and what the message must name."""

each_reading = pytest.mark.parametrize("line", READING, ids=lambda line: line or "home")


class _LeftError(BaseException):
    """What ends the program within this process instead of ending the process."""


def called(run: Run, *args: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """Run mlcareer as `run` does, but within this process, which is ten times quicker.

    The environment, the streams, the error boundary and the exit code are the program's own; what a process of its own
    has beyond that is left to tests that start one.
    """

    def leave(code: int) -> NoReturn:
        raise _LeftError(code)

    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in os.environ:
            patch.delenv(name)
        for name, value in run.env(**env).items():
            patch.setenv(name, value)
        patch.chdir(cwd or run.home.parent)
        patch.setattr(sys, "argv", ["mlcareer", *args])
        patch.setattr(sys, "stdin", StringIO())
        patch.setattr(os, "_exit", leave)
        with pytest.raises(_LeftError) as left:
            app.run()
    written = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(args, int(left.value.args[0]), *written)


def message_of(result: subprocess.CompletedProcess[str]) -> str:
    """Return what a failed command said, once it has kept to the rule: nothing on stdout, no traceback."""
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "fault of the program itself" not in result.stderr
    assert result.stderr.endswith("\n")
    return result.stderr


def kept(home: Path) -> dict[str, bytes]:
    """Return everything that lies in a home, but for the cache, which can be made anew."""
    files = (path for path in home.rglob("*") if path.is_file() and "cache" not in path.parts)
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def with_json(line: str) -> list[str]:
    """Return a command line's words, and --json."""
    return [*line.split(), "--json"]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory, skills: SkillMap) -> Path:
    """Return a folder with a file of answers, and a home whose pack is compiled and whose profile is one person's."""
    run = Run(tmp_path_factory.mktemp("warm") / "home")
    answers = {"background": "student", "years": 2, "ratings": {area.id: 2 for area in skills.areas}}
    (run.home.parent / "me.json").write_text(json.dumps(answers), "utf-8")
    own_survey(run.home.parent / "pay.csv")
    for name, text in {
        "empty": "",
        "other": "job_title,wage\n",
        "bare": "job_title,salary\nPoet,100\n",
        "header": "job_title,salary\n",
        "faults": "job_title,salary\nPoet\n",
    }.items():
        (run.home.parent / f"{name}.csv").write_text(text, "utf-8")
    for line in ("quiz --answers me.json", "done learn_containers", "salary", "sources"):
        assert run(*line.split()).returncode == 0
    return run.home.parent


@pytest.fixture
def placed(warm: Path, tmp_path: Path) -> Run:
    """Return a runner with the home of a person who is placed and has done a step; answers lie beside it."""
    shutil.copytree(warm, tmp_path, dirs_exist_ok=True)
    return Run(tmp_path / "home")


@pytest.fixture
def nobody(placed: Run) -> Run:
    """Return a runner with a home that holds no profile; answers lie beside it."""
    (placed.home / "profile.db").unlink()
    shutil.rmtree(placed.home / "backups")
    return placed


# 0, and the table


def test_table():
    """Each kind of error has the exit code that the table gives it."""
    codes = {kind.exit_code for kind in (InvalidDataError, ProfileError)}
    assert NotFoundError.exit_code == 1
    assert WrongUsageError.exit_code == 2
    assert codes == {3}
    assert InterruptedByUserError.exit_code == 130


@each_reading
def test_done_is_0(line: str, nobody: Run):
    """A command that does what was asked ends with 0, has a result, says nothing else, and begins no profile."""
    result = called(nobody, *line.split())
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout
    assert kept(nobody.home) == {}


# 1 and 2


@pytest.mark.parametrize(("line", "code", "named"), WRONG, ids=[f"{line} ({n})" for line, _, n in WRONG])
def test_wrong_request(line: str, code: int, named: str, nobody: Run):
    """A request that cannot be met names what would be right, and changes nothing."""
    result = called(nobody, *line.split())
    assert named in message_of(result)
    assert result.returncode == code
    assert kept(nobody.home) == {}


@pytest.mark.parametrize(
    ("line", "code"),
    [("salary", 0), ("next", 1), ("salary --level snr", 2), ("quiz", 2), ("quiz --answers none.yaml", 3)],
)
def test_codes_of_a_process(line: str, code: int, nobody: Run):
    """A process ends with the code that the program leaves with, and says there what it says here."""
    result, same = nobody(*line.split()), called(nobody, *line.split())
    assert result.returncode == same.returncode == code
    assert (result.stdout, result.stderr) == (same.stdout, same.stderr)
    assert bool(result.stdout) == (code == 0)


@pytest.mark.parametrize("line", ["salary --level snr", "skills servin", "quiz", "next"])
def test_wrong_request_with_json(line: str, nobody: Run):
    """A failure writes nothing to standard output with --json either."""
    result = called(nobody, *with_json(line))
    message_of(result)
    assert result.returncode in {1, 2}


def test_reset_without_terminal_is_2(placed: Run):
    """A reset that nobody can confirm names --yes and leaves the profile as it is."""
    before = kept(placed.home)
    result = placed("profile", "reset")
    assert "--yes" in message_of(result)
    assert result.returncode == 2
    assert kept(placed.home) == before


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("profile import me.export", "--merge adds what is missing; --replace --yes takes"),
        ("profile import me.export --replace", "--replace --yes"),
        ("profile restore", "mlcareer profile restore --yes"),
    ],
)
def test_what_would_be_asked_is_2_without_terminal(line: str, named: str, placed: Run):
    """An import or a restore that nobody can confirm names the flags that answer, and leaves everything as it is."""
    for before in ("done learn_sql", "profile export me.export"):
        assert called(placed, *before.split()).returncode == 0
    before = kept(placed.home)
    result = called(placed, *line.split())
    assert named in message_of(result)
    assert result.returncode == 2
    assert kept(placed.home) == before


@pytest.mark.parametrize(("note", "named"), [("", "empty"), (" ", "empty"), ("one\ntwo", "one line")], ids=ascii)
def test_a_note_that_is_none_is_2(note: str, named: str, nobody: Run):
    """A note that is empty or more than a line is refused in so many words, and no profile is begun."""
    result = called(nobody, "evidence", "serving", note)
    assert named in message_of(result)
    assert result.returncode == 2
    assert kept(nobody.home) == {}


@pytest.mark.parametrize(("text", "named"), [("", "empty"), (" ", "empty"), ("one\ntwo", "one line")], ids=ascii)
def test_a_win_that_is_none_is_2(text: str, named: str, nobody: Run):
    """A win is held to what a note is: of nothing, or of more than a line, it is refused, and no profile is begun."""
    result = called(nobody, "win", text)
    assert f"win is {named}" in message_of(result)
    assert result.returncode == 2
    assert kept(nobody.home) == {}


@pytest.mark.parametrize(("line", "named"), [("quiz --review", "asked no checks"), ("quiz --compare", "needs two")])
def test_nothing_to_look_back_at_is_1(line: str, named: str, placed: Run):
    """After one quiz without checks there is nothing to review or compare; the way out is the quiz."""
    result = called(placed, *line.split())
    assert named in message_of(result)
    assert "  mlcareer quiz" in result.stderr
    assert result.returncode == 1


def test_ratings_alone_are_remarked(nobody: Run):
    """A script that gives ratings and no mode gets the quick placement, with a remark that it is unchecked."""
    result = called(nobody, "quiz", "--answers", "me.json", "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["data"]["mode"] == "quick"
    assert result.stderr.count("\n") == 1
    assert "unchecked" in result.stderr
    assert called(nobody, "quiz", "--answers", "me.json", "--mode", "quick").stderr == ""


def test_no_date_is_2(nobody: Run):
    """A date to pretend that is no date is refused by name."""
    result = called(nobody, "done", "learn_containers", MLCAREER_TODAY="tomorrow")
    assert "MLCAREER_TODAY=tomorrow" in message_of(result)
    assert result.returncode == 2


# 3: the pack


def test_missing_pack_is_3(run: Run, tmp_path: Path):
    """A pack that is not there is named with the variable that asked for it."""
    result = called(run, "salary", MLCAREER_DATA=str(tmp_path / "nowhere"))
    assert "MLCAREER_DATA" in message_of(result)
    assert result.returncode == 3


def test_unsound_pack_is_3(run: Run, tmp_path: Path):
    """A pack file that does not hold what it must is named with file and line."""
    file = tmp_path / "salaries.yaml"
    file.write_text("role: engineer\ncountry: 12\n", "utf-8")
    result = called(run, "salary", MLCAREER_DATA=str(tmp_path), cwd=tmp_path)
    assert "salaries.yaml:2: country" in message_of(result)
    assert result.returncode == 3


def test_check_reports_and_is_3(run: Run, tmp_path: Path):
    """What `check` finds is its result: one JSON document on standard output, and exit code 3."""
    (tmp_path / "salaries.yaml").write_text("role: engineer\n", "utf-8")
    result = run("check", "--json", MLCAREER_DATA=str(tmp_path))
    report = json.loads(result.stdout)["data"]
    assert result.returncode == 3
    assert report["sound"] is False
    assert any("salaries.yaml:1" in problem for problem in report["problems"])


# 3: a file of answers

BAD_ANSWERS = {
    "an unknown question": (
        "ratings:\n  softwear: 2\n",
        ["bad.yaml:2: unknown question 'softwear': did you mean 'software'?"],
    ),
    "a rating out of range": (
        "ratings:\n  maths: 6\n",
        ["bad.yaml:2: ratings.maths: expected a whole number 0 to 5, found 6"],
    ),
    "a rating below": (
        "ratings:\n  maths: -1\n",
        ["bad.yaml:2: ratings.maths: expected a whole number 0 to 5, found -1"],
    ),
    "half a rating": (
        "ratings:\n  maths: 2.5\n",
        ["bad.yaml:2: ratings.maths: expected a whole number 0 to 5, found 2.5"],
    ),
    "a rating that is text": (
        "ratings:\n  maths: '2'\n",
        ["bad.yaml:2: ratings.maths: expected a whole number 0 to 5"],
    ),
    "a rating that is true": (
        "ratings:\n  maths: true\n",
        ["bad.yaml:2: ratings.maths: expected a whole number 0 to 5"],
    ),
    "a key twice": (
        "ratings:\n  maths: 2\n  data: 1\n  maths: 3\n",
        ["bad.yaml:4: duplicate key 'maths' (first on line 2)"],
    ),
    "an unknown key": (
        "rating:\n  maths: 2\nratings: {}\n",
        ["bad.yaml:1: unknown key 'rating': did you mean 'ratings'?"],
    ),
    "an unknown background": (
        "background: studnet\nratings: {}\n",
        ["bad.yaml:1: unknown background 'studnet': did you mean 'student'?"],
    ),
    "too many years": ("ratings: {}\nyears: 99\n", ["bad.yaml:2: years: expected a number from 0 to 60, found 99"]),
    "years that are no number": ("ratings: {}\nyears: .nan\n", ["bad.yaml:2: years: expected a number from 0 to 60"]),
    "no ratings": ("background: student\n", ["bad.yaml:1: ratings: expected a mapping"]),
    "a list": ("- maths\n", ["bad.yaml:1: expected a mapping"]),
    "nothing": ("", ["bad.yaml:1: expected a mapping"]),
    "no YAML": ("ratings: [1,\n  2\n", ["bad.yaml:", "not readable as YAML or JSON"]),
    "an alias": ("ratings: &a\n  maths: 2\nbackground: *a\n", ["bad.yaml:1: anchors"]),
    "two documents": ("ratings: {}\n---\nratings: {}\n", ["bad.yaml:2: expected one document"]),
    "several faults": (
        "background: 7\nratings:\n  maths: 9\n  softwear: 1\n",
        ["bad.yaml:1: unknown background '7'", "bad.yaml:3: ratings.maths", "bad.yaml:4: unknown question 'softwear'"],
    ),
}


@pytest.mark.parametrize("case", BAD_ANSWERS)
def test_bad_answers_are_3(case: str, placed: Run, tmp_path: Path):
    """A bad file of answers is refused with file, line and what was expected; the profile stays byte for byte."""
    text, expected = BAD_ANSWERS[case]
    (tmp_path / "bad.yaml").write_text(text, "utf-8")
    before = kept(placed.home)
    result = called(placed, "quiz", "--answers", "bad.yaml", cwd=tmp_path)
    said = message_of(result)
    assert [part for part in expected if part not in said] == []
    assert result.returncode == 3
    assert kept(placed.home) == before


def test_bad_json_answers_are_3(placed: Run, tmp_path: Path):
    """A file of answers in JSON is held to the same: the second of two equal keys is named by its line."""
    (tmp_path / "bad.json").write_text('{\n\t"ratings": {\n\t\t"maths": 1,\n\t\t"maths": 2}\n}\n', "utf-8")
    before = kept(placed.home)
    result = called(placed, "quiz", "--answers", "bad.json", cwd=tmp_path)
    assert "bad.json:4: duplicate key 'maths' (first on line 3)" in message_of(result)
    assert result.returncode == 3
    assert kept(placed.home) == before


def test_binary_answers_are_3(placed: Run, tmp_path: Path):
    """A file of answers that is no text is refused by name."""
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00ratings")
    result = called(placed, "quiz", "--answers", "bad.yaml", cwd=tmp_path)
    assert "expected UTF-8 text" in message_of(result)
    assert result.returncode == 3


def test_missing_ratings_are_2(placed: Run, tmp_path: Path):
    """A file that leaves areas unrated is no fault of the file: it names each area and the flag that rates it."""
    (tmp_path / "half.yaml").write_text("ratings: {software: 2}\n", "utf-8")
    before = kept(placed.home)
    result = called(placed, "quiz", "--answers", "half.yaml", cwd=tmp_path)
    said = message_of(result)
    assert "maths" in said
    assert "--rate" in said
    assert result.returncode == 2
    assert kept(placed.home) == before


# 3: the profile


def _garbage(file: Path) -> None:
    file.write_bytes(b"this was never a profile\n" * 400)


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _foreign(file: Path) -> None:
    file.unlink()
    _run_sql(file, "CREATE TABLE recipe (name TEXT)")


def _newer(file: Path) -> None:
    _run_sql(file, "PRAGMA user_version = 99")


def _strange_level(file: Path) -> None:
    _run_sql(file, "UPDATE assessment SET level = 'wizard'")


def _strange_day(file: Path) -> None:
    _run_sql(file, "UPDATE assessment SET finished = 'yesterday'")


def _strange_rating(file: Path) -> None:
    _run_sql(file, "UPDATE answer SET value = 'much' WHERE key = 'maths'")


def _run_sql(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "garbage": _garbage,
    "the second half lost": _half,
    "another program's": _foreign,
    "a newer version's": _newer,
    "a level that is none": _strange_level,
    "a day that is none": _strange_day,
    "a rating that is no number": _strange_rating,
}


@pytest.fixture
def damaged(placed: Run) -> Callable[[str], Run]:
    """Return a way to damage the profile, which returns the runner of its home."""

    def make(damage: str) -> Run:
        DAMAGES[damage](placed.home / "profile.db")
        return placed

    return make


@pytest.mark.parametrize(
    "line",
    [
        "quiz --answers me.json",
        "quiz --review",
        "quiz --compare",
        "done learn_sql",
        "next",
        "progress",
        "undo",
        "profile show",
        "profile export",
        "evidence",
        "evidence maths a",
        "evidence --remove 1",
        "win shipped",
        "win --remove 1",
        "wins",
        "certs mine",
        "certs mine add AI-102 --on 2026-01-02",
        "certs mine add AI-102",
        "certs mine remove 1",
    ],
)
def test_damaged_profile_is_3(line: str, damaged: Callable[[str], Run]):
    """What lives from the profile refuses a damaged one, says the way out, and leaves the file as it is."""
    run = damaged("garbage")
    before = kept(run.home)
    result = called(run, *line.split())
    said = message_of(result)
    assert "profile.db" in said
    assert "mlcareer profile reset" in said
    assert "mlcareer profile restore" in said
    assert result.returncode == 3
    assert kept(run.home) == before


def test_restore_mends_what_is_damaged(damaged: Callable[[str], Run]):
    """The way out that a damaged profile names works: a copy is back, and the next command goes."""
    run = damaged("garbage")
    result = called(run, "profile", "restore", "--yes", "--json")
    assert json.loads(result.stdout)["data"]["was_damaged"] is True
    assert called(run, "next").returncode == called(run, "check").returncode == 0


def test_import_reads_standard_input(placed: Run):
    """A document may come through a pipe, and what comes there is held to the same."""
    document = placed("profile", "export").stdout
    placed("evidence", "maths", "a")
    result = placed("profile", "import", "-", "--replace", "--yes", "--json", stdin=document)
    assert json.loads(result.stdout)["data"]["changed"] is True
    result = placed("profile", "import", "-", "--merge", stdin="{")
    assert "standard input:1:2: not readable as JSON" in message_of(result)
    assert result.returncode == 3


def test_without_a_copy_the_way_out_is_a_reset(damaged: Callable[[str], Run]):
    """Where there is no copy to bring back, none is promised."""
    run = damaged("garbage")
    shutil.rmtree(run.home / "backups")
    said = message_of(called(run, "next"))
    assert "mlcareer profile reset" in said
    assert "restore" not in said


@pytest.mark.parametrize("line", ["done learn_sql", "next"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_3(damage: str, line: str, damaged: Callable[[str], Run]):
    """However a profile is damaged, it is refused by name and left as it is, byte for byte."""
    run = damaged(damage)
    before = kept(run.home)
    result = called(run, *line.split())
    if line == "next" or result.returncode != 0:  # `done` need not look at what is damaged in the answers
        assert "profile.db" in message_of(result)
        assert result.returncode == 3
        assert kept(run.home) == before


@pytest.mark.parametrize("line", ["", "roadmap", "skills"])
@pytest.mark.parametrize("damage", ["garbage", "a newer version's", "a level that is none"])
def test_damaged_profile_is_remarked(damage: str, line: str, damaged: Callable[[str], Run]):
    """What only looks at the profile in passing goes on without it, and says so on standard error."""
    run = damaged(damage)
    before = kept(run.home)
    result = called(run, *with_json(line))
    assert result.returncode == 0
    assert json.loads(result.stdout)
    assert "profile.db" in result.stderr
    assert kept(run.home) == before


def test_pay_does_not_ask_the_profile(damaged: Callable[[str], Run]):
    """Pay is shown whatever the profile is like."""
    result = called(damaged("garbage"), "salary")
    assert (result.returncode, result.stderr) == (0, "")


def test_reset_keeps_a_damaged_profile_aside(damaged: Callable[[str], Run]):
    """A reset moves the damaged file aside as it is, and the next quiz begins anew."""
    run = damaged("garbage")
    before = kept(run.home)["profile.db"]
    result = run("profile", "reset", "--yes", "--json")
    aside = Path(json.loads(result.stdout)["data"]["kept_as"])
    assert aside.read_bytes() == before
    assert run("quiz", "--answers", "me.json").returncode == 0
    assert aside.read_bytes() == before


def test_check_finds_a_damaged_profile(damaged: Callable[[str], Run]):
    """`check` reports a damaged profile with exit code 3."""
    result = called(damaged("garbage"), "check", "--json")
    assert result.returncode == 3
    assert any("profile.db" in problem for problem in json.loads(result.stdout)["data"]["problems"])


# A home that cannot be written


@pytest.mark.parametrize(
    "line",
    [
        "",
        "roadmap",
        "salary",
        "profile show",
        "evidence",
        "wins",
        "certs mine",
        "quiz --answers me.json --no-save --mode quick",
    ],
)
def test_impossible_home(line: str, nobody: Run, tmp_path: Path):
    """Where a home cannot even be made, reading commands work, and say nothing of it."""
    (tmp_path / "file").write_text("", "utf-8")
    result = called(nobody, *line.split(), MLCAREER_HOME=str(tmp_path / "file" / "home"))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


@pytest.mark.parametrize(
    "line",
    [
        "done learn_sql",
        "quiz --answers me.json",
        "evidence maths a",
        "win shipped",
        "certs mine add AI-102 --on 2026-01-02",
    ],
)
def test_impossible_home_for_writing(line: str, nobody: Run, tmp_path: Path):
    """Where a home cannot be made, what would be saved is refused with the way out."""
    (tmp_path / "file").write_text("", "utf-8")
    result = called(nobody, *line.split(), MLCAREER_HOME=str(tmp_path / "file" / "home"))
    assert "MLCAREER_HOME" in message_of(result)
    assert result.returncode == 3


def unprivileged() -> Sequence[str]:
    """Return what to put before a command so that file modes bind it: nothing, or for root a way to lose that power."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and setpriv is not there to take that away")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.fixture
def read_only(placed: Run) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Return a way to run a command on a profile in a folder that cannot be written."""
    (placed.home / "profile.db").chmod(0o400)
    placed.home.chmod(0o500)

    def call(*args: str) -> subprocess.CompletedProcess[str]:
        command = [*unprivileged(), sys.executable, "-m", "mlcareer", *args]
        folder, env = placed.home.parent, placed.env()
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=env, cwd=folder, check=False)

    yield call
    placed.home.chmod(0o700)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "roadmap",
        "next",
        "salary",
        "skills",
        "profile show",
        "profile backups",
        "evidence",
        "wins",
        "certs mine",
        "check",
    ],
)
def test_read_only_home(line: str, read_only: Callable[..., subprocess.CompletedProcess[str]]):
    """A profile in a folder that cannot be written is read all the same."""
    result = read_only(*with_json(line))
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)


@pytest.mark.parametrize(
    "line",
    [
        "done learn_sql",
        "undo",
        "quiz --answers me.json",
        "profile reset --yes",
        "profile restore --yes",
        "evidence maths a",
        "win shipped",
        "certs mine add AI-102 --on 2026-01-02",
    ],
)
def test_read_only_home_for_writing(line: str, read_only: Callable[..., subprocess.CompletedProcess[str]]):
    """A profile that cannot be written refuses what would change it, by name."""
    result = read_only(*line.split())
    assert "profile.db" in message_of(result)
    assert result.returncode == 3


@pytest.mark.parametrize("line", ["profile export", "wins", "certs mine", "next", "plan", "progress", "profile show"])
def test_a_profile_out_of_reach_is_never_taken_for_empty(line: str, placed: Run):
    """A profile that may not even be looked for is refused by name, with the way out; nothing is shown as if new."""
    placed.home.parent.chmod(0o000)
    command = [*unprivileged(), sys.executable, "-m", "mlcareer", *line.split()]
    try:
        result = subprocess.run(command, capture_output=True, encoding="utf-8", env=placed.env(), cwd="/", check=False)
    finally:
        placed.home.parent.chmod(0o700)
    assert "profile.db" in message_of(result)
    assert "MLCAREER_HOME" in result.stderr
    assert result.returncode == 3


@pytest.mark.parametrize("name", ["profile.db", "profile.db-journal", "backups/profile-20261122.db"])
def test_an_export_never_takes_the_profile_s_place(name: str, placed: Run):
    """An export into the profile's own files is refused, whatever is forced; the profile stays as it is."""
    before = (placed.home / "profile.db").read_bytes()
    result = called(placed, "profile", "export", str(placed.home / name), "--force")
    assert "the profile's own place" in message_of(result)
    assert result.returncode == 2
    assert (placed.home / "profile.db").read_bytes() == before


# 130


def test_interrupt_is_130(run: Run):
    """Ctrl-C at a question ends with 130 and one line."""
    with Terminal(run.env(), "quiz") as terminal:
        terminal.asked(1)
        terminal.press("ctrl-c")
        assert terminal.leave() == 130
        assert terminal.text.splitlines()[-1].startswith("mlcareer: stopped")


def test_interrupt_while_loading_is_130(run: Run):
    """Ctrl-C before the program has loaded is met like any other: 130, and no traceback."""
    program = (
        "import runpy, signal, sys\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'typer':\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "sys.argv[:] = ['mlcareer', 'salary']\n"
        "runpy.run_module('mlcareer', run_name='__main__')\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", env=run.env(), check=False
    )
    assert message_of(result).count("\n") == 1
    assert result.returncode in {130, -signal.SIGINT}
