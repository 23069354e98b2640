"""Negotiating pay: what studies and laws say, a checklist, and where an offer stands in the market."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.plain import Fault, repeated


class Stage(StrEnum):
    """When a point of the checklist is due."""

    BEFORE = "before"
    TALK = "talk"
    AFTER = "after"


class Finding(NamedTuple):
    """What is known of one question, from one study, survey or law."""

    id: str
    says: str
    sources: tuple[str, ...]
    as_of: str


class Point(NamedTuple):
    """One thing to do, and when."""

    stage: Stage
    do: str


class Negotiation(NamedTuple):
    """Everything negotiation.yaml holds; `source` and `as_of` are of the checklist."""

    evidence: tuple[Finding, ...]
    checklist: tuple[Point, ...]
    source: str
    as_of: str

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two findings of one id, one without a source, a checklist out of order."""
        yield from repeated("evidence", [finding.id for finding in self.evidence])
        for number, finding in enumerate(self.evidence):
            if not finding.sources:
                yield ("evidence", number, "sources"), "expected at least one source"
        stages = [list(Stage).index(point.stage) for point in self.checklist]
        if stages != sorted(stages):
            yield "checklist", "expected what is due before, in the talk, then after"
