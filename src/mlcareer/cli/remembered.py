"""Show a view again without computing it, as long as pack, profile, day and words are the same."""

from collections.abc import Callable
from typing import TypeVar

from mlcareer import __version__
from mlcareer.cli.context import cache_dir, home_dir, library, today
from mlcareer.pack.remembered import keep, recalled
from mlcareer.profile import NAME, stamp_of

View = TypeVar("View")


def remembered(name: str, kind: type[View], words: object, make: Callable[[], tuple[View, bool]]) -> View:
    """Return the view kept under a name if it came from the same, else make it anew.

    `make` returns the view and whether it may be kept: not where something was said or saved that belongs to this look
    alone. `words` are what the command was asked.
    """
    cache, key = cache_dir(), _key(words)
    if key is not None:
        found = recalled(cache, name, key, kind)
        if found is not None:
            return found
    view, may_be_kept = make()
    if key is not None and may_be_kept and key == _key(words):
        keep(cache, name, key, view)
    return view


def _key(words: object) -> str | None:
    """Return what tells one look from another, None where the profile cannot be told from itself."""
    person = stamp_of(home_dir() / NAME)
    return None if person is None else f"{__version__}|{today()}|{library().stamp()}|{person}|{words!r}"
