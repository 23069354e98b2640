"""The plan as one page of HTML that needs nothing else: for any browser, for paper, for a screen reader."""

from datetime import date
from math import ceil
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mlcareer.core.export import Takeaway
from mlcareer.core.plan import Plan, PlanStep
from mlcareer.core.text import inert
from mlcareer.render.address import web_address
from mlcareer.render.certificate_words import held_in_words
from mlcareer.render.plan_words import (
    ESTIMATE,
    LIKELY_LATE,
    fit_in_words,
    pace_in_words,
    remarks_on,
    sentence,
    titles_of,
)
from mlcareer.render.words import hours

TEMPLATES = Path(__file__).parent / "templates"
FIRST_WEEKS = 12
"""Weeks written out: a season; those after it will have moved by then."""
WIDTH = 1000
"""Units of a bar's width."""
MOST_YEARS = 4
"""Years named above the bars; with more of them their names would touch."""
LEAST = 4
"""Units that the shortest stretch of a bar has, so that it is seen."""


class Bar(NamedTuple):
    """Where a step lies between the first and the last day of the plan: units from the left, and their lengths."""

    left: int
    likely: int
    late: int


def page(taken: Takeaway) -> str:
    """Return the whole document."""
    plan = taken.plan
    titles, last = titles_of(plan), _last_day(plan)
    said, points = fit_in_words(plan.fit, titles) if plan.fit else ("", ())
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=0,
    )
    environment.filters.update(address=web_address, hours=hours, sentence=sentence)
    template = environment.get_template("plan.html.j2")
    return template.render(
        taken=taken,
        plan=plan,
        titles=titles,
        numbers={step.what.step: step.number for step in plan.steps},
        bars={step.what.step: _bar(step, plan, last) for step in plan.steps},
        years=_years(plan, last),
        remarks={step.what.step: remarks_on(step) for step in plan.steps},
        weeks=plan.weeks[:FIRST_WEEKS],
        gaps=[gap for gap in plan.gaps if gap.open],
        sections=_sections(taken),
        pace=pace_in_words(plan),
        fit=said,
        helps=points,
        notes=(ESTIMATE, LIKELY_LATE),
        held=held_in_words(plan.certificates),
        width=WIDTH,
    )


def _sections(taken: Takeaway) -> tuple[tuple[str, str], ...]:
    """Return the parts of the page that there are, by the name of their heading."""
    plan = taken.plan
    parts = (
        ("glance", "At a glance", plan.steps),
        ("done", "Done", taken.done),
        ("steps", "Steps", plan.steps),
        ("weeks", "The first weeks", plan.weeks),
        ("open", "What stays open", any(gap.open for gap in plan.gaps)),
        ("behind", "Not planned", plan.test_out),
        ("sources", "Sources", True),
    )
    return tuple((name, title) for name, title, there in parts if there)


def _harmless(value: object) -> object:
    """Return text without what could turn the reading direction or steer a terminal; escaping comes after this."""
    return inert(value) if type(value) is str or (isinstance(value, str) and not hasattr(value, "__html__")) else value


def _last_day(plan: Plan) -> date:
    """Return the last day that the plan names, which is the right end of the bars."""
    days = (day for step in plan.steps for day in (step.begins, step.likely, step.late) if day)
    return max(days, default=plan.begins)


def _bar(step: PlanStep, plan: Plan, last: date) -> Bar | None:
    """Return the bar of a step, None where it ends beyond the horizon; a late day beyond is drawn to the right end."""
    if not (step.begins and step.likely):
        return None
    whole = (last - plan.begins).days + 1
    left, likely, late = (
        round(WIDTH * days / whole)
        for days in (
            (step.begins - plan.begins).days,
            (step.likely - plan.begins).days + 1,
            ((step.late or last) - plan.begins).days + 1,
        )
    )
    left = min(left, WIDTH - LEAST)
    likely = max(likely - left, LEAST)
    return Bar(left, likely, max(late - left - likely, 0))


def _years(plan: Plan, last: date) -> tuple[tuple[int, int], ...]:
    """Return new years within the plan, as many as there is room for, and where they lie on the bars."""
    whole = (last - plan.begins).days + 1
    every = ceil((last.year - plan.begins.year) / MOST_YEARS) or 1
    days = (date(year, 1, 1) for year in range(plan.begins.year + 1, last.year + 1, every))
    return tuple((day.year, round(WIDTH * (day - plan.begins).days / whole)) for day in days)
