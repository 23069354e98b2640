"""What a command loads: nothing that it does not need, for that is what makes it quick."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Run

import mlcareer
from mlcareer.cli.app import Commands
from mlcareer.core.skill import SkillMap

pytestmark = pytest.mark.xdist_group("imports")  # one process makes what its tests share, once

SOURCES = sorted(Path(mlcareer.__file__).parent.rglob("*.py"))
SLOW = frozenset({"duckdb", "rich", "questionary", "prompt_toolkit", "sqlite3", "yaml", "pydantic", "platformdirs"})
"""What costs a start ten milliseconds or more, or is needed only for something else."""
WATCHED = """
import os, sys
leave = os._exit
def report(code):
    sys.stderr.write(" ".join(sys.modules))
    sys.stderr.flush()
    leave(code)
os._exit = report
"""
"""Runs before a program: when it ends, the modules it has loaded are told on standard error."""
PROGRAM = "from mlcareer.__main__ import main\nmain()\nreport(0)\n"
BARE_TYPER = """
import typer
app = typer.Typer()
@app.command()
def one(json: bool = False) -> None: ...
try:
    app([])
finally:
    report(0)
"""


def loaded(run: Run, program: str, *args: str) -> set[str]:
    """Return the modules that a program has loaded in a fresh interpreter by the time it ends."""
    command = [sys.executable, "-c", WATCHED + program, *args]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=run.env(), check=False)
    assert result.returncode == 0
    return set(result.stderr.split())


def packages(modules: set[str]) -> set[str]:
    """Return the top-level packages of modules."""
    return {module.partition(".")[0] for module in modules}


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory, skills: SkillMap) -> Run:
    """Return a runner whose pack is compiled and whose profile holds a placement."""
    run = Run(tmp_path_factory.mktemp("imports") / "home")
    answers = {"background": "student", "years": 2, "ratings": {area.id: 2 for area in skills.areas}}
    (run.home.parent / "me.json").write_text(json.dumps(answers), "utf-8")
    for line in ("quiz --answers me.json", "salary", "sources", "roadmap", "next", "certs recommend", "check --fresh"):
        assert run(*line.split()).returncode == 0
    return run


@pytest.fixture(scope="module")
def of_typer(placed: Run) -> set[str]:
    """Return the packages that a program of one command loads with this Typer, whatever we do."""
    return packages(loaded(placed, BARE_TYPER))


def modules_of(run: Run, line: str) -> set[str]:
    """Return the modules that a command line has loaded by its end."""
    found = loaded(run, PROGRAM, *line.split())
    assert "mlcareer" in found
    return found


@pytest.mark.parametrize("line", ["salary --json", "salary --level senior --json", "sources --json"])
def test_json_of_pay_is_light(line: str, placed: Run, of_typer: set[str]):
    """Once the pack is compiled, figures as JSON load no screen, no prompts, no database, no YAML, no validator."""
    found = packages(modules_of(placed, line))
    assert found & (SLOW - of_typer) == set()
    assert found & {"rich", "questionary", "prompt_toolkit", "sqlite3"} == set()


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("salary", {"rich"}),
        ("sources", {"rich"}),
        ("sources aijobs-2025-06-22", {"rich"}),
        ("check --fresh --json", set()),
        ("roadmap --json", {"sqlite3"}),
        ("skills --json", {"sqlite3"}),
        ("next --json", {"sqlite3"}),
        ("progress --json", {"sqlite3"}),
        ("profile show --json", {"sqlite3"}),
        ("profile export", {"sqlite3"}),
        ("profile backups --json", {"sqlite3"}),
        ("evidence --json", {"sqlite3"}),
        ("wins --json", {"sqlite3"}),
        ("certs mine --json", {"sqlite3"}),
        ("certs", {"rich"}),
        ("certs --json", set()),
        ("certs AI-102 --json", set()),
        ("certs recommend --json", {"sqlite3"}),
        ("--help", set()),
    ],
)
def test_only_what_is_needed(line: str, allowed: set[str], placed: Run, of_typer: set[str]):
    """A warm command loads the database only for the profile, Rich only for a screen, prompts and YAML never."""
    assert packages(modules_of(placed, line)) & (SLOW - of_typer) <= allowed


@pytest.mark.parametrize("line", ["salary", "roadmap", "--help"])
def test_commands_are_lazy(line: str, placed: Run):
    """A command loads its own module and no other command's; help loads none."""
    commands = {entry.module for entry in Commands.entries.values()}
    own = {entry.module for name, entry in Commands.entries.items() if name == line}
    assert modules_of(placed, line) & commands == own


def test_quiz_is_not_loaded_for_pay(placed: Run):
    """Pay does not load the quiz, its prompts or the placement."""
    strangers = {"mlcareer.cli.quiz", "mlcareer.prompts", "mlcareer.core.placement", "mlcareer.profile.store"}
    assert modules_of(placed, "salary") & strangers == set()


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version_is_instant(flag: str, placed: Run):
    """The version is told before Typer is loaded."""
    found = packages(modules_of(placed, flag))
    assert found & {"typer", "click", *SLOW} == set()


@pytest.mark.parametrize("file", SOURCES, ids=[file.stem for file in SOURCES])
def test_nobody_imports_click(file: Path):
    """No module imports Click, which Typer has swallowed, nor Typer's private parts."""
    tree = ast.parse(file.read_text("utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in named if name.split(".")[0] == "click" or name.startswith("typer._")}
