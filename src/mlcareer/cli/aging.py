"""What a view shows that may have changed since it was read."""

from typing import NamedTuple, TypeVar

from mlcareer.cli.context import library, today
from mlcareer.core.freshness import aged

View = TypeVar("View", bound=NamedTuple)


def with_ages(view: View) -> View:
    """Return a view with its facts that are past their shelf life today in its field `aged`."""
    pack = library()
    return view._replace(aged=aged(view, pack.shelf_lives(), pack.sources, today()))
