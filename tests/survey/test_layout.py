"""How a file is laid out is found from its first bytes, and what is missing is said with the way out."""

import gzip
from pathlib import Path

import pytest

from mlcareer.core.survey_row import Column
from mlcareer.errors import InvalidDataError, MlcareerError, NotFoundError, WrongUsageError
from mlcareer.survey.layout import layout

PUBLIC = "work_year,experience_level,employment_type,job_title,salary,salary_currency,company_location\n"


def made(folder: Path, text: str | bytes, name: str = "pay.csv") -> Path:
    """Return a file of that text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_columns_go_by_name_in_any_case(tmp_path: Path):
    """Capitals, spaces and hyphens in a header are as good as the public names; a byte order mark is none of it."""
    found = layout(made(tmp_path, "\ufeffJob Title;SALARY;work-year\nx;1;2024\n"))
    assert found.at == {Column.TITLE: 0, Column.PAY: 1, Column.YEAR: 2}
    assert (found.delimiter, found.skip, found.zipped) == (";", 1, False)
    assert found.lacks == (Column.LEVEL, Column.EMPLOYMENT, Column.CURRENCY, Column.COUNTRY)


def test_a_map_wins_over_a_name(tmp_path: Path):
    """A mapped column is taken though another bears the name."""
    path = made(tmp_path, "job_title,salary,Base pay\n")
    assert layout(path, ["salary=base PAY"]).at[Column.PAY] == 2
    assert layout(path).at[Column.PAY] == 1


def test_compression_is_told_by_bytes(tmp_path: Path):
    """A gzip file is known whatever its name; lines of its header are counted unpacked, quoted ends of line too."""
    found = layout(made(tmp_path, gzip.compress(b'\n"job\ntitle","salary"\na,1\n'), "pay.csv"), ["job_title=job title"])
    assert found.zipped
    assert found.skip == 3


@pytest.mark.parametrize(
    ("maps", "error", "says"),
    [
        (["salary"], WrongUsageError, "--map salary: expected OURS=THEIRS"),
        (["salary="], WrongUsageError, "--map salary=: expected OURS=THEIRS"),
        (["salry=x"], WrongUsageError, "did you mean 'salary'?"),
        (["salary=x"], WrongUsageError, "--map salary=x: unknown column 'x'"),
        (["salary=job_title", "salary=salary"], WrongUsageError, "mapped twice"),
    ],
)
def test_a_bad_map_is_told(tmp_path: Path, maps: list[str], error: type[MlcareerError], says: str):
    """A pair that cannot be meant names itself and what was expected."""
    with pytest.raises(error, match=says.replace("?", r"\?")):
        layout(made(tmp_path, PUBLIC), maps)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty file"),
        ("\n\n", "empty file"),
        ("title,pay\n", "expected a column job_title"),
        (b"\x1f\x8bnot really", "cannot be read"),
        (b"\xff\xfej\x00o\x00b\x00", "expected UTF-8, found UTF-16"),
        ("job_title,salary,salary\n", "expected one column salary, found two of that name"),
    ],
)
def test_what_is_no_survey_is_told(tmp_path: Path, text: str | bytes, says: str):
    """An empty file, another header, a damaged archive and another encoding are each an error that says so."""
    with pytest.raises(InvalidDataError, match=says):
        layout(made(tmp_path, text))


def test_what_is_no_file_is_told(tmp_path: Path):
    """A name of nothing and a folder are told apart."""
    with pytest.raises(NotFoundError, match="no such file"):
        layout(tmp_path / "none.csv")
    with pytest.raises(InvalidDataError, match="found a folder"):
        layout(tmp_path)
