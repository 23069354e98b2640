"""The one place where a result becomes output: JSON for a script, a drawn view for a person."""

import importlib
import json
import sys

from mlcareer.core.plain import plain
from mlcareer.errors import MlcareerError


def show(name: str, data: object, *, as_json: bool, look: str = "") -> None:
    """Write a result to standard output.

    `name` is its schema ('salary', 'roadmap.level', ...): the document's "schema" is mlcareer.<name>/1, and the view is
    draw() or draw_level() in the module of this room that bears the name's first part; `look` names another view of the
    same data. Rich is imported only there.
    """
    if sys.stdout is None:
        raise MlcareerError("standard output is closed, so the result has nowhere to go")
    if as_json:
        write_json(name, data)
        return
    room, _, view = name.partition(".")
    module = importlib.import_module(f"mlcareer.render.{room}")
    from mlcareer.render.screen import open_screen

    screen = open_screen()
    view = look or view
    getattr(module, f"draw_{view}" if view else "draw")(screen, data)
    sys.stdout.flush()


def write_json(name: str, data: object) -> None:
    """Write one JSON document with its schema's name; ASCII only where the stream cannot carry more."""
    can_carry = (sys.stdout.encoding or "ascii").lower().replace("-", "") == "utf8"
    sys.stdout.write(document(name, data, ascii_only=not can_carry))
    sys.stdout.flush()


def document(name: str, data: object, *, ascii_only: bool = False) -> str:
    """Return a result as one JSON document with its schema's name, a line end after it."""
    whole = {"schema": f"mlcareer.{name}/1", "data": plain(data)}
    return json.dumps(whole, indent=2, ensure_ascii=ascii_only, allow_nan=False) + "\n"


def remark(text: str) -> None:
    """Write a line about the result to standard error; where that is closed the result counts all the same."""
    from mlcareer.core.text import encodable, inert

    try:
        sys.stderr.write(encodable(f"mlcareer: {inert(text)}\n", sys.stderr.encoding))
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # closed, or missing altogether
        return
