"""The plan in sentences, for every way in which it is shown."""

from collections.abc import Mapping, Sequence
from datetime import date

from mlcareer.core.export import Exported
from mlcareer.core.fit import Fit, Verdict
from mlcareer.core.plan import Plan, PlanStep
from mlcareer.core.schedule import HORIZON_YEARS
from mlcareer.core.step import Link
from mlcareer.core.wish import MOST_HOURS
from mlcareer.render.words import counted, hours, percent

MOST_NAMED = 4
"""Steps named in a sentence before the rest is only counted."""
MOST_DROPPED = 0.5
"""Share of the hours beyond which dropping steps is no advice any more."""
VERDICTS = {
    Verdict.FITS: "fits, even late",
    Verdict.TIGHT: "tight: about as likely as not",
    Verdict.MISSES: "does not fit",
    Verdict.PAST: "that day is over",
}
ESTIMATE = (
    "Hours are our estimate (source: mlcareer-estimate), shown as a band; "
    "dates follow from them and move with what you do."
)
LIKELY_LATE = "Likely days are as likely to be missed as to be met; late days hold in four cases of five."


def titles_of(plan: Plan) -> Mapping[str, str]:
    """Return the titles of the plan's steps by their ids."""
    return {step.what.step: step.what.title for step in plan.steps}


def end_in_words(plan: Plan) -> str:
    """Say when the plan ends, likely and late."""
    if not plan.steps:
        return f"Nothing is left to do for {plan.target.title} by what is known so far."
    if plan.likely is None:
        return f"{plan.target.title} is more than {HORIZON_YEARS} years away."
    late = f"by {plan.late}" if plan.late else f"in more than {HORIZON_YEARS} years"
    late = f", {late} if it runs late" if plan.late != plan.likely else ""
    return f"{plan.target.title}: likely by {plan.likely}{late}."


def work_in_words(plan: Plan) -> str:
    """Say how many steps and hours the plan holds, and at how many hours a week."""
    assumed = " (assumed; --hours says yours)" if plan.hours_assumed else ""
    week = f"{plan.hours_a_week:g} h a week{assumed} from {plan.begins}"
    steps = counted(len(plan.steps) + plan.beyond, "step")
    if not plan.pace.steps:
        return f"{steps} left, about {plan.left:,} h (our estimate {hours(plan.hours)}), {week}."
    return f"{steps} left, about {plan.left:,} h{pace_in_words(plan)}; {week}."


def pace_in_words(plan: Plan) -> str:
    """Say how fast the person is, as a clause; nothing where no hours were told yet."""
    if not plan.pace.steps:
        return ""
    return f" at your pace of {plan.pace.factor:.2f} h for each of ours (from {counted(plan.pace.steps, 'step')} done)"


def fit_in_words(fit: Fit, titles: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Say whether the plan ends by the day asked for, and what would help."""
    if fit.verdict is Verdict.PAST:
        return f"By {fit.by}: {VERDICTS[fit.verdict]}. mlcareer plan --by DATE names another.", ()
    said = f"By {fit.by}: {VERDICTS[fit.verdict]} (probability {percent(fit.probability)})."
    return said, () if fit.verdict is Verdict.FITS else tuple(_what_helps(fit, titles))


def _what_helps(fit: Fit, titles: Mapping[str, str]) -> list[str]:
    found = []
    likely, sure = fit.hours_a_week_likely, fit.hours_a_week_sure
    if likely and likely > MOST_HOURS:
        found.append("No number of hours a week would do.")
    elif fit.verdict is Verdict.MISSES and likely:
        found.append(f"With {likely} h a week it likely would, with {sure} h a week even late.")
    elif sure:
        found.append(f"With {sure} h a week it would even late.")
    if fit.drop_hours > MOST_DROPPED * fit.hours_needed:
        lost = f"{fit.drop_hours:,} of the {fit.hours_needed:,} h likely needed"
        found.append(f"Too far for leaving steps out: {lost} would have to go. Name a later day or a nearer rung.")
    elif fit.drop:
        leaves = f", which leaves gaps in {', '.join(fit.leaves_open)}" if fit.leaves_open else ""
        found.append(f"Or drop {fit.drop_hours} h{leaves}: {named(fit.drop, titles)} (mlcareer skip STEP).")
    return found


def named(steps: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return steps by their titles, the first few; the rest is counted."""
    names = [titles.get(step, step) for step in steps[:MOST_NAMED]]
    more = f" and {len(steps) - MOST_NAMED} more" if len(steps) > MOST_NAMED else ""
    return f"{'; '.join(names)}{more}"


def days_in_words(step: PlanStep) -> str:
    """Say from when to when a step is planned, and its late day."""
    if step.likely is None:
        return f"more than {HORIZON_YEARS} years away"
    end = f"{step.begins} to {step.likely}" if step.begins != step.likely else f"{step.likely}"
    late = f", {or_far(step.late)} if late" if step.late != step.likely else ""
    return f"{'begun, ' if step.what.begun else ''}{end}{late}"


def or_far(day: date | None) -> str:
    """Return a day, or that it lies beyond the horizon."""
    return day.isoformat() if day else f"over {HORIZON_YEARS} years"


def sentence(text: str) -> str:
    """Return a clause as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def remarks_on(step: PlanStep) -> tuple[str, ...]:
    """Say what else there is to know of a step: hours spent, that it may be behind the person, what it does without."""
    found = []
    if step.spent:
        found.append(f"{step.spent:g} h spent, about {step.left:.0f} h to go.")
    if step.what.test_out:
        found.append(f"Perhaps behind you, as you rated it: mlcareer skip {step.what.step} --known.")
    if step.without:
        found.append(f"Builds on what you skipped: {', '.join(step.without)}.")
    return tuple(found)


def link_in_words(link: Link) -> str:
    """Say which part of a link is meant, and when it was seen to exist."""
    seen = f"checked {link.checked}" if link.checked else "not checked"
    return f"{link.part} ({seen})" if link.part else f"({seen})"


def exported_in_words(made: Exported) -> str:
    """Say what an exported file holds."""
    said = f"{counted(made.steps, 'step')} as {made.format.title}"
    if made.events is None:
        return f"{said}."
    later = f"; {counted(made.later, 'step')} begin later: export again by then" if made.later else ""
    return f"{said}, {counted(made.events, 'event')}{later}. Import it again whenever the plan moves: nothing doubles."
