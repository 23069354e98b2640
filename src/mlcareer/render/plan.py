"""The plan: its end, what moved, the first steps or all of them, or week by week."""

from collections.abc import Mapping, Sequence
from datetime import date

from mlcareer.core.export import Exported
from mlcareer.core.fit import Fit, Verdict
from mlcareer.core.moved import Moved
from mlcareer.core.plan import Plan, PlanStep
from mlcareer.core.schedule import HORIZON_YEARS
from mlcareer.render.plan_words import (
    days_in_words,
    exported_in_words,
    fit_in_words,
    named,
    remarks_on,
    sentence,
    titles_of,
    work_in_words,
)
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted, hours, span

FIRST_STEPS = 6
"""Steps shown before the rest is only counted: about a season of evenings."""
FIRST_TESTS = 3


def draw(screen: Screen, plan: Plan) -> None:
    """Draw the plan with its first steps."""
    _head(screen, plan)
    shown = plan.steps[:FIRST_STEPS]
    _steps(screen, shown)
    rest = len(plan.steps) - len(shown) + plan.beyond
    if rest:
        screen.say((f"… and {counted(rest, 'step')} more: mlcareer plan --all, or --weeks", DIM))
    _foot(screen, plan)


def draw_all(screen: Screen, plan: Plan) -> None:
    """Draw the plan with every step."""
    _head(screen, plan)
    _steps(screen, plan.steps)
    if plan.beyond:
        screen.say((f"… and {counted(plan.beyond, 'step')} more", DIM))
    _foot(screen, plan)


def draw_weeks(screen: Screen, plan: Plan) -> None:
    """Draw the plan week by week."""
    _head(screen, plan)
    titles = titles_of(plan)
    for week in plan.weeks:
        screen.say((f"Week {week.number}", ACCENT), f"  from {week.begins}")
        for part in week.parts:
            screen.say(f"{part.hours:4.1f} h  {titles.get(part.step, part.step)}", indent=2, hang=8)
    screen.blank()
    _foot(screen, plan)


def draw_export(screen: Screen, made: Exported) -> None:
    """Say in a line what was written where."""
    screen.say((made.path, ACCENT), f": {exported_in_words(made)}", hang=2)


def _head(screen: Screen, plan: Plan) -> None:
    """Draw when the plan ends, and what that rests on."""
    if not plan.steps:
        screen.title(f"Nothing is left to do for {plan.target.title}", aside="by what is known so far")
        screen.say("mlcareer quiz looks again; mlcareer plan --to LEVEL plans for another rung.")
        screen.blank()
        return
    end = f"likely by {plan.likely}" if plan.likely else f"more than {HORIZON_YEARS} years away"
    screen.title(f"{plan.target.title}: {end}", aside=f"· {plan.late} if it runs late" if plan.late else "")
    screen.say(work_in_words(plan))
    if not plan.placed:
        screen.say(("No quiz yet, so nothing is taken as known: mlcareer quiz makes this plan yours.", WARNING))
    if plan.first and plan.first.likely and plan.first.likely != plan.likely:
        screen.say((f"First planned on {plan.first.made}: likely by {plan.first.likely}.", DIM))
    titles = titles_of(plan)
    if plan.moved:
        _moved(screen, plan.moved, plan.pace.factor)
    if plan.fit:
        _fit(screen, plan.fit, titles)
    screen.blank()


def _moved(screen: Screen, moved: Moved, pace: float) -> None:
    """Say what moved since the plan was last told, and why."""
    words = f"Since {moved.since}: "
    if moved.target_before:
        words += f"you planned for {moved.target_before.title} then{_by(moved.likely_before)}."
    elif moved.days:
        words += f"the end moved {span(abs(moved.days))} {'later' if moved.days > 0 else 'earlier'}"
        words += f", from {moved.likely_before}."
    elif moved.days is None:
        words += f"the end was not in sight then{_by(moved.likely_before)}."
    else:
        words += "the end stands."
    screen.say((words, WARNING if (moved.days or 0) > 0 else GOOD))
    for reason in _reasons(moved, pace):
        screen.item(reason)


def _by(day: date | None) -> str:
    return f", likely by {day}" if day else ""


def _reasons(moved: Moved, pace: float) -> list[str]:
    if moved.target_before:
        return []  # another rung is another plan
    found = []
    if moved.hours_a_week_before:
        found.append(f"you planned with {moved.hours_a_week_before:g} h a week then")
    if moved.pace_before and f"{moved.pace_before:.2f}" != f"{pace:.2f}":
        found.append(f"your pace is {pace:.2f} h for each of ours, it was {moved.pace_before:.2f}")
    for steps, what in (
        (moved.done, "done"),
        (moved.skipped, "skipped"),
        (moved.added, "new in the plan"),
        (moved.gone, "no longer in the plan"),
        (moved.hours_changed, "of other hours in today's pack"),
    ):
        if steps:
            found.append(f"{what}: {named(steps, moved.titles)}")
    if moved.reordered:
        found.append("the order changed: your quiz, your wishes or what you began weigh the steps otherwise now")
    if moved.new_pack:
        found.append("an update changed the pack's steps or skills")
    if not found and (moved.days or 0) > 0:
        found.append("time passed, and the steps stand where they stood: --hours plans with what you really have")
    return found


def _fit(screen: Screen, fit: Fit, titles: Mapping[str, str]) -> None:
    """Say whether the plan ends by the day asked for, and what would help."""
    said, points = fit_in_words(fit, titles)
    screen.say((said, GOOD if fit.verdict is Verdict.FITS else WARNING))
    for point in points:
        screen.item(point)


def _steps(screen: Screen, steps: Sequence[PlanStep]) -> None:
    width = len(str(steps[-1].number)) + 2 if steps else 0
    for step in steps:
        what = step.what
        number = f"{step.number}."
        screen.say((f"{number:<{width}}", ACCENT), (what.title, ACCENT), hang=width)
        screen.say(f"{hours(what.hours)} {what.kind.value}, {days_in_words(step)}", indent=width)
        screen.say(f"{sentence(what.because)}", *(f" {said}" for said in remarks_on(step)), indent=width)
        screen.say((what.step, DIM), indent=width)
    if steps:
        screen.blank()


def _foot(screen: Screen, plan: Plan) -> None:
    """Draw what stays open, what can be tested out of, and where the figures come from."""
    reasons: dict[str, list[str]] = {}
    for gap in plan.gaps:
        if gap.open:
            reasons.setdefault(gap.open, []).append(gap.name)
    for reason, areas in reasons.items():
        screen.say((f"Stays open: {', '.join(areas)}: ", WARNING), f"{reason}.", hang=2)
    if plan.test_out:
        checked = all(test.by_checks for test in plan.test_out)
        why = "your ratings and checks agree that you have them" if checked else "by your ratings you have them"
        screen.say(f"{counted(len(plan.test_out), 'step')} not planned: {why}. Where you are not sure, test yourself:")
        for test in plan.test_out[:FIRST_TESTS]:
            screen.item(f"{test.title} (", (test.step, ACCENT), f"): {test.done_when}")
    if plan.steps:
        screen.say(("mlcareer start STEP · done STEP · skip STEP · note STEP · next --full for what to do", DIM))
        screen.sources([step.what.source for step in plan.steps])
