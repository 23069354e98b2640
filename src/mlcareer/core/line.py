"""One line in a person's own words: a note, a win. What it may be is the same everywhere."""

from mlcareer.core.text import inert
from mlcareer.errors import WrongUsageError

MOST = 300
"""Characters of a line."""


def line_from(typed: str, thing: str) -> str:
    """Return what was typed as one line without surrounding space, harmless to a terminal.

    `thing` is what the line is to be ('note'). Raises WrongUsageError where it is empty, more than one line, or longer
    than MOST.
    """
    lines = typed.strip().splitlines()
    if len(lines) > 1:
        raise WrongUsageError(
            f"a {thing} is one line, this one has {len(lines)}", way_out=f"make each line a {thing} of its own"
        )
    line = inert(typed).strip()
    if not line:
        raise WrongUsageError(f"the {thing} is empty", way_out="write one line, or a link")
    if len(line) > MOST:
        raise WrongUsageError(
            f"a {thing} has at most {MOST} characters, this one has {len(line)}",
            way_out="shorten it, or put in a link to the text",
        )
    return line
