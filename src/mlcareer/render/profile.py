"""The person's own record, and the health of pack and profile."""

from collections.abc import Mapping, Sequence

from mlcareer.core.evidence import Evidence
from mlcareer.core.standing import ProfilePath, ProfileView, SetAside
from mlcareer.render.evidence import NEVER_SCORED, draw_notes
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM
from mlcareer.render.words import counted, percent

SAID = "you said"


def draw(screen: Screen, view: ProfileView) -> None:
    """Draw what the profile holds."""
    screen.title("Your profile", aside="lies only on this machine")
    screen.say((view.path, DIM))
    screen.blank()
    if not view.exists:
        screen.say("Nothing is saved yet. mlcareer quiz begins one.")
        return
    if view.latest:
        taken = view.latest
        screen.say(
            f"Placed at {taken.level.title}, {percent(taken.probability)} likely, on {taken.day} ({taken.mode} quiz)."
        )
        screen.say((f"Retake the quiz after {view.retake_after}.", DIM))
        background = taken.answers.background or "not given"
        years = "not given" if taken.answers.years is None else f"{taken.answers.years:g}"
        screen.say(f"Background: {background}; years in machine learning: {years}.")
    _areas(screen, view.latest.answers.ratings if view.latest else {}, view.evidence)
    if view.answered:
        screen.say(f"A quiz is under way: {counted(view.answered, 'answer')} saved. mlcareer quiz goes on with it.")
    screen.blank()
    screen.say((f"Steps done: {len(view.done)}", ACCENT))
    for step in view.done:
        screen.item(f"{step.at[:10]}  {step.step}")
    if view.wins:
        screen.say((f"Wins logged: {view.wins}", ACCENT), (" · mlcareer wins lists them", DIM))


def _areas(screen: Screen, ratings: Mapping[str, int], evidence: Sequence[Evidence]) -> None:
    """Draw each area that was rated or has evidence, its notes below its rating."""
    areas = tuple(dict.fromkeys((*ratings, *(note.area for note in evidence))))
    if areas:
        width = max(map(len, areas))
        screen.say((f"{'Area':<{width}}  {SAID}", DIM), indent=2)
        for area in areas:
            screen.say(f"{area:<{width}}  {ratings.get(area, '-'):>{len(SAID)}}", indent=2)
            draw_notes(screen, [note for note in evidence if note.area == area], indent=4)
    screen.say((f"{NEVER_SCORED}: mlcareer evidence.", DIM))


def draw_path(screen: Screen, view: ProfilePath) -> None:
    """Write the profile's path and nothing else, letter by letter: a script opens what stands here."""
    screen.console.file.write(f"{view.profile}\n")


def draw_reset(screen: Screen, view: SetAside) -> None:
    """Draw what became of the profile."""
    if view.kept_as is None:
        screen.say("There is no profile to reset.")
    else:
        screen.say("The profile was moved aside, nothing is deleted:")
        screen.unbroken(view.kept_as)
