"""What may have changed since it was read: quiet lines below a view."""

from collections.abc import Iterator, Sequence

from mlcareer.core.freshness import Aged, Subject, where_to_look
from mlcareer.render.screen import Screen
from mlcareer.render.theme import DIM

TITLES = {
    Subject.CERTIFICATION: "Certifications",
    Subject.CERTIFICATION_BETA: "Certifications in beta",
    Subject.POSTED_PAY: "Posted pay",
    Subject.OFFICIAL_PAY: "Official pay",
    Subject.PRICE_LEVEL: "Price levels",
    Subject.ADVERTS: "Counts of adverts",
    Subject.GUIDE: "What the guide says",
    Subject.LAW: "Laws",
    Subject.LINK: "Addresses",
}
FEW = 3
"""Up to as many addresses are told one by one below a view."""
LIST = "mlcareer check --fresh"


def draw_aged(screen: Screen, aged: Sequence[Aged]) -> None:
    """Draw what may have changed: a line for each subject, day and address, or one for many."""
    if aged:
        screen.blank()
    for subject in dict.fromkeys(one.subject for one in aged):
        alike = [one for one in aged if one.subject is subject]
        lines = list(dict.fromkeys((one.since, _place(one)) for one in alike))
        if len(lines) > FEW:
            oldest = min(one.since for one in alike)
            words = f"may have changed since {oldest} or later, {LIST} lists them"
            screen.say((f"{TITLES[subject]}: {words}", DIM), hang=2)
            continue
        for since, place in lines:
            say_aged(screen, f"{TITLES[subject]}: may have changed since {since}", place)


def draw_one(screen: Screen, one: Aged, *, indent: int = 0) -> None:
    """Draw that the one thing shown may have changed, and where to look."""
    say_aged(screen, f"May have changed since {one.since}", _place(one), indent=indent)


def say_aged(screen: Screen, words: str, place: str, *, indent: int = 0) -> None:
    """Write that something may have changed and where to look; an address has a line of its own if it is long."""
    line = f"{words}, {place}"
    if len(line) + indent <= screen.width or "https://" not in place:
        screen.say((line, DIM), indent=indent, hang=2)
        return
    screen.say((f"{words}, check", DIM), indent=indent, hang=2)
    screen.unbroken((place.removeprefix("check "), DIM), indent=indent + 2)


def alike(aged: Sequence[Aged]) -> Iterator[tuple[str, str, tuple[Aged, ...]]]:
    """Yield what has the same day and the same place to look: that day, that place, and the facts."""
    for since, place in dict.fromkeys((one.since, _place(one)) for one in aged):
        yield since, place, tuple(one for one in aged if (one.since, _place(one)) == (since, place))


def _place(one: Aged) -> str:
    return where_to_look(one.url, one.sources)
