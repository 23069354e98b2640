"""Tell once what an update of the pack changed for this person."""

from typing import TYPE_CHECKING

from mlcareer.core.update import update
from mlcareer.errors import ProfileError
from mlcareer.render.output import remark

if TYPE_CHECKING:
    from mlcareer.core.record import Record
    from mlcareer.pack.library import Library
    from mlcareer.profile.store import Profile


def tell_update(pack: "Library", person: "Profile", record: "Record") -> bool:
    """Say what changed for this person since their profile last met the pack; tell whether anything was said.

    What was said is remembered. Where nothing can be written, it is said again next time.
    """
    now = pack.edition()
    if record.edition == now or (record.edition is None and not record.events):
        return False
    outlooks, steps = person.outlooks(), pack.steps()
    named = (event.step for event in record.events)
    found = update(named, outlooks[-1] if outlooks else None, steps).untold(record.told)
    words = found.words(steps)
    if words:
        remark(f"the pack was updated: {words}. mlcareer plan has it worked in.")
    if words or record.edition is not None:
        remember_edition(pack, person, found.ids)
    return bool(words)


def remember_edition(pack: "Library", person: "Profile", told: tuple[str, ...] = ()) -> None:
    """Write down which pack the profile met last, and of which steps the change was told."""
    try:
        person.save_edition(pack.edition(), told)
    except ProfileError:
        return
