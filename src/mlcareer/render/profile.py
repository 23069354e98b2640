"""The person's own record, and the health of pack and profile."""

from collections.abc import Mapping, Sequence

from mlcareer.core.evidence import Evidence
from mlcareer.core.keeping import Backups, Exported, Imported, Restored
from mlcareer.core.mark import Mark, StepState
from mlcareer.core.plain import plain
from mlcareer.core.standing import ProfilePath, ProfileView, SetAside
from mlcareer.core.wish import Wish
from mlcareer.render.evidence import NEVER_SCORED, draw_notes
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, WARNING
from mlcareer.render.words import counted, kept, percent

SAID = "you said"
WORDS = {Mark.STARTED: "begun", Mark.SKIPPED: "left out", Mark.KNOWN: "known", None: "noted"}


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
    _steps(screen, view.steps, [Mark.DONE])
    others = [step for step in view.steps if step.mark is not Mark.DONE]
    if others:
        screen.say((f"Steps begun, left out, known or noted: {len(others)}", ACCENT))
        _steps(screen, others, [Mark.STARTED, Mark.SKIPPED, Mark.KNOWN, None])
    _wish(screen, view.wish)
    if view.wins:
        screen.say((f"Wins logged: {view.wins}", ACCENT), (" · mlcareer wins lists them", DIM))
    if view.certificates:
        listed = " · mlcareer certs mine lists them"
        screen.say((f"Certificates logged: {view.certificates}", ACCENT), (listed, DIM))


def _steps(screen: Screen, steps: Sequence[StepState], marks: Sequence[Mark | None]) -> None:
    """Draw the steps of these marks: the day, the id, what was said where that is not in the heading, hours."""
    for mark in marks:
        for step in steps:
            if step.mark is mark:
                said = "" if mark is Mark.DONE else f", {WORDS[mark]}"
                hours = f", {step.hours:g} h" if step.hours else ""
                screen.item(f"{step.at[:10]}  {step.step}{said}{hours}")


def _wish(screen: Screen, wish: Wish) -> None:
    """Draw what the person asks of their plan, where they said anything."""
    values = {name: f"{value:g}" if isinstance(value, float) else value for name, value in plain(wish).items()}
    said = [f"{name} {value}" for name, value in values.items() if value is not None]
    if said:
        screen.say(("Asked of the plan: ", ACCENT), ", ".join(said), hang=2)


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


def draw_export(screen: Screen, view: Exported) -> None:
    """Draw where the profile was written to."""
    left_out = f", without {', '.join(view.without)}" if view.without else ""
    screen.say(f"Written{left_out}: {kept(view.holds)}. Only you can read the file.")
    screen.unbroken(view.file)


def draw_import(screen: Screen, view: Imported) -> None:
    """Draw what came in."""
    if not view.changed:
        screen.say(f"Nothing to take in: your profile holds all of it already ({kept(view.holds)}).")
        return
    verb = {"new": "Taken in", "merge": "Merged", "replace": "Replaced"}[view.how]
    screen.say(f"{verb}. Your profile holds {kept(view.holds)}.")
    if view.kept_as:
        screen.say(f"Before, it held {kept(view.before)}. That is kept; mlcareer profile restore brings it back:")
        screen.unbroken(view.kept_as)


def draw_backups(screen: Screen, view: Backups) -> None:
    """Draw the copies, newest first."""
    if not view.backups:
        screen.say("No copies yet. One is kept before the first thing you save each day.")
        return
    screen.title(counted(len(view.backups), "copy", "copies"), aside="of your profile, newest first")
    screen.unbroken((view.folder, DIM))
    screen.blank()
    for copy in view.backups:
        screen.unbroken(copy.name.removesuffix(".db"), indent=2)
        what = kept(copy.holds) if copy.holds else (copy.problem or "", WARNING)
        screen.say(f"{copy.day} · {copy.size / 1000:,.0f} KB · ", what, indent=4)
    screen.blank()
    screen.say(("mlcareer profile restore NAME brings one back.", DIM))


def draw_restore(screen: Screen, view: Restored) -> None:
    """Draw what was brought back, and where the profile as it was lies now."""
    held = f" It holds {kept(view.backup.holds)}." if view.backup.holds else ""
    screen.say(f"Brought back: the copy of {view.backup.day}.{held}")
    if view.kept_as:
        screen.say("The damaged profile was moved aside:" if view.was_damaged else "The profile as it was is kept:")
        screen.unbroken(view.kept_as)
