"""The document in which a whole profile leaves the program and comes back: `mlcareer profile export` and `import`.

These records are its only description. The JSON Schema in docs/schemas/ is made from them.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum, StrEnum
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, get_args

from mlcareer.core.assessment import MOST_YEARS, YEARS, Answers, is_number_within
from mlcareer.core.evidence import note_from
from mlcareer.core.level import Level
from mlcareer.core.line import MOST as MOST_OF_NOTE
from mlcareer.core.mark import Mark
from mlcareer.core.outlook import Outlook
from mlcareer.core.plain import Fault
from mlcareer.core.shape import Rule
from mlcareer.core.text import inert
from mlcareer.core.wish import WISHES, Wish
from mlcareer.errors import MlcareerError, WrongUsageError, unlike_any

SCHEMA, VERSION = "mlcareer.export", 1
LONGEST_NAME, LONGEST_TEXT = 200, 10_000
MOST_ID, MOST_TAKEN_ID = 2**53, 2_000_000_000
"""Numbers of rows: as far as a profile may count, and up to which a document may, so that room is left above them."""
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")


def _is_moment(text: str) -> bool:
    if not MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME and len(text.splitlines()) == 1 and inert(text) == text


def _is_harmless(text: str) -> bool:
    return len(text) <= LONGEST_TEXT and inert(text) == text


At = Annotated[
    str,
    Rule(
        "a moment such as 2026-11-22T12:00:00+00:00",
        _is_moment,
        (("format", "date-time"), ("pattern", f"^{MOMENT.pattern}$")),
    ),
]
"""A moment: ISO, to the second, with its zone."""
Name = Annotated[
    str,
    Rule("a name of one line", _is_name, (("minLength", 1), ("maxLength", LONGEST_NAME), ("pattern", r"^[^\n\r]+$"))),
]
Text = Annotated[
    str,
    Rule(f"at most {LONGEST_TEXT:,} characters without control signs", _is_harmless, (("maxLength", LONGEST_TEXT),)),
]
Number = Annotated[
    int,
    Rule(
        f"1 to {MOST_TAKEN_ID:,}", lambda number: 1 <= number <= MOST_ID, (("minimum", 1), ("maximum", MOST_TAKEN_ID))
    ),
]
Hours = Annotated[float, Rule("0 or more", lambda hours: hours >= 0, (("minimum", 0),))]
Chance = Annotated[float, Rule("0 to 1", lambda chance: 0 <= chance <= 1, (("minimum", 0), ("maximum", 1)))]


class Part(StrEnum):
    """What an export can leave out."""

    EVIDENCE = "evidence"
    WINS = "wins"
    NOTES = "notes"
    CERTIFICATES = "certificates"


class Answer(NamedTuple):
    """One answer of a quiz as it was given, and when."""

    key: Name
    value: Name
    at: At

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a value that no quiz saves under that key."""
        try:
            Answers().answered(self.key, self.value)
        except ValueError:
            yield "value", f"expected a whole number of the scale for {self.key!r}, found {self.value!r}"
        else:
            if self.key == YEARS and not is_number_within(self.value, MOST_YEARS):
                yield "value", f"expected 0 to {MOST_YEARS} years, found {self.value!r}"


class AreaLevel(NamedTuple):
    """Where an assessment put the person in one area, with its 80 % range."""

    area: Name
    estimate: float
    low: float
    high: float


