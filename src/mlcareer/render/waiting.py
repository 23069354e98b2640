"""A line on the terminal while something takes longer than a second; none in a pipe, none on a dumb terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from mlcareer.core.text import encodable, inert

PATIENCE = 1.0
"""Seconds until the line is shown, and between its changes."""
BACK = "\r\x1b[K"


@contextmanager
def waiting(doing: str) -> Iterator[None]:
    """Say on standard error what is being done, and for how long, until it is done; then take the line away."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        yield
        return
    done = Event()
    teller = Thread(target=_tell, args=(inert(doing)[:60], done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(doing: str, done: Event) -> None:
    begun = monotonic()
    shown = False
    while not done.wait(PATIENCE):
        shown = True
        _put(f"{BACK}mlcareer: {doing}, {monotonic() - begun:.0f} s")
    if shown:
        _put(BACK)


def _put(text: str) -> None:
    try:
        sys.stderr.write(encodable(text, sys.stderr.encoding))
        sys.stderr.flush()
    except (OSError, ValueError):  # closed meanwhile
        return
