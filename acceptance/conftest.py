"""What the fault tests stand on: the installed program, run as its own process, in a home of its own."""

import json
import os
import subprocess
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "mlcareer")
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "answers.yaml"
TODAY = "2026-11-22"
Result = subprocess.CompletedProcess[str]


class Person:
    """Someone with a home, who runs the installed program."""

    def __init__(self, home: Path, cache: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        (home / "cache").symlink_to(cache)  # one compiled pack for all, so that each start is a warm one
        self.home = home
        self.profile = home / "profile.db"
        self.today = TODAY
        self.before: Sequence[str] = ()

    def env(self) -> dict[str, str]:
        """Return an environment with nothing of ours in it but the home and the day."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MLCAREER_")}
        return {**kept, "LANG": "C.UTF-8", "MLCAREER_HOME": str(self.home), "MLCAREER_TODAY": self.today}

    def start(self, *args: str, **more: Any) -> subprocess.Popen[str]:
        """Start the program without waiting for it."""
        return subprocess.Popen(
            [*self.before, PROGRAM, *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self.env(),
            **more,
        )

    def __call__(self, *args: str, **more: Any) -> Result:
        """Run the program to its end; whatever happens it shows no traceback, and on failure no result."""
        with self.start(*args, **more) as process:
            out, err = process.communicate(timeout=60)
        assert "Traceback" not in err
        assert "fault of the program itself" not in err
        return subprocess.CompletedProcess(args, process.returncode, out, err)

    def does(self, *args: str) -> str:
        """Run what must succeed; return its result."""
        result = self(*args)
        assert (result.returncode, result.stderr) == (0, ""), args
        return result.stdout

    def refused(self, *args: str, says: str, way_out: str, code: int = 3, **more: Any) -> None:
        """Run what must be refused: one line that says why, one with the way out, the code, no result."""
        result = self(*args, **more)
        assert (result.returncode, result.stdout) == (code, ""), args
        said = result.stderr.splitlines()
        assert len(said) == 2
        assert said[0].startswith("mlcareer: ")
        assert says in said[0]
        assert said[1].startswith("  ")
        assert way_out in said[1]

    def export(self) -> dict[str, Any]:
        """Return everything that the profile holds, but for the moment of asking."""
        data: dict[str, Any] = json.loads(self.does("profile", "export"))["data"]
        data.pop("made")
        return data

    def holds(self) -> set[str]:
        """Return the lines of evidence that the profile holds."""
        return {row["note"] for row in self.export()["evidence"]}

    def is_sound(self) -> bool:
        """Tell whether the program's own check finds nothing."""
        return bool(json.loads(self.does("check", "--json"))["data"]["sound"])


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the compiled pack."""
    folder = tmp_path_factory.mktemp("compiled")
    person = Person(tmp_path_factory.mktemp("first") / "home", folder)
    for line in ("quiz --answers {} --mode quick", "next", "done learn_sql", "evidence maths a", "skills"):
        assert person(*line.format(EXAMPLE).split()).returncode == 0
    return folder


@pytest.fixture
def people(tmp_path: Path, cache: Path) -> Callable[[str], Person]:
    """Return a way to meet people who have just taken the quiz."""

    def meet(name: str) -> Person:
        person = Person(tmp_path / name, cache)
        person.does("quiz", "--answers", str(EXAMPLE), "--mode", "quick")
        return person

    return meet


@pytest.fixture
def person(people: Callable[[str], Person]) -> Iterator[Person]:
    """Return somebody who has taken the quiz and noted a line, with a copy of the profile kept."""
    person = people("home")
    person.does("evidence", "maths", "the first line")
    yield person
    person.home.chmod(0o700)
