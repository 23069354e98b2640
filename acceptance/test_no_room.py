"""A disk that is full, a home that cannot be written: what was saved stays, what is refused says so and why."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from acceptance.conftest import EXAMPLE, Person

WRITING = (
    ("done", "learn_sql"),
    ("start", "learn_apis"),
    ("note", "learn_apis", "half way", "--hours", "2"),
    ("skip", "learn_testing", "--known"),
    ("undo",),
    ("win", "shipped", "it", "--area", "serving"),
    ("evidence", "maths", "one more"),
    ("evidence", "--remove", "1"),
    ("quiz", "--answers", str(EXAMPLE), "--mode", "quick"),
    ("profile", "import", "{document}", "--merge"),
    ("profile", "import", "{document}", "--replace", "--yes"),
    ("profile", "restore", "--yes"),
)
"""Everything that writes and has nothing else to show; a plan is told below."""
FITS = 16384
"""Bytes in which an export finds room."""
READING = (("profile", "show"), ("next",), ("evidence",), ("profile", "export"), ("profile", "backups"), ("check",))


@pytest.fixture
def small_disk(tmp_path: Path, cache: Path) -> Iterator[Person]:
    """Return somebody whose home lies on a disk of half a megabyte."""
    home = tmp_path / "disk" / "home"
    home.parent.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(home.parent)], check=False)
    if mounted.returncode:
        pytest.skip("a file system may not be mounted here")
    try:
        person = Person(home, cache)
        person.does("quiz", "--answers", str(EXAMPLE), "--mode", "quick")
        person.does("done", "learn_containers")
        person.does("evidence", "maths", "the first line")
        yield person
    finally:
        subprocess.run(["umount", str(home.parent)], check=True)


@pytest.fixture
def document(people: Callable[[str], Person], tmp_path: Path) -> str:
    """Return somebody else's document, which holds what no profile here does."""
    other = people("elsewhere")
    other.does("evidence", "serving", "of the document")
    other.does("profile", "export", str(tmp_path / "document.json"))
    return str(tmp_path / "document.json")


def filled(disk: Path, free: int) -> Path:
    """Fill a disk but for so many bytes; return the file that fills it."""
    filler = disk / "filler"
    with filler.open("wb") as file:
        room = os.statvfs(disk)
        file.write(bytes(room.f_bavail * room.f_frsize - free))
    return filler


@pytest.mark.parametrize("free", [0, 4096, 16384])
def test_a_full_disk(free: int, small_disk: Person, document: str):
    """Where there is no room, saving is refused in one line with the way out; nothing confirmed is lost."""
    person = small_disk
    filler = filled(person.home.parent, free)
    before = person.export()
    confirmed = 0
    for line in WRITING:
        words = [word.format(document=document) for word in line]
        result = person(*words)
        if result.returncode == 0:  # little room is enough for some
            confirmed += 1
            before = person.export()
            continue
        assert (result.returncode, result.stdout) == (3, "")
        said, way_out = result.stderr.splitlines()
        assert "full" in said
        assert "free some space" in way_out
        assert person.export() == before
    assert confirmed < len(WRITING)
    assert free or confirmed == 0
    for line in () if free else READING:
        assert person(*line).returncode == 0
    file = str(person.home / "me.json")
    if free < FITS:
        person.refused("profile", "export", file, says="not written", way_out="make room", code=1)
    assert not list(person.home.rglob("*.part"))
    filler.unlink()
    person.does("evidence", "maths", "there is room again")
    assert "there is room again" in person.holds()
    assert person.is_sound()


def test_a_plan_is_shown_where_it_cannot_be_kept(small_disk: Person):
    """On a full disk a plan is shown all the same; one remark says that what was asked for is not kept, and why."""
    filler = filled(small_disk.home.parent, 0)
    before = small_disk.export()
    result = small_disk("plan", "--hours", "9")
    assert result.returncode == 0
    assert "9 h a week" in result.stdout
    assert len(result.stderr.splitlines()) == 1
    assert "this is not kept" in result.stderr
    assert "full" in result.stderr
    assert small_disk.export() == before
    filler.unlink()
    small_disk.does("plan", "--hours", "9")
    assert {"name": "plan.hours", "value": "9.0"}.items() <= {
        key: value
        for row in small_disk.export()["settings"]
        if row["name"] == "plan.hours"
        for key, value in row.items()
    }.items()


def test_a_file_that_may_not_grow(person: Person):
    """Where a limit keeps files from growing, the same: refused, nothing lost, and it works once the limit is gone."""
    before = person.export()
    size = person.profile.stat().st_size
    for limit in (size // 2, size // 8, 1024):
        limits = (limit, limit)
        result = person(
            "quiz",
            "--answers",
            str(EXAMPLE),
            "--mode",
            "quick",
            preexec_fn=lambda limits=limits: resource.setrlimit(resource.RLIMIT_FSIZE, limits),
        )
        assert (result.returncode, result.stdout) == (3, "")
        assert len(result.stderr.splitlines()) == 2
        assert person.export() == before
    person.does("evidence", "maths", "it grows again")
    assert person.is_sound()


def bound() -> list[str]:
    """Return what to put before a command so that file modes bind the superuser too."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and setpriv is not there to take that away")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.mark.parametrize("what", ["folder", "folder and file"])
def test_a_home_that_cannot_be_written(what: str, person: Person, document: str):
    """In a read-only home everything is read, everything that would write is refused, and nothing is changed."""
    person.does("done", "learn_containers")
    before = person.export()
    bytes_ = person.profile.read_bytes()
    person.before = bound()
    folders = [person.home, person.home / "backups"]
    try:
        if what != "folder":
            person.profile.chmod(0o400)
        for folder in folders:
            folder.chmod(0o500)
        for line in READING:
            assert person(*line).returncode == 0, line
        for line in WRITING:
            words = [word.format(document=document) for word in line]
            result = person(*words)
            assert (result.returncode, result.stdout) == (3, ""), line
            said, way_out = result.stderr.splitlines()
            assert str(person.home) in said
            assert "MLCAREER_HOME" in way_out or "let" in way_out
    finally:
        for folder in folders:
            folder.chmod(0o700)
        person.profile.chmod(0o600)
    assert person.profile.read_bytes() == bytes_
    assert person.export() == before
    person.does("evidence", "maths", "written again")


def test_a_folder_of_copies_that_cannot_be_written(person: Person, document: str):
    """Where no copy can be kept, what is saved is saved and one remark says so; what needs a copy is refused."""
    person.before = bound()
    folder = person.home / "backups"
    folder.chmod(0o500)
    person.today = "2026-11-23"
    try:
        result = person("evidence", "maths", "without a copy")
        assert result.returncode == 0
        assert len(result.stderr.splitlines()) == 1
        assert "no copy of today could be kept" in result.stderr
        before = person.export()
        for line in WRITING[-2:]:
            words = [word.format(document=document) for word in line]
            person.refused(*words, says="so nothing was changed", way_out=str(folder))
        assert person.export() == before
    finally:
        folder.chmod(0o700)
    person.does("evidence", "maths", "with a copy")
