"""The tool that writes the pack's computed part: the same bytes each time, the head untouched, every change told."""

import importlib.util
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from tests.conftest import ROOT

SOURCE = ("--source", "invented-rows", "--as-of", "2025-06-22")
SHARED = ROOT.parent / "shared" / "data"
WAGES = """soc,occupation,area_type,area,employment,p10,p25,p50,p75,p90,wage_rse_pct
15-2051,Data Scientists,national,United States,10,1,2,3,4,5,0.7
15-2051,Data Scientists,metro,"Denver-Aurora-Centennial, CO",7,,,,,,
"""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Return tools/build_salaries.py, loaded as a module."""
    spec = importlib.util.spec_from_file_location("build_salaries", ROOT / "tools" / "build_salaries.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_salaries"] = module
    spec.loader.exec_module(module)
    return module


Build = Callable[..., int]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the pack's pay."""
    return Path(shutil.copy(ROOT / "data" / "salaries.yaml", tmp_path / "salaries.yaml"))


@pytest.fixture
def build(tool: ModuleType, invented: Path, pack: Path) -> Build:
    """Return a way to run the tool on the invented rows and the copy."""

    def run(*more: str, raw: Path = invented) -> int:
        code: int = tool.main([str(raw), "--pack", str(pack), *more])
        return code

    return run


def test_two_runs_write_the_same_bytes(build: Build, pack: Path, capsys: pytest.CaptureFixture[str]):
    """A second run changes nothing, a check after it passes, and what stands above the marker is as it was."""
    head = pack.read_bytes().partition(b"\n# computed")[0]
    assert build(*SOURCE) == 0
    first = pack.read_bytes()
    assert first.partition(b"\n# computed")[0] == head
    assert build(*SOURCE) == 0
    assert pack.read_bytes() == first
    capsys.readouterr()
    assert build(*SOURCE, "--check") == 0
    assert "\n0 changes;" in capsys.readouterr().out


def test_a_check_tells_each_change_and_writes_nothing(build: Build, pack: Path, capsys: pytest.CaptureFixture[str]):
    """A figure, a cell too many and a cell too few are each told, with what was and what is; the file stays."""
    build(*SOURCE)
    text = pack.read_text("utf-8")
    first, second, *_ = (line for line in text.splitlines() if "basis: rows" in line and "p50" in line)
    other = re.sub(r"p50: \d+", "p50: 987", second)
    changed = text.replace(f"{first}\n", "").replace(second, other)
    changed = changed.replace("\nofficial:", f"\n{first.replace('country: US', 'country: AT')}\nofficial:")
    pack.write_text(changed, "utf-8")
    capsys.readouterr()
    assert build(*SOURCE, "--check") == 1
    said = capsys.readouterr().out
    assert pack.read_text("utf-8") == changed
    assert ": added\n" in said
    assert ": gone\n" in said
    assert " p50 987 -> " in said
    assert "\n3 changes;" in said


def test_another_file_is_told_and_needs_a_name(build: Build, pack: Path, capsys: pytest.CaptureFixture[str]):
    """A file that is not the one the pack is made from is refused until its source and date are named."""
    before = pack.read_bytes()
    assert build() == 1
    said = capsys.readouterr()
    assert "this is not the file the pack is made from" in said.out
    assert "--source ID --as-of DATE" in said.err
    assert pack.read_bytes() == before


def test_nothing_is_computed_from_malformed_rows(
    build: Build, pack: Path, invented: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """A malformed row is told with its line, and the pack stays as it was."""
    raw, before = tmp_path / "raw.csv", pack.read_bytes()
    lines = invented.read_bytes().split(b"\r\n")
    lines[700] = lines[700].replace(b",FT,", b",XX,").replace(b",PT,", b",XX,")
    raw.write_bytes(b"\r\n".join(lines))
    assert build(*SOURCE, raw=raw) == 1
    assert f"{raw}:701: employment_type: expected" in capsys.readouterr().err
    assert pack.read_bytes() == before


def test_wages_come_from_the_bureau_s_file(build: Build, pack: Path, tmp_path: Path):
    """Official wages are those of the file, areas by the pack's ids; without the file they stay."""
    wages = tmp_path / "wages.csv"
    wages.write_text(WAGES, "utf-8")
    assert build(*SOURCE, "--bls", str(wages)) == 0
    of_it = pack.read_text("utf-8").partition("\nofficial:\n")[2].partition("\nrates:")[0].splitlines()
    source, wage = "source: bls-oews-may2025, as_of: '2026-05-15'", "- {soc: 15-2051, occupation: Data Scientists, area"
    assert of_it == [
        f"{wage}: US, employment: 10, {source}, p10: 1, p25: 2, p50: 3, p75: 4, p90: 5, wage_rse: 0.7}}",
        f"{wage}: denver, employment: 7, {source}}}",
    ]
    assert build(*SOURCE) == 0
    assert pack.read_text("utf-8").partition("\nofficial:\n")[2].partition("\nrates:")[0].splitlines() == of_it


if SHARED.exists():

    def test_the_shipped_file_is_what_the_tool_writes(tool: ModuleType, capsys: pytest.CaptureFixture[str]):
        """From the public files nothing in data/salaries.yaml would change, not a byte."""
        wages = str(SHARED / "bls_oews_may2025.csv")
        assert tool.main([str(SHARED / "salaries_2025-06-22.csv.gz"), "--bls", wages, "--check"]) == 0
        assert "\n0 changes; 359 cells, 45 official" in capsys.readouterr().out
