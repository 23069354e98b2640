"""The last quiz beside the one before: whether it is more than chance, then the figures."""

from mlcareer.core.comparison import Comparison, Outcome
from mlcareer.render.screen import Screen
from mlcareer.render.theme import DIM
from mlcareer.render.words import counted, levels, percent

NEITHER = "-"


def draw(screen: Screen, view: Comparison) -> None:
    """Draw a comparison."""
    screen.title(_headline(view))
    screen.say(_reason(view))
    screen.blank()
    rows = [_outcome("before", view.then), _outcome("last", view.now)]
    screen.table(["Quiz", "date", "level", "likely", "80 % range", "ratings", "checks right"], rows, right=(3, 5, 6))
    screen.say(f"{counted(view.days, 'day')} between them.", indent=2)
    screen.blank()
    _areas(screen, view)
    _caveats(screen, view)
    screen.sources([view.source])


def _headline(view: Comparison) -> str:
    if not view.rungs:
        return f"No change beyond the uncertainty: {view.now.level.title} then and now"
    how = "More than the uncertainty" if view.beyond_uncertainty else "No more than the uncertainty"
    return f"{how}: {view.then.level.title} then, {view.now.level.title} now"


def _reason(view: Comparison) -> str:
    if view.beyond_uncertainty:
        return "Neither level lies within the 80 % range of the other quiz."
    if view.rungs:
        return "The 80 % ranges overlap and reach the other's level, so the two quizzes do not tell them apart."
    return "The 80 % ranges overlap; what moved below may be chance too."


def _outcome(name: str, outcome: Outcome) -> list[str]:
    return [
        name,
        outcome.day,
        outcome.level.title,
        percent(outcome.probability),
        levels(outcome.range_low, outcome.range_high),
        str(outcome.ratings),
        f"{outcome.right} of {outcome.checks}" if outcome.checks else "unchecked",
    ]


def _areas(screen: Screen, view: Comparison) -> None:
    if screen.narrow:
        for area in view.areas:
            said = f"{_figure(area.rating_then, '{}')} → {_figure(area.rating_now, '{}')}"
            estimate = f"{_figure(area.estimate_then, '{:.1f}')} → {_figure(area.estimate_now, '{:.1f}')}"
            screen.say(area.name, indent=2)
            screen.say((f"said {said} · estimate {estimate}", DIM), indent=4)
        return
    rows = [
        [
            area.name,
            _figure(area.rating_then, "{}"),
            _figure(area.rating_now, "{}"),
            _figure(area.estimate_then, "{:.1f}"),
            _figure(area.estimate_now, "{:.1f}"),
        ]
        for area in view.areas
    ]
    screen.table(["Area", "said then", "said now", "estimate then", "estimate now"], rows, right=(1, 2, 3, 4))


def _figure(value: float | None, form: str) -> str:
    return NEITHER if value is None else form.format(value)


def _caveats(screen: Screen, view: Comparison) -> None:
    gone = view.then.gone + view.now.gone
    if bool(view.then.checks) != bool(view.now.checks):
        screen.say("Only one of the two was checked, so a difference may come from the checks.")
    if gone:
        verb = "is" if gone == 1 else "are"
        screen.say(f"{counted(gone, 'answered check')} {verb} no longer in the pack and does not count.")
    screen.say(("Both are placed with today's pack; what was shown then may have been different.", DIM))
