"""Where a fact comes from and how far to trust it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from mlcareer.core.plain import Fault, repeated
from mlcareer.errors import NotFoundError, unlike_any


class Trust(StrEnum):
    """How far a source carries a figure."""

    OFFICIAL = "official"
    MEASURED = "measured"
    STATED = "stated"
    SECOND_HAND = "second-hand"
    ESTIMATE = "estimate"


TRUST_MEANING = {
    Trust.OFFICIAL: "official statistics or the issuer's own page",
    Trust.MEASURED: "counted from data that anyone can count again",
    Trust.STATED: "stated by its publisher without a way to check it",
    Trust.SECOND_HAND: "read in a second place; the original was not seen",
    Trust.ESTIMATE: "our own judgement, open to review",
}


class Source(NamedTuple):
    """One source: what it is, who published it when, under what licence, and how far to trust it."""

    id: str
    title: str
    publisher: str
    date: str
    url: str | None
    licence: str
    trust: Trust
    limits: str


class Sources(NamedTuple):
    """Every source of the pack, as sources.yaml holds them."""

    sources: tuple[Source, ...]

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: two sources of one id."""
        yield from repeated("sources", [source.id for source in self.sources])

    def source(self, name: str) -> Source:
        """Return the source of that id; raises NotFoundError with the nearest id."""
        for source in self.sources:
            if source.id == name.lower():
                return source
        raise NotFoundError(
            unlike_any("source", name, [source.id for source in self.sources]),
            way_out="mlcareer sources lists them all",
        )
