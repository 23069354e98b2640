"""A survey read again in plain Python: slow, short, and sharing no line with the program."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

LEVELS = {
    "EN": "entry", "entry": "entry", "junior": "junior", "MI": "mid", "Mid-Level": "mid", "mid": "mid", "SE": "senior",
    "Senior": "senior", "SENIOR": "senior", "EX": "lead", "staff": "lead",
}  # fmt: skip
EMPLOYMENTS = {"FT": True, "Full-time": True, "full time": True, "PT": False, "contract": False, "FL": False}
CURRENCIES = {"USD": "USD", "usd": "USD", "EUR": "EUR", "GBP": "GBP"}
YEARS = {"2024": 2024, "2023.0": 2023, " 2025 ": 2025}
PAYS = {"85000": 85000, " 120000 ": 120000, "99999.5": "99999.5", "0012": 12, "100000.25": "100000.25", "7": 7}
HEADER = [
    "work_year", "experience_level", "employment_type", "job_title", "salary", "salary_currency", "company_location",
    "note",
]  # fmt: skip


class Reading(NamedTuple):
    """What the reference finds: rows of each kind, and the pays of each (currency, level)."""

    rows: int
    malformed: dict[str, int]
    lines: list[tuple[int, str]]
    left_out: dict[str, int]
    pays: dict[tuple[str, str | None], list[Fraction]]
    distinct: dict[tuple[str, str | None], int]


def fault(fields: Sequence[str]) -> str | None:
    """Return the name of the first thing wrong with a row."""
    if any("\0" in field or "\udcff" in field for field in fields):
        return "GARBLED"
    if len(fields) != len(HEADER):
        return "BROKEN"
    year, level, employment, title, pay, currency, _, _ = fields
    tests = {
        "TITLE": title.strip(" ") != "",
        "PAY": pay in PAYS or (pay.isdecimal() and pay.isascii() and 0 < int(pay) < 10**12),
        "LEVEL": level.strip(" ") in LEVELS,
        "EMPLOYMENT": employment.strip(" ") in EMPLOYMENTS,
        "CURRENCY": currency.strip(" ") in CURRENCIES,
        "YEAR": year in YEARS,
    }
    return next((name for name, right in tests.items() if not right), None)


class Filter(NamedTuple):
    """Which rows to count: None is every one; and the pay that is placed among them."""

    title: str | None = None
    country: str | None = None
    level: str | None = None
    year: int | None = None
    mine: int | None = None


def reason(fields: Sequence[str], only: Filter) -> str | None:
    """Return the name of the first reason for which a sound row is left out."""
    year, level, employment, title, _, _, country, _ = fields
    tests = {
        "EMPLOYMENT": EMPLOYMENTS[employment.strip(" ")],
        "TITLE": only.title is None or title.strip(" ").lower() == only.title.lower(),
        "COUNTRY": only.country is None or country.strip(" ").lower() == only.country.lower(),
        "LEVEL": only.level is None or LEVELS[level.strip(" ")] == only.level,
        "YEAR": only.year is None or YEARS[year] == only.year,
    }
    return next((name for name, kept in tests.items() if not kept), None)


def reading(rows: Sequence[tuple[int, Sequence[str]]], only: Filter = Filter()) -> Reading:  # noqa: B008
    """Return what stands in rows, each given with the line that it begins on."""
    malformed: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    lines = []
    kept: dict[tuple[str, str | None], list[tuple[Fraction, Any]]] = defaultdict(list)
    for line, fields in rows:
        wrong = fault(fields)
        if wrong:
            malformed[wrong] += 1
            lines.append((line, wrong))
            continue
        why = reason(fields, only)
        if why:
            left_out[why] += 1
            continue
        _, level, _, _, pay, currency, _, _ = fields
        row = (Fraction(PAYS.get(pay, pay)), tuple(fields))
        kept[CURRENCIES[currency.strip(" ")], None].append(row)
        kept[CURRENCIES[currency.strip(" ")], LEVELS[level.strip(" ")]].append(row)
    pays = {key: [pay for pay, _ in of] for key, of in kept.items()}
    distinct = {key: len({whole for _, whole in of}) for key, of in kept.items()}
    return Reading(len(rows), dict(malformed), lines, dict(left_out), pays, distinct)


def percentile(pays: Sequence[Fraction], percent: int) -> int:
    """Return a percentile by linear interpolation, in exact fractions, rounded to the nearest, halves to even."""
    ordered = sorted(pays)
    place = Fraction(percent * (len(ordered) - 1), 100)
    low = ordered[int(place)]
    high = ordered[min(int(place) + 1, len(ordered) - 1)]
    return round(low + (high - low) * (place - int(place)))
