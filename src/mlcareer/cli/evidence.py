"""mlcareer evidence."""

from typing import Annotated

import typer

from mlcareer.cli.context import library, profile
from mlcareer.cli.options import JsonOption
from mlcareer.cli.tree import command_app
from mlcareer.core.evidence import NoteMarked, note_from, numbered, of_all, of_area
from mlcareer.core.skill import Area, SkillMap
from mlcareer.errors import WrongUsageError
from mlcareer.render.output import show

app = command_app()


@app.command()
def evidence(
    area: Annotated[
        str | None, typer.Argument(metavar="[AREA]", help="An area; without it, all of them.", show_default=False)
    ] = None,
    note: Annotated[
        list[str] | None, typer.Argument(metavar="[NOTE]...", help="A link or one line: adds it.", show_default=False)
    ] = None,
    remove: Annotated[
        int | None, typer.Option("--remove", metavar="N", min=1, help="Take the note with this number back.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """A link or a line of proof for an area: shown, never scored.

    Without a note it shows what is noted, and what could prove the area. mlcareer profile shows notes beside your
    ratings; no placement and no plan looks at them.

    A note is one line of at most 300 characters. Its number counts over all areas and is never used again.

    Example: mlcareer evidence serving https://example.org/my-api
    """
    pack = library()
    skills = pack.skills()
    known = skills.area(area) if area is not None else None
    if remove is not None:
        if note:
            raise WrongUsageError("either add a note or take one back", way_out=f"mlcareer evidence --remove {remove}")
        show("evidence.note", _take_back(skills, remove, known), as_json=as_json)
    elif known is None:
        show("evidence", of_all(skills.areas, pack.assessment(), profile().record().evidence), as_json=as_json)
    elif not note:
        show("evidence.area", of_area(known, pack.assessment(), profile().record().evidence), as_json=as_json)
    else:
        show("evidence.note", _add(known, " ".join(note)), as_json=as_json)


def _add(area: Area, typed: str) -> NoteMarked:
    note = note_from(typed)
    person = profile()
    person.record()  # a profile that cannot be read is not written on
    kept, changed = person.add_evidence(area.id, note)
    return NoteMarked(kept.id, area.id, area.name, kept.note, "noted", changed, kept.at)


def _take_back(skills: SkillMap, number: int, area: Area | None) -> NoteMarked:
    person = profile()
    kept = numbered(person.record().evidence, number, area.id if area else None)
    changed = person.remove_evidence(kept.id)
    name = next((known.name for known in skills.areas if known.id == kept.area), kept.area)
    return NoteMarked(kept.id, kept.area, name, kept.note, "removed", changed, person.now)
