"""mlcareer win."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile, today
from mlcareer.cli.options import JsonOption, PlainOption, day_named
from mlcareer.cli.tree import command_app
from mlcareer.core.assessment import Choice
from mlcareer.core.line import line_from
from mlcareer.core.skill import SkillMap
from mlcareer.core.win import WinMarked, marked, numbered, past_day
from mlcareer.errors import WrongUsageError
from mlcareer.render.output import show

app = command_app()


@app.command()
def win(  # noqa: PLR0913, PLR0917  # a command's options are its arguments
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="What you achieved, in one line.", show_default=False),
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option("--area", "-a", metavar="AREA", help="An area it speaks for; repeat for more.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day, such as 2026-11-22; without it, today.")
    ] = None,
    remove: Annotated[
        int | None, typer.Option("--remove", metavar="N", min=1, help="Take the win with this number back.")
    ] = None,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Log an achievement: dated, tied to areas.

    mlcareer wins arranges what is logged as evidence for your next rung. Name the area it speaks for most first. In a
    terminal without --area it asks; elsewhere the win is logged without one.

    A win is one line of at most 300 characters. Its number is never used again.

    Example: mlcareer win "shipped the ranking service" --area serving
    """
    skills = library().skills()
    if remove is not None:
        if text or area or on is not None:
            raise WrongUsageError("either log a win or take one back", way_out=f"mlcareer win --remove {remove}")
        show("win", _take_back(skills, remove), as_json=as_json)
        return
    if not text:
        raise WrongUsageError("what did you achieve?", way_out='mlcareer win "shipped X" logs it')
    line = line_from(" ".join(text), "win")
    day = past_day("--on", day_named("--on", on), today()) if on is not None else today()
    areas = tuple(dict.fromkeys(skills.area(name).id for name in area or ()))
    person = profile()
    person.wins()  # a profile that cannot be read is not written on, and nothing is asked for it
    logged = person.add_win(line, day, areas or _asked(skills, plain=plain))
    show("win", marked(logged, skills.areas, "logged"), as_json=as_json)


def _asked(skills: SkillMap, *, plain: bool) -> tuple[str, ...]:
    """Return the areas that the person picks; none where there is nobody to ask."""
    from mlcareer.prompts.ask import has_terminal, prompter

    if not has_terminal():
        return ()
    asker = prompter(plain=plain, instead="name them with --area AREA")
    return asker.some("Which areas does it speak for?", [Choice(area.id, area.name) for area in skills.areas])


def _take_back(skills: SkillMap, number: int) -> WinMarked:
    person = profile()
    kept = numbered(person.wins(), number)
    person.remove_win(kept.id)
    return marked(kept._replace(at=person.now), skills.areas, "removed")
