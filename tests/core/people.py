"""Who the tests of the plan are about: the types of their fixtures, their settings, texts of another hash."""

from collections.abc import Callable
from hashlib import blake2b

from hypothesis import Phase, settings
from hypothesis import strategies as st

from mlcareer.core.assessment import Answers
from mlcareer.core.gap import Gap
from mlcareer.core.placement import Placement

Place = Callable[[Answers], Placement]
GapOf = Callable[..., Gap]
Rated = Callable[..., Answers]
People = st.SearchStrategy[Answers]
Careers = st.SearchStrategy[tuple[Answers, list[str]]]

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure traces every line: minutes
LAWS = settings(max_examples=25, deadline=None, database=None, phases=PHASES)


class Salted(str):
    """A text whose hash differs from salt to salt, as every text's hash does from process to process."""

    __slots__ = ()
    salt = 0

    def __hash__(self) -> int:
        """Mix the salt in."""
        # not hash(), which differs from run to run: a failure must come back
        return int.from_bytes(blake2b(f"{self.salt}{self}".encode(), digest_size=7).digest())

    def __eq__(self, other: object) -> bool:
        """Compare as any text."""
        return str(self) == other


def salted(name: str, salt: int) -> Salted:
    """Return the same text with another hash."""
    kind = type("Salted", (Salted,), {"salt": salt, "__slots__": (), "__hash__": Salted.__hash__})
    return kind(name)
