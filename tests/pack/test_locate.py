"""Finding the pack: by MLCAREER_DATA, beside the package, in the checkout; and how paths are shown."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mlcareer
from mlcareer.errors import InvalidDataError
from mlcareer.pack.check import FILES
from mlcareer.pack.locate import data_dir, shown

DATA = Path(__file__).resolve().parents[2] / "data"
PACKAGE = Path(mlcareer.__file__).parent


def asked(site: Path, cwd: Path, code: str = "from mlcareer.pack.locate import data_dir; print(data_dir())") -> str:
    """Ask a package that lies in `site`, from the folder `cwd`, and return what it prints."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("MLCAREER_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**env, "PYTHONPATH": str(site)},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout.strip()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with the package in it, as an installer leaves it, but for the pack."""
    folder = tmp_path / "lib" / "site"
    shutil.copytree(PACKAGE, folder / "mlcareer", ignore=shutil.ignore_patterns("__pycache__", "data"))
    return folder


def test_the_pack_is_found_without_being_told_where(monkeypatch: pytest.MonkeyPatch):
    """With nothing set, the folder found holds every file of the pack."""
    monkeypatch.delenv("MLCAREER_DATA", raising=False)
    assert {file.stem for file in data_dir().glob("*.yaml")} >= set(FILES)


def test_a_wheel_finds_the_pack_beside_it(site: Path, tmp_path: Path):
    """An installed package finds the pack inside itself, from whatever folder it runs."""
    shutil.copytree(DATA, site / "mlcareer" / "data")
    assert asked(site, tmp_path) == str(site / "mlcareer" / "data")


def test_a_checkout_finds_the_pack_at_its_top(tmp_path: Path):
    """A package in `src` finds the pack at the top of its checkout, from whatever folder it runs."""
    source = tmp_path / "checkout" / "src"
    shutil.copytree(PACKAGE, source / "mlcareer", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copytree(DATA, tmp_path / "checkout" / "data")
    assert asked(source, tmp_path) == str(tmp_path / "checkout" / "data")


def test_a_wheel_s_own_pack_goes_before_a_stranger_s(site: Path, tmp_path: Path):
    """A folder that happens to be called data near an installed package is not taken for the pack."""
    shutil.copytree(DATA, site / "mlcareer" / "data")
    (site.parent / "data").mkdir()
    assert asked(site, tmp_path) == str(site / "mlcareer" / "data")


def test_a_missing_pack_is_told_with_the_way_out(site: Path, tmp_path: Path):
    """An installation without a pack says so, and what to do."""
    code = (
        "from mlcareer.errors import InvalidDataError\n"
        "from mlcareer.pack.locate import data_dir\n"
        "try:\n"
        "    data_dir()\n"
        "except InvalidDataError as fault:\n"
        "    print(fault.exit_code, fault.way_out)\n"
    )
    assert asked(site, tmp_path, code).startswith("3 install")


def test_a_folder_named_by_hand_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """MLCAREER_DATA names the pack to use."""
    monkeypatch.setenv("MLCAREER_DATA", str(tmp_path))
    assert data_dir() == tmp_path


def test_an_empty_name_is_none(monkeypatch: pytest.MonkeyPatch):
    """MLCAREER_DATA set to nothing means that it is not set."""
    monkeypatch.delenv("MLCAREER_DATA", raising=False)
    usual = data_dir()
    monkeypatch.setenv("MLCAREER_DATA", "")
    assert data_dir() == usual


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_name_that_is_no_folder_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """MLCAREER_DATA with anything but a folder is refused by name; the bundled pack does not step in silently."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("MLCAREER_DATA", str(tmp_path / name))
    with pytest.raises(InvalidDataError) as fault:
        data_dir()
    assert str(tmp_path / name) in fault.value.message
    assert fault.value.way_out


def test_a_path_below_the_current_folder_is_shown_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A message names a file as a person in this folder would."""
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "data" / "x.yaml") == str(Path("data") / "x.yaml")


def test_a_path_elsewhere_is_shown_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file outside the current folder is named by its whole path."""
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert shown(tmp_path / "x.yaml") == str(tmp_path / "x.yaml")


def test_a_relative_path_is_shown_as_it_was_given():
    """A path that a person typed is shown as they typed it."""
    assert shown(Path("me.yaml")) == "me.yaml"


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let a folder go while somebody is in it")
def test_a_path_is_shown_even_where_the_current_folder_is_gone(site: Path, tmp_path: Path):
    """In a folder that was deleted meanwhile, paths are shown whole."""
    code = (
        "import os, pathlib\n"
        "from mlcareer.pack.locate import shown\n"
        "os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')\n"
        "print(shown(pathlib.Path('/x/y.yaml')))\n"
    )
    assert asked(site, tmp_path, code) == "/x/y.yaml"
