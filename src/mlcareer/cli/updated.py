"""Tell once what an update of the pack changed for this person."""

from typing import TYPE_CHECKING

from mlcareer.core.update import update
from mlcareer.errors import ProfileError
from mlcareer.render.output import remark

if TYPE_CHECKING:
    from mlcareer.core.record import Record
    from mlcareer.pack.library import Library
    from mlcareer.profile.store import Profile


def tell_update(pack: "Library", person: "Profile", record: "Record") -> None:
    """Say what changed for this person since their profile last met the pack, and remember that it was said."""
    now = pack.edition()
    if record.edition == now or (record.edition is None and not record.events):
        return
    outlooks = person.outlooks()
    words = update((event.step for event in record.events), outlooks[-1] if outlooks else None, pack.steps()).words(
        pack.steps()
    )
    if words:
        remark(f"the pack was updated: {words}. mlcareer plan has it worked in.")
    if words or record.edition is not None:
        remember_edition(pack, person)


def remember_edition(pack: "Library", person: "Profile") -> None:
    """Write down which pack the profile met last; where nothing can be written, it is told again next time."""
    try:
        person.save_edition(pack.edition())
    except ProfileError:
        return
