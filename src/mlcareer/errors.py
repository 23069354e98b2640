"""The one small tree of errors; each class carries its exit code."""

from collections.abc import Iterable, Sequence

MOST_LISTED = 16
"""A message lists all known names up to this many."""


class MlcareerError(Exception):
    """Something the person can understand and act on; printed as one message, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, way_out: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out


class NotFoundError(MlcareerError):
    """A name that nothing in the pack or the profile bears (exit 1)."""


class WrongUsageError(MlcareerError):
    """A request that cannot be meant, or a question with no terminal to ask it on (exit 2)."""

    exit_code = 2


class InvalidDataError(MlcareerError):
    """A file that cannot be read or does not say what it must (exit 3); lists every problem found."""

    exit_code = 3

    def __init__(self, problems: Sequence[str], *, way_out: str = "") -> None:
        super().__init__("\n".join(problems), way_out=way_out)
        self.problems = tuple(problems)


class ProfileError(MlcareerError):
    """The person's own record cannot be read or written (exit 3)."""

    exit_code = 3


class InterruptedByUserError(MlcareerError):
    """Ctrl-C, Ctrl-D or the end of input at a prompt (exit 130)."""

    exit_code = 130


def unlike_any(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that `name` is no known `kind`, with the nearest known name or, where few, all of them."""
    from difflib import get_close_matches

    names = [str(name) for name in known]
    near = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    if not near:
        near = [known_name for known_name in names if _abbreviates(name.lower(), known_name)][:1]
    if near:
        return f"unknown {kind} {name!r}: did you mean {near[0]!r}?"
    listing = f": expected one of {', '.join(names)}" if 0 < len(names) <= MOST_LISTED else ""
    return f"unknown {kind} {name!r}{listing}"


def _abbreviates(short: str, full: str) -> bool:
    """Tell whether the letters of `short` stand in `full` in that order, first letter first ('snr', 'senior')."""
    if not short or short[0] != full[:1]:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)
