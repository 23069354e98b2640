"""What may have changed since it was read: quiet lines below a view."""

from collections.abc import Iterator, Sequence

from mlcareer.core.freshness import Aged, Subject, where_to_look
from mlcareer.render.screen import Screen
from mlcareer.render.theme import DIM

TITLES = {
    Subject.CERTIFICATION: "Certifications",
    Subject.CERTIFICATION_BETA: "Certifications in beta",
    Subject.MARKET_PAY: "Market pay",
    Subject.OFFICIAL_PAY: "Official pay",
    Subject.PRICE_LEVEL: "Price levels",
    Subject.ADVERTS: "Counts of adverts",
    Subject.GUIDE: "What the guide says",
    Subject.LAW: "Laws",
    Subject.LINK: "Addresses to learn from",
}
FEW = 3
"""Up to as many places to look are told one by one below a view."""
LIST = "mlcareer check --fresh"


def draw_aged(screen: Screen, aged: Sequence[Aged]) -> None:
    """Draw what may have changed: a line for each subject, day and address, or one for many."""
    if aged:
        screen.blank()
    for subject in dict.fromkeys(one.subject for one in aged):
        _of_subject(screen, subject, [one for one in aged if one.subject is subject])


def _of_subject(screen: Screen, subject: Subject, aged: Sequence[Aged]) -> None:
    days = sorted({one.since for one in aged})
    words = f"{TITLES[subject]}: may have changed since {days[0]}{' or later' if days[1:] else ''}"
    if subject is Subject.LINK:  # each stands on the screen
        screen.say((f"{words}, open them to check", DIM), hang=2)
        return
    groups = [*alike(aged)]
    if len(groups) > FEW:
        screen.say((f"{words}, {LIST} lists them", DIM), hang=2)
        return
    for facts in groups:
        say_aged(screen, f"{TITLES[subject]}: may have changed since {facts[0].since}", facts[0])


def draw_one(screen: Screen, one: Aged, *, indent: int = 0) -> None:
    """Draw that the one thing shown may have changed, and where to look."""
    say_aged(screen, f"May have changed since {one.since}", one, indent=indent)


def say_aged(screen: Screen, words: str, one: Aged, *, indent: int = 0, whole: bool = False) -> None:
    """Write that something may have changed and where to look; a long address gets a line of its own.

    One that is wider than the screen is told by its source, unless it is to be written `whole`.
    """
    own_line = one.url is not None and len(f"{words}, check {one.url}") + indent > screen.width
    if one.url is not None and own_line and (whole or len(one.url) + indent + 2 <= screen.width):
        screen.say((f"{words}, check", DIM), indent=indent, hang=2)
        screen.unbroken((one.url, DIM), indent=indent + 2)
    else:
        place = where_to_look(None if own_line else one.url, one.sources)
        screen.say((f"{words}, {place}", DIM), indent=indent, hang=2)


def alike(aged: Sequence[Aged]) -> Iterator[tuple[Aged, ...]]:
    """Yield together what has the same day and the same place to look."""
    for key in dict.fromkeys(_key(one) for one in aged):
        yield tuple(one for one in aged if _key(one) == key)


def _key(one: Aged) -> tuple[str, str]:
    return one.since, where_to_look(one.url, one.sources)
