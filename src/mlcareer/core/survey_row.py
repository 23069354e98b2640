"""What a row of a pay survey must say to be counted: its columns, the words it may use, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from enum import IntEnum, StrEnum
from itertools import chain
from re import compile as pattern
from typing import NamedTuple

from mlcareer.core.level import ALIASES, TITLES, Level
from mlcareer.core.plain import short


class Column(StrEnum):
    """What is read of a row, by the names of the public file."""

    TITLE = "job_title"
    PAY = "salary"
    LEVEL = "experience_level"
    EMPLOYMENT = "employment_type"
    CURRENCY = "salary_currency"
    YEAR = "work_year"
    COUNTRY = "company_location"


NEEDED = (Column.TITLE, Column.PAY)
WITHOUT = {
    Column.LEVEL: "no column for the level: all levels together",
    Column.EMPLOYMENT: "no column for the kind of employment: every row is taken as full time",
    Column.CURRENCY: "no column for the currency: every row is taken to be in one and the same",
    Column.YEAR: "no column for the year: every row is taken as equally recent",
    Column.COUNTRY: "no column for the country: every row is taken as of the same",
}
"""What it means that a survey lacks a column."""

COMMON_NAMES: Mapping[Column, tuple[str, ...]] = {
    Column.LEVEL: ("level", "seniority", "experience"),
    Column.EMPLOYMENT: ("employment", "contract_type", "job_type"),
    Column.CURRENCY: ("currency",),
    Column.YEAR: ("year",),
    Column.COUNTRY: ("country", "location"),
}
"""What other surveys call a column: never taken for it unasked, yet told."""


class Kind(IntEnum):
    """Why a row cannot be read, in the order in which it is looked for: each row is counted under the first."""

    GARBLED = 1
    BROKEN = 2
    TITLE = 3
    PAY = 4
    LEVEL = 5
    EMPLOYMENT = 6
    CURRENCY = 7
    YEAR = 8


class LeftOut(IntEnum):
    """Why a well-formed row is not counted: the first of these that holds."""

    EMPLOYMENT = 11
    TITLE = 12
    COUNTRY = 13
    LEVEL = 14
    YEAR = 15


KIND_WORDS = {
    Kind.GARBLED: "bytes that are no text",
    Kind.BROKEN: "a wrong number of fields, or quotes that do not match",
    Kind.TITLE: "no job title",
    Kind.PAY: "pay that is no number above 0",
    Kind.LEVEL: "an unknown level",
    Kind.EMPLOYMENT: "an unknown kind of employment",
    Kind.CURRENCY: "an unknown currency",
    Kind.YEAR: "a year that is none",
}
LEFT_OUT_WORDS = {
    LeftOut.EMPLOYMENT: "not full time",
    LeftOut.TITLE: "another job title",
    LeftOut.COUNTRY: "another country",
    LeftOut.LEVEL: "another level",
    LeftOut.YEAR: "another year",
}
COLUMN_OF = {
    Kind.TITLE: Column.TITLE,
    Kind.PAY: Column.PAY,
    Kind.LEVEL: Column.LEVEL,
    Kind.EMPLOYMENT: Column.EMPLOYMENT,
    Kind.CURRENCY: Column.CURRENCY,
    Kind.YEAR: Column.YEAR,
}
EXPECTED = {
    Kind.TITLE: "a job title",
    Kind.PAY: "a number above 0, such as 85000 or 85000.50",
    Kind.LEVEL: "EN, MI, SE, EX, or a rung such as senior",
    Kind.EMPLOYMENT: "FT, PT, CT or FL, or words such as full-time",
    Kind.CURRENCY: "an ISO code such as USD",
    Kind.YEAR: "a year from 1900 to 2099",
}
PAY_SHAPE = r" *[0-9]{1,12}(?:[.][0-9]{1,6})? *"
"""Read alike by Python and by the database."""
YEARS = range(1900, 2100)
"""Written as such or, as some programs do, with a zero behind the point."""
LEVEL_SPELLINGS: Mapping[Level, tuple[str, ...]] = {
    level: (
        *{"entry": ("en",), "mid": ("mi",), "senior": ("se",), "lead": ("ex", "executive", "director")}.get(level, ()),
        level.value,
        TITLES[level].lower(),
        *(word for word, named in ALIASES.items() if named is level),
    )
    for level in Level
}
EMPLOYMENT_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "FT": ("ft", "full-time", "full time", "fulltime", "full_time", "permanent"),
    "PT": ("pt", "part-time", "part time", "parttime", "part_time"),
    "CT": ("ct", "contract", "contractor", "temporary", "fixed-term"),
    "FL": ("fl", "freelance", "freelancer", "self-employed"),
}
CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL"
)
CURRENCIES = tuple(CODES.split())


def spelled(words: Sequence[str]) -> tuple[str, ...]:
    """Return words in the cases in which they are accepted: as they stand, in capitals, with capitals, with one."""
    return tuple(dict.fromkeys(chain.from_iterable((w, w.upper(), w.title(), w.capitalize()) for w in words)))


class Fault(NamedTuple):
    """A row that cannot be read: its line in the file, why, and what stands there."""

    line: int
    kind: Kind
    says: str


class Rules:
    """Tells what is wrong with the fields of a row, exactly as the database does; `at` says where columns stand."""

    def __init__(self, at: Mapping[Column, int], width: int) -> None:
        self.width, self.at = width, at
        self.title = at[Column.TITLE]
        levels = chain.from_iterable(spelled(words) for words in LEVEL_SPELLINGS.values())
        employments = chain.from_iterable(spelled(words) for words in EMPLOYMENT_SPELLINGS.values())
        allowed = {
            Kind.LEVEL: frozenset(levels),
            Kind.EMPLOYMENT: frozenset(employments),
            Kind.CURRENCY: frozenset((*CURRENCIES, *(code.lower() for code in CURRENCIES))),
            Kind.YEAR: frozenset((*map(str, YEARS), *(f"{year}.0" for year in YEARS))),
        }
        self.words = [(kind, at[COLUMN_OF[kind]], known) for kind, known in allowed.items() if COLUMN_OF[kind] in at]
        self.pay, self.pay_shape = at[Column.PAY], pattern(PAY_SHAPE).fullmatch

    def fault(self, fields: Sequence[str]) -> tuple[Kind, str] | None:
        """Return what is wrong with a row, None where it can be counted or left out."""
        if "\0" in "".join(fields):
            return Kind.GARBLED, "a NUL character stands in it"
        if len(fields) != self.width:
            return Kind.BROKEN, f"expected {self.width} fields, found {len(fields)}"
        wrong = self._wrong(fields)
        if wrong is None:
            return None
        found = fields[self.at[COLUMN_OF[wrong]]]
        return wrong, f"{COLUMN_OF[wrong]}: expected {EXPECTED[wrong]}, found {short(found) if found else 'nothing'}"

    def _wrong(self, fields: Sequence[str]) -> Kind | None:
        if not fields[self.title].strip(" "):
            return Kind.TITLE
        pay = fields[self.pay]
        if not self.pay_shape(pay) or not float(pay) > 0:
            return Kind.PAY
        for kind, place, known in self.words:
            if fields[place].strip(" ") not in known:
                return kind
        return None
