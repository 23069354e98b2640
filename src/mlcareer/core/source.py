"""Where a fact comes from and how far to trust it."""

from dataclasses import dataclass
from enum import StrEnum

from mlcareer.errors import InvalidFieldError, NotFoundError, unlike_any


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


@dataclass(frozen=True, slots=True)
class Source:
    """One source: what it is, who published it when, under what licence, and how far to trust it."""

    id: str
    title: str
    publisher: str
    date: str
    url: str | None
    licence: str
    trust: Trust
    limits: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Every source of the pack, as sources.yaml holds them."""

    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        """Refuse two sources of one id."""
        ids = [source.id for source in self.sources]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise InvalidFieldError("sources", f"expected each id once, found twice: {', '.join(twice)}")

    def source(self, name: str) -> Source:
        """Return the source of that id; raises NotFoundError with the nearest id."""
        for source in self.sources:
            if source.id == name.lower():
                return source
        raise NotFoundError(
            unlike_any("source", name, [source.id for source in self.sources]),
            way_out="mlcareer sources lists them all",
        )
