"""The plan: its end, what moved, the first steps or all of them, or week by week."""

from collections.abc import Mapping, Sequence
from datetime import date

from mlcareer.core.fit import Fit, Verdict
from mlcareer.core.moved import Moved
from mlcareer.core.plan import Plan, PlanStep
from mlcareer.core.schedule import HORIZON_YEARS
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD, WARNING
from mlcareer.render.words import counted, hours, percent

FIRST_STEPS = 6
"""Steps shown before the rest is only counted: about a season of evenings."""
FIRST_TESTS = 3
MOST_NAMED = 4
"""Steps named in a sentence before the rest is only counted."""
MOST_DROPPED = 0.5
"""Share of the hours beyond which dropping steps is no advice any more."""
VERDICTS = {
    Verdict.FITS: "fits, even late",
    Verdict.TIGHT: "tight: likely, not surely",
    Verdict.MISSES: "does not fit",
    Verdict.PAST: "that day is over",
}


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
    titles = {step.what.step: step.what.title for step in plan.steps}
    for week in plan.weeks:
        screen.say((f"Week {week.number}", ACCENT), f"  from {week.begins}")
        for part in week.parts:
            screen.say(f"{part.hours:4.1f} h  {titles.get(part.step, part.step)}", indent=2, hang=8)
    screen.blank()
    _foot(screen, plan)


def _head(screen: Screen, plan: Plan) -> None:
    """Draw when the plan ends, and what that rests on."""
    if not plan.steps:
        screen.title(f"Nothing is left to do for {plan.target.title}", aside="by what is known so far")
        screen.say("mlcareer quiz looks again; mlcareer plan --to LEVEL plans for another rung.")
        screen.blank()
        return
    end = f"likely by {plan.likely}" if plan.likely else f"more than {HORIZON_YEARS} years away"
    screen.title(f"{plan.target.title}: {end}", aside=f"· {plan.late} if it runs late" if plan.late else "")
    week = f"{plan.hours_a_week:g} h a week from {plan.begins}"
    screen.say(f"{counted(len(plan.steps) + plan.beyond, 'step')}, {hours(plan.hours)} in all, {week}{_pace(plan)}.")
    if not plan.placed:
        screen.say(("No quiz yet, so nothing is taken as known: mlcareer quiz makes this plan yours.", WARNING))
    if plan.first and plan.first.likely and plan.first.likely != plan.likely:
        screen.say((f"First planned on {plan.first.made}: likely by {plan.first.likely}.", DIM))
    titles = {step.what.step: step.what.title for step in plan.steps}
    if plan.moved:
        _moved(screen, plan.moved, plan.pace.factor)
    if plan.fit:
        _fit(screen, plan.fit, titles)
    screen.blank()


def _pace(plan: Plan) -> str:
    if not plan.pace.steps:
        return ""
    return f", at your pace of {plan.pace.factor:.1f} h for each of ours ({counted(plan.pace.steps, 'step')} done)"


def _moved(screen: Screen, moved: Moved, pace: float) -> None:
    """Say what moved since the plan was last told, and why."""
    words = f"Since {moved.since}: "
    if moved.days:
        words += f"the end moved {counted(abs(moved.days), 'day')} {'later' if moved.days > 0 else 'earlier'}"
        words += f", from {moved.likely_before}."
    else:
        words += "the end stands."
    screen.say((words, WARNING if (moved.days or 0) > 0 else GOOD))
    for reason in _reasons(moved, pace):
        screen.item(reason)


def _reasons(moved: Moved, pace: float) -> list[str]:
    found = []
    if moved.target_before:
        found.append(f"you planned for {moved.target_before.title} then")
    if moved.hours_a_week_before:
        found.append(f"you planned with {moved.hours_a_week_before:g} h a week then")
    if moved.pace_before:
        found.append(f"your pace is {pace:.2g} h for each of ours, it was {moved.pace_before:.2g}")
    for steps, what in (
        (moved.done, "done"),
        (moved.skipped, "skipped"),
        (moved.added, "new in the plan"),
        (moved.gone, "no longer in the plan"),
        (moved.hours_changed, "of other hours in today's pack"),
    ):
        if steps:
            found.append(f"{what}: {_named(steps, moved.titles)}")
    if moved.reordered:
        found.append("the order changed: your quiz, your wishes or what you began weigh the steps otherwise now")
    if moved.new_pack:
        found.append("an update changed the pack's steps or skills")
    if not found and (moved.days or 0) > 0:
        found.append("time passed, and the steps stand where they stood")
    return found


