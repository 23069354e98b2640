"""Names, letters, widths and disks that would have a survey misread: each is read rightly, or told as what it is."""

import errno
import gzip
import io
import os
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pytest
from tests.survey.reference import HEADER

from mlcareer.core.surveyed import Count, Selection
from mlcareer.errors import InvalidDataError, MlcareerError, WrongUsageError
from mlcareer.survey import count as counting
from mlcareer.survey.count import count
from mlcareer.survey.layout import layout
from mlcareer.survey.query import Answer
from mlcareer.survey.shape import CHUNK

SOUND = "2024,SE,FT,Engineer,{},USD,US,\n"
HEAD = ",".join(HEADER) + "\n"
BROKEN = "2024,SE\n"


def survey(path: Path, *rows: str, end: str = "\n") -> Path:
    """Write a survey of these rows, and return where it lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((HEAD + "".join(rows)).replace("\n", end), "utf-8", newline="")
    return path


def verdicts(found: Count) -> dict[str, int]:
    """Return how many rows are counted, left out and malformed, by why; they add up to the rows that are read."""
    counted = sum(group.n_rows for group in found.groups if group.level is None)
    by_why = {why.name: n for why, n in (*found.left_out.items(), *found.malformed.items())}
    assert found.rows == counted + sum(by_why.values())
    return {"counted": counted, **by_why}


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize(
    ("name", "decoy"),
    [
        ("p[2].csv", "p2.csv"),
        ("p[!a].csv", "pb.csv"),
        ("p?.csv", "pq.csv"),
        ("p*.csv", "pq.csv"),
        ("**/p.csv", "deep/p.csv"),
        ("d[1]/p.csv", "d1/p.csv"),
        ("p]2[.csv", "p]2.csv"),
        ("{p,q}.csv", "p.csv"),
        ("it's [a-b].csv", "it's a.csv"),
    ],
)
def test_a_name_is_never_a_pattern(tmp_path: Path, name: str, decoy: str, quote: str):
    """A file is read itself, whatever it and its folder are called, though another fits the name as a pattern."""
    path = survey(tmp_path / name, *(SOUND.format(f"{quote}{n}{quote}") for n in range(100, 140)))
    survey(tmp_path / decoy, *(SOUND.format(f"{quote}{n}{quote}") for n in range(500, 540)))
    found = count(layout(path), Selection())
    assert found.rows == 40
    assert found.groups[0].points[2] == 119.5


def test_a_folder_named_as_a_column_adds_none(tmp_path: Path):
    """A folder called job_title=x, as some tools name their parts, puts no column into the file."""
    path = survey(tmp_path / "year=1999" / "c3=Other" / "p.csv", *(SOUND.format(n) for n in range(1, 41)))
    found = count(layout(path), Selection(("engineer",), year=2024))
    assert verdicts(found) == {"counted": 40}
    assert (found.first_year, found.last_year) == (2024, 2024)


@pytest.mark.skipif(os.sep == "\\", reason="a backslash parts folders here")
def test_a_backslash_in_a_name(tmp_path: Path):
    """A name with a backslash is read; with a sign of patterns beside it, it is refused with the way out."""
    assert count(layout(survey(tmp_path / "a\\b.csv", SOUND.format(1))), Selection()).rows == 1
    survey(tmp_path / "a[1].csv", SOUND.format(1), SOUND.format(2))
    with pytest.raises(WrongUsageError, match="a name with a backslash and one of") as told:
        count(layout(survey(tmp_path / "a\\[1].csv", SOUND.format(1))), Selection())
    assert told.value.way_out == "give the file another name"


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("2024,SE,FT,\u00a0,1,USD,US,\n", "counted"),
        ("2024,SE,FT,\u3000\u2003,1,USD,US,\n", "counted"),
        ("2024,SE,FT,\t,1,USD,US,\n", "counted"),
        ("2024,SE,FT,\t \t,1,USD,US,\n", "counted"),
        ("2024,SE,FT,  ,1,USD,US,\n", "TITLE"),
        ("2024,\u00a0SE,FT,E,1,USD,US,\n", "LEVEL"),
        ("2024,SE\t,FT,E,1,USD,US,\n", "LEVEL"),
        ("2024, SE ,FT,E,1,USD,US,\n", "counted"),
        ("2024,SE,\u2003FT,E,1,USD,US,\n", "EMPLOYMENT"),
        ("2024,SE,FT\t,E,1,USD,US,\n", "EMPLOYMENT"),
        ("2024,SE,FT,E,1\t,USD,US,\n", "PAY"),
        ("2024,SE,FT,E,\u00a01,USD,US,\n", "PAY"),
        ("2024,SE,FT,E,1,USD\u00a0,US,\n", "CURRENCY"),
        ("\t2024,SE,FT,E,1,USD,US,\n", "YEAR"),
        ("\u00a02024,SE,FT,E,1,USD,US,\n", "YEAR"),
    ],
)
@pytest.mark.parametrize(
    "beside", ["", BROKEN, '2024,SE,FT,"E",1,USD,US,\n', '2024,SE,FT,"E",1\n', "2024,SE,FT,E\0,1,USD,US,\n"]
)
def test_only_a_space_is_a_space(tmp_path: Path, row: str, verdict: str, beside: str):
    """A row is judged alike in a clean file, beside a row that is broken, among quotes, and where rows are sifted."""
    path = survey(tmp_path / "p.csv", row, row, beside)
    found = verdicts(count(layout(path), Selection()))
    broken = int(beside != "" and ('"' not in beside or beside.endswith(",1\n")))
    good = int(beside != "" and not broken)
    wanted = {"counted": good, verdict: 2 + (good if verdict == "counted" else 0)}
    assert found == {**wanted, **({"GARBLED" if "\0" in beside else "BROKEN": 1} if broken else {})}


@pytest.mark.parametrize("title", ["Iş Analisti", "İş Analisti", "ÇAĞRI", "STRASSE ẞ", "ΣΊΣΥΦΟΣ", "o'Reilly"])
@pytest.mark.parametrize("beside", ["", BROKEN, "2024,SE,FT,E\0,1,USD,US,\n"])
def test_a_title_is_found_as_it_is_written(tmp_path: Path, title: str, beside: str):
    """A title or a country asked for in the letters of the file is found, whatever its small letters are."""
    row = f"2024,SE,FT,{title},1,USD,{title},\n"
    path = survey(tmp_path / "p.csv", row, SOUND.format(1), beside)
    assert verdicts(count(layout(path), Selection((title,))))["counted"] == 1
    assert verdicts(count(layout(path), Selection(countries=(f" {title} ",))))["counted"] == 1


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("rows", [1, 40, 12_000])
def test_a_file_with_old_line_ends_is_read_whole(tmp_path: Path, rows: int, quote: str, zipped: bool):
    """A file whose lines end in carriage returns alone is read to its last row, however large."""
    lines = (f"2024,SE,FT,{quote}E{quote},{n + 1},USD,US,\n" for n in range(rows))
    path = survey(tmp_path / "p.csv", *lines, end="\r")
    if zipped:
        path.write_bytes(gzip.compress(path.read_bytes()))
    assert rows < 12_000 or zipped or path.stat().st_size > CHUNK
    assert verdicts(count(layout(path), Selection())) == {"counted": rows}


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("columns", [602, 3000])
def test_a_wide_file_is_read(tmp_path: Path, columns: int, quote: str):
    """A file of many columns is counted as any other, its malformed rows found on their lines."""
    more = columns - len(HEADER)
    names = "".join(f",c{number}" for number in range(more))
    path = tmp_path / "wide.csv"
    good, bad = (f"2024,{level},FT,{quote}E{quote},1,USD,US,{',' * more}\n" for level in ("SE", "XX"))
    path.write_text(f"{HEAD[:-1]}{names}\n{good}{bad}{good}", "utf-8")
    found = count(layout(path), Selection())
    assert verdicts(found) == {"counted": 2, "LEVEL": 1}
    assert [fault.line for fault in found.faults] == [3]


def test_what_the_database_refuses_is_told_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever the database cannot do with a file is an error that names it, and no traceback."""

    def refuse(*_: Any) -> NoReturn:
        raise duckdb.ParserException("Parser Error: too deep\nLINE 1")

    monkeypatch.setattr(counting, "ask", refuse)
    path = survey(tmp_path / "p.csv", SOUND.format(1))
    with pytest.raises(InvalidDataError, match=r"p\.csv: cannot be read to its end: Parser Error: too deep$"):
        count(layout(path), Selection())


