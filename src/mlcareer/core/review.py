"""What was missed in a quiz: each check with the answer given, the right one, why, and what to read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlcareer.core.knowledge import DONT_KNOW, Bank, Check, Checks, Reference
from mlcareer.core.record import Taken
from mlcareer.core.skill import Area
from mlcareer.core.solving import CheckPasses, times_solved
from mlcareer.errors import MlcareerError


class Missed(NamedTuple):
    """A check answered wrongly or with 'I don't know'; `answer` and `key` count the options from 1, 0 is no idea.

    `why_key` says why the right answer is right, `why_answer` why the one given is not; None where none was given.
    `solved_blind` is how many solvers found the key before the item was asked, from question and options only.
    """

    number: int
    check: str
    area: str
    name: str
    topic: str
    stem: str
    options: tuple[str, ...]
    answer: int
    key: int
    why_key: str
    why_answer: str | None
    reference: Reference
    solved_blind: int
    source: str
    as_of: str


class Review(NamedTuple):
    """One quiz looked back at: how many checks it asked, how many of them were right, how many are not known any more.

    `missed` has the others, in the order in which they were answered.
    """

    finished: str
    checks: int
    right: int
    gone: int
    missed: tuple[Missed, ...]

    @property
    def day(self) -> str:
        """The day on which the quiz was finished."""
        return self.finished[:10]


def review(taken: Taken | None, bank: Bank, areas: Sequence[Area], record: CheckPasses) -> Review:
    """Return what was missed in the last finished quiz, by today's bank; the `record` says who solved it before.

    Raises MlcareerError where there is no quiz, or none of its questions was a check.
    """
    if taken is None:
        raise MlcareerError("no quiz is finished yet", way_out="mlcareer quiz begins one: a quarter of an hour")
    given = taken.answers.checks
    if not given:
        raise MlcareerError(
            f"the last quiz, of {taken.day}, asked no checks, so there is nothing to review",
            way_out="mlcareer quiz --mode standard asks 6 to 24 checks after the ratings",
        )
    known = {check.id: (check, part) for part in bank.areas for check in part.checks if check.id in given}
    right = sum(given[id_] == check.key for id_, (check, _) in known.items())
    names = {area.id: area.name for area in areas}
    missed = tuple(_missed(given, known, names, record))
    return Review(taken.finished, len(given), right, len(given) - len(known), missed)


def _missed(
    given: Mapping[str, int],
    known: Mapping[str, tuple[Check, Checks]],
    names: Mapping[str, str],
    record: CheckPasses,
) -> Iterator[Missed]:
    """Yield the checks that were missed, numbered from 1."""
    number = 0
    for id_, option in given.items():
        if id_ not in known or option == known[id_][0].key:
            continue
        check, part = known[id_]
        answer = option if 1 <= option <= len(check.options) else DONT_KNOW
        number += 1
        yield Missed(
            number=number,
            check=check.id,
            area=part.area,
            name=names.get(part.area, part.area),
            topic=check.topic,
            stem=check.stem,
            options=check.options,
            answer=answer,
            key=check.key,
            why_key=check.why[check.key - 1],
            why_answer=check.why[answer - 1] if answer else None,
            reference=check.reference,
            solved_blind=times_solved(check, record),
            source=part.source,
            as_of=part.as_of,
        )
