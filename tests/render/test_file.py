"""Files that a person asks for: whole or not at all, never over another by chance, and theirs alone."""

import os
import stat
from pathlib import Path

import pytest

from mlcareer.errors import MlcareerError, WrongUsageError
from mlcareer.render.file import refuse_existing, write_whole

posix = pytest.mark.skipif(os.name == "nt", reason="modes and devices of POSIX")


def written(path: Path, content: bytes = b"new", *, force: bool = False, private: bool = False) -> None:
    """Write a file as the commands do."""
    refuse_existing(path, force=force)
    write_whole(path, content, private=private)


@posix
def test_a_new_file_is_its_owner_s_alone(tmp_path: Path):
    """A file is there whole, readable by its owner only, and nothing lies beside it."""
    written(tmp_path / "me.json")
    assert (tmp_path / "me.json").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "me.json").stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "me.json"]


@posix
@pytest.mark.parametrize(("private", "mode"), [(False, 0o644), (True, 0o600)])
def test_an_old_file_keeps_its_mode_unless_it_becomes_private(private: bool, mode: int, tmp_path: Path):
    """An overwritten file is as readable as it was; where what is written is private, it is its owner's alone."""
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o644)
    written(tmp_path / "old", force=True, private=private)
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == mode


@posix
def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path):
    """A file in the way is refused with --force and stays as it is; forced, a link to it stays a link."""
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "old")
    for name in ("old", "link"):
        with pytest.raises(WrongUsageError) as refused:
            written(tmp_path / name)
        assert "--force" in refused.value.way_out
    assert (tmp_path / "old").read_bytes() == b"old"
    written(tmp_path / "link", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "old").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("place", ["nowhere/me.json", "folder", "/dev/null"])
@pytest.mark.parametrize("force", [False, True])
def test_a_place_that_is_no_file_is_refused(tmp_path: Path, place: str, force: bool):
    """A folder, a device and a folder that is not there are refused, forced or not, and nothing is left behind."""
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(MlcareerError):
        written(tmp_path / place, force=force)
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/dev/null").is_file()
