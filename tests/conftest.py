"""What every test stands on: a world of its own, and the shipped pack read once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from mlcareer.core.assessment import Answers, Assessment
from mlcareer.core.ladder import Roadmap
from mlcareer.core.skill import SkillMap
from mlcareer.core.step import Steps
from mlcareer.pack.library import Library

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""
TODAY = "2026-11-22"
ME = """background: data_scientist
years: 4
ratings: {software: 2, maths: 3, data: 3, classical_ml: 4, deep_learning: 2, genai: 2, evaluation: 3,
  serving: 1, mlops: 1, cloud: 1, system_design: 2, responsible_ai: 1, communication: 3, leadership: 2}
"""
"""The answers of one person."""

settings.register_profile("house", deadline=None)  # how busy a machine is, is no property of the program
settings.load_profile("house")


class Run:
    """Runs the program as a person or script would: another process, a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def env(self, **more: str) -> dict[str, str]:
        """Return an environment with nothing of ours in it but the home, the date and what is asked for.

        Compiled modules are kept as they are for a person, even where the shell that runs the tests says otherwise: a
        start that compiles the whole program takes twice as long.
        """
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MLCAREER_", "LC_"))}
        unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LANG", "CLICOLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "CI")
        for name in (*unset, "PYTHONDONTWRITEBYTECODE"):
            kept.pop(name, None)
        return {**kept, "LANG": "C.UTF-8", "MLCAREER_HOME": str(self.home), "MLCAREER_TODAY": TODAY, **more}

    def __call__(
        self, *args: str, stdin: str | None = None, cwd: Path | None = None, **env: str
    ) -> subprocess.CompletedProcess[str]:
        """Run mlcareer with these arguments; standard input is empty unless given."""
        return subprocess.run(
            [sys.executable, "-m", "mlcareer", *args],
            input=stdin or "",
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            env=self.env(**env),
            cwd=cwd or self.home.parent,
            check=False,
        )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a runner with an empty home."""
    return Run(tmp_path / "home")


@pytest.fixture
def me(tmp_path: Path) -> Path:
    """Return a file with the answers of one person."""
    file = tmp_path / "me.yaml"
    file.write_text(ME, "utf-8")
    return file


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the shipped pack, without a cache."""
    return Library(None)


@pytest.fixture(scope="session")
def skills(library: Library) -> SkillMap:
    """Return the shipped areas and skills."""
    return library.skills()


@pytest.fixture(scope="session")
def roadmap(library: Library) -> Roadmap:
    """Return the shipped ladder."""
    return library.roadmap()


@pytest.fixture(scope="session")
def assessment(library: Library) -> Assessment:
    """Return the shipped quiz."""
    return library.assessment()


@pytest.fixture(scope="session")
def steps(library: Library) -> Steps:
    """Return the shipped steps."""
    return library.steps()


@pytest.fixture(scope="session")
def rated(skills: SkillMap) -> Callable[..., Answers]:
    """Return a way to make answers: every area rated `level`, but for the areas named."""

    def make(level: int, **others: int) -> Answers:
        return Answers(ratings={area.id: others.get(area.id, level) for area in skills.areas})

    return make
