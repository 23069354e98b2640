"""Evidence: all areas, one area, what became of a note."""

from collections.abc import Sequence

from mlcareer.core.evidence import AllEvidence, AreaEvidence, Evidence, NoteMarked
from mlcareer.render.screen import Screen
from mlcareer.render.theme import ACCENT, DIM, GOOD
from mlcareer.render.words import counted

NEVER_SCORED = "Evidence is shown beside your ratings and never scored"


def draw(screen: Screen, view: AllEvidence) -> None:
    """Draw all areas."""
    number = sum(len(area.notes) for area in view.areas)
    proven = sum(bool(area.notes) for area in view.areas)
    screen.title(f"{counted(number, 'note')} for {proven} of {len(view.areas)} areas" if number else "No evidence yet")
    screen.say((f"{NEVER_SCORED}.", DIM))
    screen.blank()
    for area in view.areas:
        screen.say((area.area, ACCENT), f"  {area.name}" if area.name != area.area else "", indent=2)
        draw_notes(screen, area.notes, indent=4)
        _could_prove(screen, area, indent=4)
    screen.blank()
    _footer(screen, "AREA", number)


def draw_area(screen: Screen, view: AreaEvidence) -> None:
    """Draw one area."""
    screen.title(f"{view.name}: {counted(len(view.notes), 'note') if view.notes else 'no evidence yet'}")
    draw_notes(screen, view.notes, indent=2)
    _could_prove(screen, view, indent=2)
    screen.blank()
    screen.say((f"{NEVER_SCORED}.", DIM))
    _footer(screen, view.area, len(view.notes))


def draw_note(screen: Screen, marked: NoteMarked) -> None:
    """Draw what became of a note."""
    called = f"note {marked.id} for {marked.name}"
    if marked.status == "removed":
        screen.say(f"Taken back: {called}.")
    elif marked.changed:
        screen.say(("Noted: ", GOOD), f"{called}.")
    else:
        screen.say(f"Already there since {marked.at[:10]}: {called}.")
    draw_notes(screen, (Evidence(marked.id, marked.area, marked.note, marked.at),), indent=2)
    if marked.status == "noted":
        screen.say((f"{NEVER_SCORED}.", DIM))
        screen.say((f"mlcareer evidence --remove {marked.id} takes it back.", DIM))


def draw_notes(screen: Screen, notes: Sequence[Evidence], *, indent: int) -> None:
    """Draw notes, each with its number before it and its day after it; a link stays in one piece."""
    for note in notes:
        number, day = f"{note.id}  ", note.at[:10]
        start = (number, ACCENT)
        fits = indent + screen.text(number, note.note, "  ", day).cell_len <= screen.width
        if note.is_link and not fits:
            screen.unbroken(start, note.note, indent=indent)
            screen.say((day, DIM), indent=indent + len(number))
        else:
            screen.say(start, note.note, (f"  {day}", DIM), indent=indent, hang=len(number))


def _could_prove(screen: Screen, area: AreaEvidence, *, indent: int) -> None:
    words = area.could_prove or "not known any more: this area is not in the pack."
    screen.say((f"Could prove it: {words}", DIM), indent=indent, hang=2)


def _footer(screen: Screen, area: str, notes: int) -> None:
    screen.say((f'mlcareer evidence {area} "A LINK OR ONE LINE" adds a note.', DIM))
    if notes:
        screen.say(("mlcareer evidence --remove NUMBER takes one back.", DIM))
