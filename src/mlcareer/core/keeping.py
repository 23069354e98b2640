"""What export, import, backups and restore say of what they did."""

from typing import NamedTuple

from mlcareer.core.exchange import Export, Part
from mlcareer.core.mark import Mark


class Holds(NamedTuple):
    """How much a profile holds: quizzes finished, steps done, lines of evidence, wins and certificates that stand."""

    quizzes: int = 0
    steps_done: int = 0
    evidence: int = 0
    wins: int = 0
    certificates: int = 0


class Exported(NamedTuple):
    """A profile written to a file."""

    file: str
    without: tuple[Part, ...]
    holds: Holds


class Imported(NamedTuple):
    """A document taken in: `how` is new, merge or replace; `kept_as` the copy of the profile as it was before.

    `changed` is False where everything was there already; `holds` is what the profile holds now.
    """

    file: str
    how: str
    changed: bool
    kept_as: str | None
    before: Holds
    holds: Holds


class Backup(NamedTuple):
    """One copy of the profile: its file's name, the day it is of, bytes, what it holds, or what is wrong with it."""

    name: str
    day: str
    size: int
    holds: Holds | None
    problem: str | None = None


class Backups(NamedTuple):
    """All copies, newest first, and the folder they lie in."""

    folder: str
    backups: tuple[Backup, ...]


class Restored(NamedTuple):
    """A copy brought back; `kept_as` is where the profile as it was lies now, None where there was none.

    `was_damaged` tells that it could not be read any more, and was moved aside as it lay there.
    """

    backup: Backup
    kept_as: str | None
    was_damaged: bool


def holds(export: Export) -> Holds:
    """Return how much an export holds."""
    return Holds(
        quizzes=sum(sitting.finished is not None for sitting in export.assessments),
        steps_done=sum(said.what is Mark.DONE and said.taken_back is None for said in export.steps),
        evidence=sum(noted.removed is None for noted in export.evidence),
        wins=sum(won.removed is None for won in export.wins),
        certificates=sum(earned.removed is None for earned in export.certificates),
    )