def _fit(screen: Screen, fit: Fit, titles: Mapping[str, str]) -> None:
    """Say whether the plan ends by the day asked for, and what would help."""
    chance = percent(fit.probability)
    if fit.verdict is Verdict.PAST:
        screen.say((f"By {fit.by}: that day is over. mlcareer plan --by DATE names another.", WARNING))
        return
    style = GOOD if fit.verdict is Verdict.FITS else WARNING
    word = {Verdict.FITS: "fits, even late", Verdict.TIGHT: "tight: likely, not surely"}.get(
        fit.verdict, "does not fit"
    )
    screen.say((f"By {fit.by}: {word}", style), f" ({chance} likely).")
    if fit.verdict is Verdict.FITS:
        return
    likely, sure = fit.hours_a_week_likely, fit.hours_a_week_sure
    if fit.verdict is Verdict.MISSES and likely:
        screen.item(f"With {likely} h a week it likely would, with {sure} h a week even late.")
    elif sure:
        screen.item(f"With {sure} h a week it would even late.")
    if fit.drop_hours > MOST_DROPPED * fit.hours_needed:
        screen.item(
            f"Dropping steps would take {fit.drop_hours} of {fit.hours_needed} h: name a later day or a nearer rung."
        )
    elif fit.drop:
        leaves = f", which leaves gaps in {', '.join(fit.leaves_open)}" if fit.leaves_open else ""
        screen.item(f"Or drop {fit.drop_hours} h{leaves}: {_named(fit.drop, titles)} (mlcareer skip STEP).")


def _named(steps: Sequence[str], titles: Mapping[str, str]) -> str:
    names = [titles.get(step, step) for step in steps[:MOST_NAMED]]
    more = f" and {len(steps) - MOST_NAMED} more" if len(steps) > MOST_NAMED else ""
    return f"{'; '.join(names)}{more}"


def _steps(screen: Screen, steps: Sequence[PlanStep]) -> None:
    width = len(str(steps[-1].number)) + 2 if steps else 0
    for step in steps:
        what = step.what
        number = f"{step.number}."
        screen.say((f"{number:<{width}}", ACCENT), (what.title, ACCENT), hang=width)
        screen.say(f"{hours(what.hours)} {what.kind.value}, {_days(step)}", indent=width)
        screen.say(f"{what.because[0].upper()}{what.because[1:]}.", *_remarks(step), indent=width)
        screen.say((what.step, DIM), indent=width)
    if steps:
        screen.blank()


def _days(step: PlanStep) -> str:
    if step.likely is None:
        return f"more than {HORIZON_YEARS} years away"
    end = f"{step.begins} to {step.likely}" if step.begins != step.likely else f"{step.likely}"
    late = f", {_or_far(step.late)} if late" if step.late != step.likely else ""
    return f"{'begun, ' if step.what.started else ''}{end}{late}"


def _or_far(day: date | None) -> str:
    return day.isoformat() if day else f"over {HORIZON_YEARS} years"


def _remarks(step: PlanStep) -> tuple[str, ...]:
    found = []
    if step.spent:
        found.append(f" {step.spent:g} h spent, about {step.left:g} h to go.")
    if step.what.test_out:
        found.append(" You rated yourself there: if it is behind you, mlcareer skip it with --known.")
    if step.without:
        found.append(f" Builds on what you skipped: {', '.join(step.without)}.")
    return tuple(found)


def _foot(screen: Screen, plan: Plan) -> None:
    """Draw what stays open, what can be tested out of, and where the figures come from."""
    for gap in plan.gaps:
        if gap.open:
            screen.say((f"Stays open: {gap.name}: ", WARNING), f"{gap.open}.", hang=2)
    if plan.test_out:
        checked = all(test.by_checks for test in plan.test_out)
        why = "your ratings and checks agree that you have them" if checked else "you rated yourself beyond them"
        screen.say(f"{counted(len(plan.test_out), 'step')} not planned: {why}. Where you are not sure, test yourself:")
        for test in plan.test_out[:FIRST_TESTS]:
            screen.item((test.step, ACCENT), f"  {test.done_when}")
    if plan.steps:
        screen.say(("mlcareer start STEP · done STEP · skip STEP · note STEP · next --full for what to do", DIM))
        screen.sources([step.what.source for step in plan.steps])
