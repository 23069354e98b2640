"""Bring a profile and an export together: add what is missing, or take the export's state.

Rows are the same where all they say is the same but for their number and whether they were taken back. What was taken
back on either side is taken back; nothing is doubled, nothing is dropped. Merging the same again changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, TypeVar

from mlcareer.core.exchange import (
    LISTS,
    Earned,
    Export,
    Noted,
    Part,
    Said,
    Setting,
    Sitting,
    Told,
    Won,
    earned_once,
    noted_once,
    said_once,
)
from mlcareer.core.wish import WISHES

Row = TypeVar("Row", Said, Noted, Won, Earned)
Kept = TypeVar("Kept", Sitting, Said, Noted, Told, Won, Earned)


class _Rules(NamedTuple):
    """How rows of a kind are told apart: what makes two the same, and what can stand only once."""

    key: Callable[[Any], Hashable]
    once: Callable[[Any], Hashable] = lambda _: None


def merged(ours: Export, theirs: Export, now: str) -> Export:
    """Return our profile with what it lacks of theirs; numbers of ours stay, those of theirs that clash become new.

    Where both say a thing that can stand only once, ours stands and theirs is kept as taken back `now`. A quiz that is
    under way on both sides becomes one, with the later answer to each question. Of two settings the later one stands.
    """
    blind = Part.NOTES in theirs.without
    steps, new_steps = _joined(ours.steps, theirs.steps, _Rules(_said(blind=blind), said_once), now)
    notes, new_notes = _joined(ours.evidence, theirs.evidence, _Rules(_noted, noted_once), now)
    wins, new_wins = _joined(ours.wins, theirs.wins, _Rules(_won), now)
    earned, new_earned = _joined(ours.certificates, theirs.certificates, _Rules(_earned, earned_once), now)
    told = _lacking(ours.outlooks, theirs.outlooks, _told)
    return ours._replace(
        assessments=_assessments(ours.assessments, theirs.assessments),
        steps=_ordered(steps, new_steps, lambda said: said.at),
        evidence=_numbered(notes, new_notes),
        settings=_settings(ours.settings, theirs.settings),
        outlooks=_ordered(ours.outlooks, told, lambda told: told.at),
        wins=_numbered(wins, new_wins),
        certificates=_numbered(earned, new_earned),
    )


def replaced(ours: Export, theirs: Export) -> Export:
    """Return their state in place of ours; what their export left out stays as it is with us."""
    kept = {part.value: getattr(ours, part.value) for part in LISTS if part in theirs.without}
    theirs = theirs._replace(**kept)
    if Part.NOTES in theirs.without:
        key = _said(blind=True)
        notes = {key(said): said.note for said in ours.steps}
        theirs = theirs._replace(steps=tuple(said._replace(note=notes.get(key(said))) for said in theirs.steps))
    return theirs._replace(made=ours.made, without=())


def _said(*, blind: bool) -> Callable[[Said], Hashable]:
    return lambda said: (said.step, said.what, said.at, said.hours, None if blind else said.note)


def _noted(noted: Noted) -> Hashable:
    return noted.area, noted.note, noted.at


def _won(won: Won) -> Hashable:
    return won.text, won.on, won.areas, won.at


def _earned(earned: Earned) -> Hashable:
    return earned.certification, earned.on, earned.expires, earned.at


def _told(told: Told) -> Hashable:
    return told.at, told.outlook._replace(id=0)


def _sitting(sitting: Sitting) -> Hashable:
    return sitting._replace(id=0)


def _end(row: Any) -> str | None:
    """Return when a row was taken back."""
    end: str | None = row.taken_back if isinstance(row, Said) else row.removed
    return end


def _ended(row: Any, at: str) -> Any:
    return row._replace(taken_back=at) if isinstance(row, Said) else row._replace(removed=at)


def _joined(ours: Sequence[Row], theirs: Sequence[Row], rules: _Rules, now: str) -> tuple[list[Row], list[Row]]:
    """Return our rows, with what they say of taking back, and those of theirs that we lack."""
    own = list(ours)
    new: list[Row] = []
    places: dict[Hashable, list[int]] = {}
    for place, row in enumerate(own):
        places.setdefault(rules.key(row), []).append(place)
    for row in _unlike_ours(own, theirs, rules, places):
        same = places.get(rules.key(row))
        if not same:
            new.append(row)
            continue
        place = max(same, key=lambda spot: _end(own[spot]) is not None)  # one that is back already
        same.remove(place)
        ends = [end for end in (_end(own[place]), _end(row)) if end is not None]
        own[place] = _ended(own[place], min(ends))
    standing = {rules.once(row) for row in own} - {None}
    return own, [_ended(row, now) if rules.once(row) in standing else row for row in new]


def _unlike_ours(
    own: Sequence[Row], theirs: Sequence[Row], rules: _Rules, places: dict[Hashable, list[int]]
) -> list[Row]:
    """Return those of their rows that none of ours equals, and take the equal ones of ours out of `places`."""
    unlike = []
    for row in theirs:
        same = places.get(rules.key(row), [])
        equal = [place for place in same if _end(own[place]) == _end(row)]
        if equal:
            same.remove(equal[0])
        else:
            unlike.append(row)
    return unlike


def _lacking(ours: Sequence[Kept], theirs: Sequence[Kept], key: Callable[[Kept], Hashable]) -> list[Kept]:
    """Return those of their rows that we lack, as often as we lack them."""
    left = Counter(key(row) for row in ours)
    new = []
    for row in theirs:
        left[key(row)] -= 1
        if left[key(row)] < 0:
            new.append(row)
    return new


def _numbered(ours: Sequence[Kept], new: Sequence[Kept]) -> tuple[Kept, ...]:
    """Return all rows by number; a new one whose number is taken gets the next that nobody had."""
    rows: dict[int, Any] = {row.id: row for row in ours}
    top = max([0, *rows, *(row.id for row in new)])
    for row in new:
        number = row.id
        if number in rows:
            number = top = top + 1
        rows[number] = _with_id(row, number)
    return tuple(rows[number] for number in sorted(rows))


def _ordered(ours: Sequence[Kept], new: Sequence[Kept], at: Callable[[Kept], str]) -> tuple[Kept, ...]:
    """Return all rows in order of time, each side's own order kept, with numbers that grow."""
    rows: list[Any] = []
    waiting: list[Any] = list(new)
    for row in ours:
        while waiting and at(waiting[0]) < at(row):
            rows.append(waiting.pop(0))
        rows.append(row)
    found: list[Kept] = []
    for row in (*rows, *waiting):
        last = found[-1].id if found else 0
        found.append(_with_id(row, max(row.id, last + 1)))
    return tuple(found)


