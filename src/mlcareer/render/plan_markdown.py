"""The plan as Markdown: a checklist for a notebook or a repository, in which foreign text stands as it was typed."""

import re
from collections.abc import Iterator

from mlcareer.core.export import Takeaway
from mlcareer.core.plan import Plan
from mlcareer.core.step import Link
from mlcareer.core.text import inert
from mlcareer.render.address import web_address
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
SIGNS = re.compile(r"[\\`*\[\]<>|~#$]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w]+;)")
"""Signs that CommonMark, its tables or GitHub's additions would read as markup, wherever they stand."""
OPENING = re.compile(r"^(?:[-+=:]|\d{1,9}(?=[.)]))")
"""What would begin a list, a rule or a heading where a text begins with it."""


def plain_text(text: str) -> str:
    """Return text as one line of Markdown that renders as it was typed."""
    line = " ".join(re.split(r"[ \r\n\x0b\x0c]+", inert(text).strip()))
    line = SIGNS.sub(lambda sign: f"\\{sign[0]}", line)
    return OPENING.sub(lambda sign: f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}", line)


def written(taken: Takeaway) -> str:
    """Return the whole document."""
    plan = taken.plan
    lines = [
        f"# Plan: {plan.level.title} to {plan.target.title}",
        "",
        plain_text(end_in_words(plan)),
        *([plain_text(work_in_words(plan))] if plan.steps else []),
        "",
        *_fit(plan),
        f"Made on {taken.made} by mlcareer. {ESTIMATE} {LIKELY_LATE}",
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
        yield f"**{plain_text(said)}**"
        yield ""
        if points:
            yield from (f"- {plain_text(point)}" for point in points)
            yield ""


def _done(taken: Takeaway) -> Iterator[str]:
    if taken.done:
        yield from ("", "## Done", "")
        for step in taken.done:
            yield f"- [x] **{plain_text(step.title)}** (`{step.step}`), done on {step.on}"


def _steps(plan: Plan) -> Iterator[str]:
    if plan.steps:
        yield from ("", "## Steps", "")
    titles = titles_of(plan)
    for step in plan.steps:
        what = step.what
        yield f"- [ ] **{step.number}. {plain_text(what.title)}** (`{what.step}`)"
        yield f"  - {hours(what.hours)} {what.kind.value}, {days_in_words(step)}"
        yield f"  - {plain_text(' '.join((sentence(what.because), *remarks_on(step))))}"
        yield f"  - Why: {plain_text(what.why)}"
        if step.after:
            yield f"  - Comes after: {plain_text('; '.join(titles.get(name, name) for name in step.after))}"
        if what.do:
            yield "  - Do:"
            yield from (f"    - [ ] {plain_text(part)}" for part in what.do)
        yield f"  - Done when: {plain_text(what.done_when)}"
        if what.learn:
            yield "  - Learn:"
            yield from (f"    - {_link(link)}" for link in what.learn)


def _link(link: Link) -> str:
    title, rest = plain_text(link.title), plain_text(link_in_words(link))
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
        parts = "; ".join(f"{part.hours:g} h {plain_text(titles.get(part.step, part.step))}" for part in week.parts)
        yield f"| {week.number} | {week.begins} | {parts} |"


def _open(plan: Plan) -> Iterator[str]:
    left = [gap for gap in plan.gaps if gap.open]
    if left:
        yield from ("", "## What stays open", "")
        yield from (f"- {plain_text(gap.name)}: {plain_text(sentence(gap.open or ''))}" for gap in left)


def _behind(plan: Plan) -> Iterator[str]:
    if plan.test_out:
        yield from ("", "## Not planned, for you seem to have it", "", "Where you are not sure, test yourself:", "")
        for test in plan.test_out:
            yield f"- **{plain_text(test.title)}** (`{test.step}`): {plain_text(test.done_when)}"


def _sources(taken: Takeaway) -> Iterator[str]:
    if taken.sources:
        yield from ("", "## Sources", "")
    for source in taken.sources:
        address = web_address(source.url) if source.url else None
        where = f" <{address}>" if address else ""
        said = plain_text(f"{source.title}, {source.publisher}, {source.date}.")
        yield f"- {said}{where} {plain_text(source.limits)}"
