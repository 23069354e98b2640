"""Evidence beside ratings: a link or one line of proof for an area. It is shown; nothing scores it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlcareer.core.assessment import Assessment
from mlcareer.core.line import line_from
from mlcareer.core.skill import Area
from mlcareer.errors import NotFoundError

LINKS = ("http://", "https://")


class Evidence(NamedTuple):
    """One note for an area, and when it was noted (ISO).

    `id` counts over all areas of a profile and is never used again, so that a script may keep it.
    """

    id: int
    area: str
    note: str
    at: str

    @property
    def is_link(self) -> bool:
        """Whether the note is an address to open."""
        return self.note.lower().startswith(LINKS)


class AreaEvidence(NamedTuple):
    """An area with what is noted for it; `could_prove` says what may be, None where the pack has the area no longer."""

    area: str
    name: str
    could_prove: str | None
    notes: tuple[Evidence, ...]


class AllEvidence(NamedTuple):
    """Every area, and after them those of an older pack for which something is noted."""

    areas: tuple[AreaEvidence, ...]


class NoteMarked(NamedTuple):
    """A note that was added ('noted') or taken back ('removed'); `changed` is False where it already was so."""

    id: int
    area: str
    name: str
    note: str
    status: str
    changed: bool
    at: str


def note_from(typed: str) -> str:
    """Return what was typed as a note: one line without surrounding space, harmless to a terminal.

    Raises WrongUsageError where it is empty, more than one line, or longer than core.line.MOST.
    """
    return line_from(typed, "note")


def of_area(area: Area, assessment: Assessment, evidence: Iterable[Evidence]) -> AreaEvidence:
    """Return one area with what is noted for it, oldest first."""
    notes = tuple(note for note in evidence if note.area == area.id)
    return AreaEvidence(area.id, area.name, assessment.question(area.id).evidence, notes)


def of_all(areas: Sequence[Area], assessment: Assessment, evidence: Sequence[Evidence]) -> AllEvidence:
    """Return every area with what is noted for it; an area of an older pack comes last and bears its id as name."""
    known = {area.id for area in areas}
    older = dict.fromkeys(note.area for note in evidence if note.area not in known)
    return AllEvidence(
        (
            *(of_area(area, assessment, evidence) for area in areas),
            *(AreaEvidence(id_, id_, None, tuple(note for note in evidence if note.area == id_)) for id_ in older),
        )
    )


def numbered(evidence: Iterable[Evidence], number: int, area: str | None = None) -> Evidence:
    """Return the note of that number; raises NotFoundError where there is none, or not in the area named."""
    found = next((note for note in evidence if note.id == number), None)
    if found is None:
        raise NotFoundError(f"there is no note {number}", way_out="mlcareer evidence lists the notes and their numbers")
    if area is not None and found.area != area:
        raise NotFoundError(
            f"note {number} belongs to {found.area}, not to {area}",
            way_out=f"mlcareer evidence --remove {number} takes it back",
        )
    return found
