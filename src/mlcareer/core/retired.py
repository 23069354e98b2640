"""Ids that changed or went: what a person's record may still hold, and what stands for it today."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from mlcareer.core.plain import Fault, repeated
from mlcareer.errors import NotFoundError, unlike_any


class Retired(NamedTuple):
    """An id that is in use no more: since when, why in one sentence, and the id to take in its place, if any.

    `closes` are the skills that a retired step gave: whoever did it goes on holding them.
    """

    id: str
    on: str
    why: str
    instead: str | None = None
    closes: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: no reason given."""
        if not self.why.strip():
            yield "why", "expected a sentence"


class Named(Protocol):
    """A record with an id, and those it had before."""

    @property
    def id(self) -> str:
        """Return the id of today."""

    @property
    def formerly(self) -> tuple[str, ...]:
        """Return its earlier ids."""


def todays_ids(records: Sequence[Named]) -> Mapping[str, str]:
    """Return today's id for each earlier one."""
    return {earlier: record.id for record in records for earlier in record.formerly}


def id_faults(field: str, records: Sequence[Named], retired: Sequence[Retired]) -> Iterator[Fault]:
    """Yield what is wrong with the ids of a file: one that stands for two things, or a pointer to none.

    `field` is that of the records; the retired stand in `retired`.
    """
    live = [record.id for record in records]
    yield from repeated(field, live)
    yield from repeated("retired", [gone.id for gone in retired])
    ended = {gone.id for gone in retired}
    earlier: dict[str, str] = {}
    for number, record in enumerate(records):
        for place, name in enumerate(record.formerly):
            here = (field, number, "formerly", place)
            if name in live:
                yield here, f"expected an id of the past, found {name!r}, which is in use"
            elif name in ended:
                yield here, f"expected an id that lives on, found {name!r}, which is retired"
            elif name in earlier:
                yield here, f"expected an id that was nobody else's, found {name!r}, which {earlier[name]!r} had"
            earlier.setdefault(name, record.id)
    for number, gone in enumerate(retired):
        if gone.id in live:
            yield ("retired", number, "id"), f"expected an id of the past, found {gone.id!r}, which is in use"
        if gone.instead is not None and gone.instead not in live:
            yield ("retired", number, "instead"), unlike_any(field.removesuffix("s"), gone.instead, live)


def refuse_retired(kind: str, name: str, retired: Sequence[Retired]) -> None:
    """Raise NotFoundError where this id is retired, with the day, the reason and what takes its place."""
    for gone in retired:
        if gone.id == name:
            way_out = f"{gone.instead} takes its place" if gone.instead else ""
            raise NotFoundError(f"{kind} {name!r} is retired since {gone.on}: {gone.why}", way_out=way_out)
