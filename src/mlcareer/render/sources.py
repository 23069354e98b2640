"""Where facts come from."""

from mlcareer.core.source import TRUST_MEANING, Source, Sources
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM


def draw(screen: Screen, view: Sources) -> None:
    """Draw all sources."""
    screen.title(f"{len(view.sources)} sources", aside="behind every figure of the pack")
    for source in view.sources:
        screen.blank()
        _source(screen, source)


def draw_source(screen: Screen, source: Source) -> None:
    """Draw one source."""
    _source(screen, source)


def _source(screen: Screen, source: Source) -> None:
    screen.say((source.id, ACCENT))
    screen.say(f"{source.title}. {source.publisher}, {source.date}.", indent=2, hang=2)
    screen.say(("Trust: ", DIM), f"{source.trust.value}, {TRUST_MEANING[source.trust]}.", indent=2, hang=2)
    screen.say(("Limits: ", DIM), source.limits, indent=2, hang=2)
    screen.say(("Licence: ", DIM), source.licence, indent=2, hang=2)
    screen.say(("Address: ", DIM), source.url or "not known", indent=2, hang=2)