class Sitting(NamedTuple):
    """One assessment: its answers, and its result once it is finished; without one it is under way."""

    id: Number
    mode: Name
    started: At
    finished: At | None
    level: Level | None
    probability: Chance | None
    answers: tuple[Answer, ...]
    areas: tuple[AreaLevel, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: half a result, an answer or an area twice."""
        if len({self.finished is None, self.level is None, self.probability is None}) > 1:
            yield "finished", "expected finished, level and probability all together, or none of them"
        yield from _twice("answers", self.answers, lambda answer: answer.key)
        yield from _twice("areas", self.areas, lambda area: area.area)


class Said(NamedTuple):
    """One thing said of a step, and when it was taken back if it was."""

    id: Number
    step: Name
    what: Mark
    at: At
    hours: Hours | None
    note: Text | None
    taken_back: At | None


class Noted(NamedTuple):
    """One line of evidence, and when it was taken back if it was."""

    id: Number
    area: Name
    note: Text
    at: At
    removed: At | None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a note that mlcareer evidence would not take."""
        try:
            is_note = note_from(self.note) == self.note
        except MlcareerError:
            is_note = False
        if not is_note:
            yield "note", f"expected one line of at most {MOST_OF_NOTE} characters without space around it"


class Setting(NamedTuple):
    """One setting by name, as text."""

    name: Name
    value: Text
    at: At

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a wish that the plan could not read."""
        kind = Wish.__annotations__.get(self.name.removeprefix(WISHES))
        if self.name.startswith(WISHES) and kind is not None and not _is_read_as(get_args(kind)[0], self.value):
            yield "value", f"expected a value for {self.name!r} as the plan saves it, found {self.value!r}"


class Told(NamedTuple):
    """A plan as it was told at a moment."""

    at: At
    outlook: Outlook

    @property
    def id(self) -> int:
        """The outlook's number."""
        return self.outlook.id

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: a number that is none."""
        if not 1 <= self.outlook.id <= MOST_ID:
            yield ("outlook", "id"), f"expected 1 to {MOST_TAKEN_ID:,}, found {self.outlook.id}"


class Won(NamedTuple):
    """One win, and when it was taken back if it was."""

    id: Number
    text: Text
    on: date
    areas: tuple[Name, ...]
    at: At
    removed: At | None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: an area twice."""
        yield from _twice("areas", self.areas, lambda area: area)


class Earned(NamedTuple):
    """One certificate, and when it was taken back if it was; `expires` is the person's own word."""

    id: Number
    certification: Name
    on: date
    expires: date | None
    at: At
    removed: At | None

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: an end before the day it was earned."""
        if self.expires is not None and self.expires < self.on:
            yield "expires", f"expected no day before on ({self.on}), found {self.expires}"


NUMBERED = ("assessments", "steps", "evidence", "outlooks", "wins", "certificates")
"""The lists whose rows bear numbers."""


LISTS = (Part.EVIDENCE, Part.WINS, Part.CERTIFICATES)
"""Parts that are a whole list of the document, of the same name."""


class Export(NamedTuple):
    """A whole profile, each list in the order in which it came about; `without` says what was left out of it.

    `certificates` may be missing: documents from before there were any say nothing of them.
    """

    made: At
    without: tuple[Part, ...]
    assessments: tuple[Sitting, ...]
    steps: tuple[Said, ...]
    evidence: tuple[Noted, ...]
    settings: tuple[Setting, ...]
    outlooks: tuple[Told, ...]
    wins: tuple[Won, ...]
    certificates: tuple[Earned, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing at all."""
        return not any(self[2:])

    def faults(self) -> Iterator[Fault]:
        """Yield what no profile holds: numbers that do not grow, a setting or a mark twice, a quiz left open."""
        for field in NUMBERED:
            ids = [row.id for row in getattr(self, field)]
            for number, (before, after) in enumerate(pairwise(ids), 1):
                if after <= before:
                    yield (field, number), f"expected a number above {before}, found {after}"
        yield from _twice("settings", self.settings, lambda setting: setting.name)
        yield from _twice("steps", self.steps, said_once)
        yield from _twice("evidence", self.evidence, noted_once)
        yield from _twice("certificates", self.certificates, earned_once)
        for number, sitting in enumerate(self.assessments[:-1]):
            if sitting.finished is None:
                yield ("assessments", number), "expected only the last assessment to be under way"
        for part in LISTS:
            if part in self.without and getattr(self, part.value):
                yield part.value, "expected an empty list, for `without` says that it was left out"


def untakeable(export: Export) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the numbers of a document that are too high to be taken in: a profile goes on counting from them."""
    for field in NUMBERED:
        for number, row in enumerate(getattr(export, field)):
            if row.id > MOST_TAKEN_ID:
                yield (field, number), f"expected a number up to {MOST_TAKEN_ID:,}, found {row.id}"


def said_once(said: Said) -> tuple[str, Mark] | None:
    """Return what a profile may hold once at a time: a step done; None for all else and what was taken back."""
    return None if said.taken_back or said.what is not Mark.DONE else (said.step, said.what)


def noted_once(noted: Noted) -> tuple[str, str] | None:
    """Return what a profile may hold once at a time: a line that stands; None where it was taken back."""
    return None if noted.removed else (noted.area, noted.note)


def earned_once(earned: Earned) -> tuple[str, date] | None:
    """Return what a profile may hold once at a time: a certificate of a day; None where it was taken back."""
    return None if earned.removed else (earned.certification, earned.on)


def parts_named(text: str) -> tuple[Part, ...]:
    """Return the parts that a list such as `evidence,wins` names; raises WrongUsageError with the nearest name."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in tuple(Part):
            raise WrongUsageError(f"--without: {unlike_any('part', name, [part.value for part in Part])}")
    return tuple(part for part in Part if part in names)


def without(export: Export, parts: Iterable[Part]) -> Export:
    """Return an export that leaves these parts out, and says so."""
    left_out = tuple(part for part in Part if part in {*export.without, *parts})
    empty: dict[str, Any] = {part.value: () for part in LISTS if part in left_out}
    export = export._replace(**empty)
    if Part.NOTES in left_out:
        export = export._replace(steps=tuple(said._replace(note=None) for said in export.steps))
    return export._replace(without=left_out)


def _is_read_as(kind: type, text: str) -> bool:
    """Tell whether a wish of this kind can be read from its text."""
    try:
        if kind is float:
            return is_number_within(text, 24 * 7)
        if kind is date:
            date.fromisoformat(text)
        elif issubclass(kind, Enum):
            kind(text)
    except ValueError:
        return False
    return True


def _twice(field: str, rows: Sequence[Any], key: Callable[[Any], Hashable]) -> Iterator[Fault]:
    """Yield a fault for each row whose key stood before; None is no key."""
    seen: dict[Hashable, int] = {}
    for number, row in enumerate(rows):
        name = key(row)
        if name is not None and seen.setdefault(name, number) != number:
            yield (field, number), f"expected once only, stands in {field}[{seen[name]}] already"
