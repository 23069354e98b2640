"""The plan as Markdown: a checklist for a notebook or a repository, in which foreign text stands as it was typed."""

from collections.abc import Iterator

from mlcareer.core.export import Takeaway
from mlcareer.core.plan import Plan
from mlcareer.core.step import Link
from mlcareer.render.address import web_address
from mlcareer.render.certificate_words import held_in_words
from mlcareer.render.markdown import as_line
from mlcareer.render.plan_words import (
    ESTIMATE,
    LIKELY_LATE,
    days_in_words,
    end_in_words,
    fit_in_words,
    link_in_words,
    remarks_on,
    sentence,
    titles_of,
    work_in_words,
)
from mlcareer.render.words import hours

FIRST_WEEKS = 12
"""Weeks written out: a season; those after it will have moved by then."""


def written(taken: Takeaway) -> str:
    """Return the whole document."""
    plan = taken.plan
    lines = [
        f"# Plan: {plan.level.title} to {plan.target.title}",
        "",
        as_line(end_in_words(plan)),
        *([as_line(work_in_words(plan))] if plan.steps else []),
        "",
        *_fit(plan),
        f"Made on {taken.made} by mlcareer. {ESTIMATE} {LIKELY_LATE}",
        *_certificates(plan),
        *_done(taken),
        *_steps(plan),
        *_weeks(plan),
        *_open(plan),
        *_behind(plan),
        *_sources(taken),
    ]
    return "\n".join(lines) + "\n"


def _fit(plan: Plan) -> Iterator[str]:
    if not plan.placed:
        yield from ("No quiz yet, so nothing is taken as known: `mlcareer quiz` makes this plan yours.", "")
    if plan.fit:
        said, points = fit_in_words(plan.fit, titles_of(plan))
        yield f"**{as_line(said)}**"
        yield ""
        if points:
            yield from (f"- {as_line(point)}" for point in points)
            yield ""


def _certificates(plan: Plan) -> Iterator[str]:
    held = held_in_words(plan.certificates)
    if held:
        yield from ("", f"Certificates: {as_line(held)}.")


def _done(taken: Takeaway) -> Iterator[str]:
    if taken.done:
        yield from ("", "## Done", "")
        for step in taken.done:
            yield f"- [x] **{as_line(step.title)}** (`{step.step}`), done on {step.on}"


def _steps(plan: Plan) -> Iterator[str]:
    if plan.steps:
        yield from ("", "## Steps", "")
    titles = titles_of(plan)
    for step in plan.steps:
        what = step.what
        yield f"- [ ] **{step.number}. {as_line(what.title)}** (`{what.step}`)"
        yield f"  - {hours(what.hours)} {what.kind.value}, {days_in_words(step)}"
        yield f"  - {as_line(' '.join((sentence(what.because), *remarks_on(step))))}"
        yield f"  - Why: {as_line(what.why)}"
        if step.after:
            yield f"  - Comes after: {as_line('; '.join(titles.get(name, name) for name in step.after))}"
        if what.do:
            yield "  - Do:"
            yield from (f"    - [ ] {as_line(part)}" for part in what.do)
        yield f"  - Done when: {as_line(what.done_when)}"
        if what.learn:
            yield "  - Learn:"
            yield from (f"    - {_link(link)}" for link in what.learn)


def _link(link: Link) -> str:
    title, rest = as_line(link.title), as_line(link_in_words(link))
    address = web_address(link.url)
    if address is None:
        return f"{title} {rest}"
    return f"[{title}](<{address.replace('&', '&amp;')}>) {rest}"


def _weeks(plan: Plan) -> Iterator[str]:
    if not plan.weeks:
        return
    titles = titles_of(plan)
    yield from ("", "## The first weeks", "", "| Week | From | Steps |", "| ---: | --- | --- |")
    for week in plan.weeks[:FIRST_WEEKS]:
        parts = "; ".join(f"{part.hours:g} h {as_line(titles.get(part.step, part.step))}" for part in week.parts)
        yield f"| {week.number} | {week.begins} | {parts} |"


def _open(plan: Plan) -> Iterator[str]:
    left = [gap for gap in plan.gaps if gap.open]
    if left:
        yield from ("", "## What stays open", "")
        yield from (f"- {as_line(gap.name)}: {as_line(sentence(gap.open or ''))}" for gap in left)


def _behind(plan: Plan) -> Iterator[str]:
    if plan.test_out:
        yield from ("", "## Not planned, for you seem to have it", "", "Where you are not sure, test yourself:", "")
        for test in plan.test_out:
            yield f"- **{as_line(test.title)}** (`{test.step}`): {as_line(test.done_when)}"


def _sources(taken: Takeaway) -> Iterator[str]:
    if taken.sources:
        yield from ("", "## Sources", "")
    for source in taken.sources:
        address = web_address(source.url) if source.url else None
        where = f" <{address}>" if address else ""
        said = as_line(f"{source.title}, {source.publisher}, {source.date}.")
        yield f"- {said}{where} {as_line(source.limits)}"
