"""Where facts come from."""

from mlcareer.core.fresh_report import SourceView
from mlcareer.core.source import TRUST_MEANING, Sources
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import counted


def draw(screen: Screen, view: Sources) -> None:
    """Draw all sources in short, each with its date and how far to trust it."""
    screen.title(f"{len(view.sources)} sources", aside="behind every figure of the pack")
    screen.blank()
    for source in view.sources:
        screen.say((source.id, ACCENT), (f" · {source.date} · {source.trust.value}", DIM), hang=2)
        screen.say(f"{source.title}. {source.publisher}.", indent=2, hang=2)
    screen.blank()
    told = dict.fromkeys(source.trust for source in view.sources)
    for trust in (trust for trust in TRUST_MEANING if trust in told):
        screen.say((f"{trust.value}: {TRUST_MEANING[trust]}.", DIM), hang=2)
    screen.say(("mlcareer sources ID shows one in full: its limits, licence and address.", DIM))


def draw_source(screen: Screen, source: SourceView) -> None:
    """Draw one source in full."""
    screen.say((source.id, ACCENT))
    screen.say(f"{source.title}. {source.publisher}, {source.date}.", indent=2, hang=2)
    screen.say(("Trust: ", DIM), f"{source.trust.value}, {TRUST_MEANING[source.trust]}.", indent=2, hang=2)
    screen.say(("Limits: ", DIM), source.limits, indent=2, hang=2)
    screen.say(("Licence: ", DIM), source.licence, indent=2, hang=2)
    screen.say(("Address: ", DIM), source.url or "not known", indent=2, hang=2)
    screen.say(("Behind: ", DIM), _behind(source), indent=2, hang=2)


def _behind(source: SourceView) -> str:
    """Say what in the pack rests on a source, and how much of that may have changed."""
    if not source.behind:
        return "no dated fact of the pack; a sentence of the program rests on it."
    facts, past = sum(part.facts for part in source.behind), sum(part.past for part in source.behind)
    files = ", ".join(dict.fromkeys(part.file.partition("/")[0] for part in source.behind))
    some = "All" if past == facts else f"{past:,}"
    changed = f" {some} of them may have changed since: mlcareer check --fresh lists them." if past else ""
    return f"{counted(facts, 'dated fact')} in {files}.{changed}"
