"""mlcareer certs recommend."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli import context
from mlcareer.cli.aging import with_ages
from mlcareer.cli.options import JsonOption, cloud_named, cloud_names, level_names
from mlcareer.core.level import Level, level_named
from mlcareer.core.step import Cloud
from mlcareer.render.output import show

if TYPE_CHECKING:
    from mlcareer.core.advising import Asker
    from mlcareer.core.certification import Certifications
    from mlcareer.core.record import Record
    from mlcareer.pack.library import Library


def recommend(
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            "-l",
            metavar="LEVEL",
            help="Advise for this rung instead of where you stand.",
            autocompletion=level_names,
        ),
    ] = None,
    cloud: Annotated[
        str | None,
        typer.Option(
            "--cloud",
            metavar="[aws|gcp|azure]",
            help="Your cloud; by default the one of your plan.",
            autocompletion=cloud_names,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Which certification to take, if any.

    At most three for your rung and the next on your way, each with why and what it costs a year; what you have already
    is left out. Often none is needed, and then it says so. With no cloud named, only what is bound to no cloud.

    Example: mlcareer certs recommend --cloud aws
    """
    from mlcareer.core.advising import recommendations

    wanted = level_named(level) if level is not None else None
    named = cloud_named(cloud) if cloud is not None else None
    pack = context.library()
    entries = pack.certifications()
    asker = _asker(pack, entries, wanted, named)
    view = recommendations(pack.certification_advice(), entries, asker, context.today())
    show("certs.recommend", with_ages(view), as_json=as_json)


def _asker(pack: "Library", entries: "Certifications", level: Level | None, cloud: Cloud | None) -> "Asker":
    """Return who asks, by their profile; before the first quiz somebody at the first rung, as mlcareer plan has it."""
    from mlcareer.core.advising import Asker, Ground
    from mlcareer.core.certificate import arrange, ending, had
    from mlcareer.core.mark import CLOSING, Mark, renamed, states

    record = context.record_if_readable()
    marks = {state.step: state.mark for state in states(renamed(record.events, pack.steps().renamed())).values()}
    behind = {step for step, mark in marks.items() if mark in CLOSING}
    left = {step for step, mark in marks.items() if mark is Mark.SKIPPED}
    lines = arrange(record.certificates, entries, context.today())
    stands, aim = (level, None) if level else _rungs(pack, record)
    return Asker(
        level=stands,
        ground=Ground.ASKED if level else Ground.PLACED if record.latest else Ground.ASSUMED,
        aim=aim,
        cloud=cloud or record.wish.cloud,
        hours_a_week=record.wish.hours_a_week,
        held=had(_of_steps(entries, behind), lines),
        left=_of_steps(entries, left),
        planned=_planned(pack, record),
        ends=ending(lines),
    )


def _rungs(pack: "Library", record: "Record") -> tuple[Level, Level | None]:
    """Return the rung on which a person stands, and the next on the way to the one they wish to reach."""
    from mlcareer.cli.placed import last_placement

    placement = last_placement(pack, record)
    if placement is None:
        return Level.ENTRY, None
    wish, above = record.wish.to, placement.level.next
    return placement.level, above if wish is None or wish.rung > placement.level.rung else None


def _of_steps(entries: "Certifications", steps: Iterable[str]) -> frozenset[str]:
    """Return the certifications to which steps lead."""
    wanted = set(steps)
    return frozenset(entry.id for entry in entries.certifications if entry.step in wanted)


def _planned(pack: "Library", record: "Record") -> frozenset[str]:
    """Return the steps of the person's plan; nothing where it asks for no certification, for then it holds none."""
    from mlcareer.cli.placed import ground_of
    from mlcareer.core.route import route

    if record.wish.cloud is None:
        return frozenset()
    return frozenset(leg.step.id for leg in route(*ground_of(pack, record)).legs)