def test_no_figure_where_rows_do_not_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A row that the database loses is told as the program's fault; no smaller survey is shown."""
    ask = counting.ask

    def lose(*args: Any) -> Answer:
        answer = ask(*args)
        return answer._replace(verdicts={verdict: n - 1 for verdict, n in answer.verdicts.items()})

    monkeypatch.setattr(counting, "ask", lose)
    path = survey(tmp_path / "p.csv", SOUND.format(1), SOUND.format(2), "2024,SE,FT,E\0,1,USD,US,\n")
    with pytest.raises(MlcareerError, match=r"3 rows are read and 2 accounted for: a fault of mlcareer") as told:
        count(layout(path), Selection())
    assert told.value.exit_code == 1


class Full(io.StringIO):
    """A file on a disk without room."""

    def write(self, _: str, /) -> NoReturn:
        """Take nothing."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_not_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the temporary copy cannot be written its folder is named, with the way out, and the file is not blamed."""
    path = survey(tmp_path / "p.csv", SOUND.format(1), "2024,SE,FT,E\0,1,USD,US,\n")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, mode="r", *a, **k: Full() if "w" in mode else opened(self, mode, *a, **k)
    )
    with pytest.raises(MlcareerError) as told:
        count(layout(path), Selection())
    assert told.value.message == f"no room for a temporary copy in {tmp_path}: No space left on device"
    assert (told.value.exit_code, "TMPDIR" in told.value.way_out) == (1, True)


def test_no_folder_for_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where there is no folder for temporary files at all that is what is said."""
    path = survey(tmp_path / "p.csv", SOUND.format(1))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(MlcareerError, match="no room for a temporary copy: No such file") as told:
        count(layout(path), Selection())
    assert told.value.exit_code == 1


@pytest.mark.parametrize("last", ["", "2024,SE,FT,E\0,1,USD,US,\n"])
def test_a_damaged_archive_is_unreadable(tmp_path: Path, last: str):
    """Bytes that changed within an archive are unreadable data, by either way of reading."""
    rows = [SOUND.format((n * 7919) % 99_991 + 1) for n in range(20_000)]
    whole = bytearray(gzip.compress((HEAD + last + "".join(rows)).encode(), 1))
    middle = len(whole) // 2
    whole[middle : middle + 64] = b"\xff" * 64
    path = tmp_path / "p.csv.gz"
    path.write_bytes(whole)
    with pytest.raises(InvalidDataError, match="cannot be read to its end"):
        count(layout(path), Selection())
