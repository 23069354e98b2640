"""mlcareer skills."""

from typing import Annotated

import typer

from mlcareer.cli.aging import with_ages
from mlcareer.cli.context import library, record_if_readable
from mlcareer.cli.options import JsonOption
from mlcareer.cli.placed import basis_of, last_placement
from mlcareer.cli.tree import command_app
from mlcareer.core.skill import SkillMap, as_id
from mlcareer.core.skill_views import SkillBook
from mlcareer.errors import NotFoundError, unlike_any
from mlcareer.render.output import show

app = command_app()


@app.command()
def skills(
    name: Annotated[
        str | None, typer.Argument(metavar="[AREA|SKILL]", help="An area or a skill.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Areas and skills: hours, what they need, where to learn.

    Example: mlcareer skills serving
    """
    pack, record = library(), record_if_readable()
    skill_map, steps = pack.skills(), pack.steps()
    book = SkillBook(skill_map, last_placement(pack, record), basis_of(pack, record).closed)
    if name is None:
        show("skills", book.all_areas(), as_json=as_json)
        return
    areas = {area.id: area for area in skill_map.areas}
    known = {skill.id for skill in skill_map.skills} | {gone.id for gone in skill_map.retired}
    wanted = skill_map.current(as_id(name))
    if wanted in areas:
        area = book.one_area(areas[wanted], pack.assessment().question(wanted))
        show("skills.area", with_ages(area), as_json=as_json)
    elif wanted in known:
        show("skills.skill", with_ages(book.one_skill(skill_map.skill(wanted), steps)), as_json=as_json)
    else:
        raise NotFoundError(_unknown(name, skill_map), way_out="mlcareer skills lists the areas")


def _unknown(name: str, skill_map: SkillMap) -> str:
    """Say that nothing bears this name, with what names it in words ('docker'), else with the nearest id."""
    named = [(area.id, area.name) for area in skill_map.areas]
    named += [(skill.id, skill.name) for skill in skill_map.skills]
    within = [id_ for id_, title in named if name.strip().lower() in title.lower()]
    if within:
        return f"unknown area or skill {name!r}: did you mean {' or '.join(repr(id_) for id_ in within[:3])}?"
    return unlike_any("area or skill", name, [id_ for id_, _ in named])