def _with_id(row: Any, number: int) -> Any:
    return row._replace(outlook=row.outlook._replace(id=number)) if isinstance(row, Told) else row._replace(id=number)


def _assessments(ours: Sequence[Sitting], theirs: Sequence[Sitting]) -> tuple[Sitting, ...]:
    """Return the finished quizzes of both, and one under way of whatever is."""
    own, others = ([one for one in side if one.finished is not None] for side in (ours, theirs))
    new = _lacking(own, others, _sitting)
    mine, other = (next((one for one in side if one.finished is None), None) for side in (ours, theirs))
    if mine and any(_went_on(one, mine) for one in new):
        mine = None
    if other and any(_went_on(one, other) for one in _lacking(others, own, _sitting)):
        other = None
    under_way = _together(mine, other) if mine and other else mine or other
    finished = _ordered(own, new, lambda one: one.finished or "")
    return _ordered((*finished, *([under_way] if under_way else [])), (), lambda one: one.started)


def _went_on(finished: Sitting, under_way: Sitting) -> bool:
    """Tell whether a finished quiz is the one that was under way, some answers later."""
    return finished.started == under_way.started and set(under_way.answers) <= set(finished.answers)


def _together(mine: Sitting, other: Sitting) -> Sitting:
    """Return two quizzes under way as one: the later answer to each question, ours where both are of one time."""
    answers = {answer.key: answer for answer in mine.answers}
    for answer in other.answers:
        if answer.key not in answers or answers[answer.key].at < answer.at:
            answers[answer.key] = answer
    return mine._replace(answers=tuple(answers.values()))


def _settings(ours: Sequence[Setting], theirs: Sequence[Setting]) -> tuple[Setting, ...]:
    """Return the settings of both; the later wish stands, of anything else ours."""
    found = {setting.name: setting for setting in ours}
    for setting in theirs:
        own = found.get(setting.name)
        if own is None or (setting.name.startswith(WISHES) and own.at < setting.at):
            found[setting.name] = setting
    return tuple(found[name] for name in sorted(found))
