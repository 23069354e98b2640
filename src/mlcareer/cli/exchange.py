"""mlcareer profile export, import, backups and restore."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli import context
from mlcareer.cli.options import JsonOption, PlainOption, YesOption
from mlcareer.errors import MlcareerError, ProfileError, WrongUsageError
from mlcareer.profile.file import BACKUPS
from mlcareer.render.output import show, write_json

if TYPE_CHECKING:
    from mlcareer.core.exchange import Export
    from mlcareer.core.keeping import Holds

STREAM, LEAVE = "-", "leave"
FLAGS = "--merge adds what is missing; --replace --yes takes the document's state instead"
NOTHING_CHANGED = "nothing was changed"


def export_(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="Where to; without it, or with -, standard output.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
    without: Annotated[
        str,
        typer.Option(
            metavar="PARTS",
            help="Leave out: evidence, wins, notes, certificates; commas between.",
            show_default=False,
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Everything the profile holds, as one JSON document.

    Quizzes with their answers, what you said of steps, evidence, wins, certificates, wishes, plans told, and what was
    taken back; mlcareer profile import brings all of it back. A file can be read by you only.

    Example: mlcareer profile export me.json --without evidence,wins
    """
    from mlcareer.core.exchange import parts_named
    from mlcareer.core.exchange import without as leave_out
    from mlcareer.core.keeping import Exported, holds
    from mlcareer.profile.exchange import export_of
    from mlcareer.render.file import refuse_existing, write_whole
    from mlcareer.render.output import document

    export = leave_out(export_of(context.profile()), parts_named(without))
    if file is None or file == STREAM:
        if sys.stdout is None:
            raise MlcareerError("standard output is closed, so the result has nowhere to go")
        write_json("export", export)
        return
    target = Path(file)
    _refuse_own_files(target)
    refuse_existing(target, force=force)
    write_whole(target, document("export", export).encode(), private=True)
    show("profile.export", Exported(file, export.without, holds(export)), as_json=as_json)


def _refuse_own_files(target: Path) -> None:
    """Raise WrongUsageError where a document would take the place of the profile or of its copies."""
    mine = context.profile().path.resolve()
    where = target.resolve()
    if where.parent in {mine.parent, mine.parent / BACKUPS} and where.suffix in {".db", ".db-journal"}:
        raise WrongUsageError(f"{target}: that is the profile's own place", way_out="name another file")


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document of profile export; - is standard input.")],
    merge: Annotated[bool, typer.Option("--merge", help="Add what your profile lacks; change nothing else.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Take the document's state instead of yours.")] = False,
    yes: YesOption = False,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take in a document that profile export wrote.

    All of it is checked before anything is written, and it comes in whole or not at all. A profile that holds something
    already is copied first, then merged or replaced. Importing the same document twice changes nothing.

    Example: mlcareer profile import me.json --merge
    """
    from mlcareer.core.keeping import Imported, holds
    from mlcareer.core.merging import merged, replaced
    from mlcareer.profile.exchange import change, export_of, read_document, read_source

    if merge and replace:
        raise WrongUsageError("--merge and --replace do not go together", way_out=FLAGS)
    name = "standard input" if file == STREAM else file
    document = read_document(_standard_input() if file == STREAM else read_source(Path(file)), name)
    person = context.profile()
    before = export_of(person)
    how = "new" if before.is_empty else "merge" if merge else "replace" if replace else ""
    if not how or (how == "replace" and not yes):
        how = _asked(how, holds(before), plain=plain)

    def made_of(ours: "Export") -> "Export":
        if how == "new" and not ours.is_empty:
            raise ProfileError(f"{person.path}: another mlcareer has begun it meanwhile", way_out=FLAGS)
        return merged(ours, document, person.now) if how == "merge" else replaced(ours, document)

    was, now, kept = change(person, made_of, keep="import")
    view = Imported(name, how, now != was, str(kept) if kept else None, holds(was), holds(now))
    show("profile.import", view, as_json=as_json)


def backups(as_json: JsonOption = False) -> None:
    """The copies kept of your profile, newest first.

    One is kept before the first thing you save each day, and one before import or restore replaces anything; the newest
    ten of each stay. They lie beside the profile.

    Example: mlcareer profile backups
    """
    from mlcareer.profile.backups import backups_of

    show("profile.backups", backups_of(context.profile()), as_json=as_json)


def restore(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="A copy's name or day; without it, the newest sound one.", show_default=False
        ),
    ] = None,
    yes: YesOption = False,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring back a copy of your profile.

    The profile as it is now is kept as a copy too; one that is damaged is moved aside as it is. mlcareer profile
    backups lists the copies.

    Example: mlcareer profile restore 2026-11-21
    """
    from mlcareer.core.keeping import Holds
    from mlcareer.profile.backups import chosen
    from mlcareer.profile.restore import restore as bring_back

    person = context.profile()
    backup, held = chosen(person, name)
    if not yes:
        from mlcareer.prompts.ask import prompter
        from mlcareer.render.words import kept

        asker = prompter(plain=plain, instead="mlcareer profile restore --yes does it without asking")
        if not asker.confirm(
            f"Bring back {backup.name} ({kept(backup.holds or Holds())}) in place of the profile as it is now?"
        ):
            raise MlcareerError(NOTHING_CHANGED)
    show("profile.restore", bring_back(person, backup, held), as_json=as_json)


def _asked(how: str, held: "Holds", *, plain: bool) -> str:
    """Ask how to bring document and profile together; raises MlcareerError where the person leaves it."""
    from mlcareer.core.assessment import Choice
    from mlcareer.prompts.ask import prompter
    from mlcareer.render.words import kept

    asker = prompter(plain=plain, instead=FLAGS)
    holds = f"Your profile holds {kept(held)}"
    if how:
        chosen = how if asker.confirm(f"{holds}. Take the document's state instead?") else LEAVE
    else:
        choices = (
            Choice("merge", "Add what is missing"),
            Choice("replace", "Take the document's state instead; a copy is kept"),
            Choice(LEAVE, "Leave it as it is"),
        )
        chosen = asker.pick(f"{holds}. What now?", choices) or LEAVE
    if chosen == LEAVE:
        raise MlcareerError(NOTHING_CHANGED)
    return chosen


def _standard_input() -> bytes:
    """Return what stands on standard input, and a little more than may."""
    from mlcareer.profile.exchange import MOST_BYTES

    try:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    except (AttributeError, ValueError, OSError):
        raise WrongUsageError("standard input is closed", way_out="name a file instead of -") from None
