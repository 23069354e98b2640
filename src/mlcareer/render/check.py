"""The health of pack and profile."""

from mlcareer.core.fresh_report import FreshReport, SubjectAges
from mlcareer.core.freshness import Aged
from mlcareer.core.standing import CheckReport
from mlcareer.render.freshness import TITLES, alike, say_aged
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted


def draw(screen: Screen, view: CheckReport) -> None:
    """Draw what is wrong, one a line."""
    if view.sound:
        profile = f"profile at {view.profile}" if view.has_profile else "no profile yet"
        screen.say(("Sound: ", GOOD), f"pack at {view.pack}, {profile}.")
        return
    screen.say((counted(len(view.problems), "problem"), WARNING))
    for problem in view.problems:
        screen.item(problem)


def draw_fresh(screen: Screen, view: FreshReport) -> None:
    """Draw what may have changed, by subject; of the same day and place in one line."""
    screen.title(f"{view.past:,} of {counted(view.facts, 'dated fact')} may have changed", aside=f"by {view.day}")
    for subject in view.subjects:
        if subject.past:
            _subject(screen, subject)
    screen.blank()
    within = [f"{TITLES[one.subject].lower()} {one.facts:,}" for one in view.subjects if one.facts and not one.past]
    if within:
        screen.say((f"Within their shelf life: {', '.join(within)}.", DIM), hang=2)
    kept = f"{view.lasting:,} more bear a date and do not age: our own judgement, studies, what is over."
    screen.say((kept, DIM), hang=2)
    screen.sources([subject.source for subject in view.subjects])


def _subject(screen: Screen, subject: SubjectAges) -> None:
    screen.blank()
    screen.say(
        (TITLES[subject.subject], ACCENT), f" · {subject.past:,} of {subject.facts:,}, after {subject.days} days"
    )
    screen.say((subject.why, DIM), indent=2)
    for part in subject.files:
        for facts in alike(part.aged):
            say_aged(screen, f"{part.file}: {_which(facts)}, since {facts[0].since}", facts[0], indent=2, whole=True)


def _which(facts: tuple[Aged, ...]) -> str:
    """Name one fact, or count many."""
    one = facts[0]
    if len(facts) > 1:
        return counted(len(facts), "record")
    return one.id if one.id is not None else one.path
