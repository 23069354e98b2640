"""A small public file of our own: every row is invented, and none is anybody's pay."""

import random
from functools import cache
from pathlib import Path

import pytest

COLUMNS = (
    "work_year", "experience_level", "employment_type", "job_title", "salary", "salary_currency", "salary_in_usd",
    "employee_residence", "remote_ratio", "company_location", "company_size",
)  # fmt: skip
ABROAD = {"GB": ("GBP", 0.8), "DE": ("EUR", 0.9), "CA": ("CAD", 1.3)}
TITLES = ("Machine Learning Engineer",) * 3 + ("Data Scientist", "AI Engineer", "Artificial Intelligence Engineer")


@cache
def invented_rows() -> list[list[str]]:
    """Return 1,500 rows in the form of the public file: bands as pairs, repeats, other currencies, part time."""
    chance = random.Random(11)  # noqa: S311  # the same rows every time
    rows: list[list[str]] = []
    while len(rows) < 1500:
        country = chance.choice(("US", "US", "US", "US", "GB", "DE", "CA"))
        currency, rate = ABROAD.get(country, ("USD", 1.0))
        if country == "CA" and chance.random() < 0.5:
            currency, rate = "USD", 1.0
        base = chance.randrange(40_000, 300_000, 1000)
        same = [chance.choice(("2022", "2023", "2024", "2024", "2025")), chance.choice(("EN", "MI", "SE", "SE", "EX"))]
        same += [chance.choice(("FT",) * 15 + ("PT",)), chance.choice(TITLES)]
        ends = chance.choice(([1.5, 1.0], [1.5, 1.0], [1.0], [1.0, 1.5], [1.0, 1.0], [2.0, 1.5, 1.0]))
        rest = [country, chance.choice(("0", "0", "100")), country, "M"]
        advert = [
            [*same, str(round(base * end)), currency, str(round(base * end / rate)), *rest] for end in ends
        ]  # fmt: skip
        rows += advert * chance.choice((1, 1, 2))
    return rows


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of invented rows, with the line ends of the public one."""
    path = tmp_path_factory.mktemp("survey") / "invented.csv"
    lines = [",".join(row) for row in (COLUMNS, *invented_rows())]
    path.write_text("".join(f"{line}\r\n" for line in lines), "utf-8", newline="")
    return path
