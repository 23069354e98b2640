"""Small answers about the person's own state: home, profile, done, undo, check."""

from typing import NamedTuple

from mlcareer.core.certificate import CertificateLine
from mlcareer.core.evidence import Evidence
from mlcareer.core.mark import StepState
from mlcareer.core.record import DoneStep, Here, Taken
from mlcareer.core.suggestion import Suggestion
from mlcareer.core.wish import NOTHING_SAID, Wish


class Home(NamedTuple):
    """The start page: where the person stands, what comes next, what is unfinished.

    `answered` of `questions` and `checks` belong to a quiz under way; `retake_after` is a day (ISO), None before the
    first quiz; `reminders` are certificates that end soon or ended lately.
    """

    you: Here | None
    next: Suggestion | None
    answered: int
    questions: int
    done: int
    checks: int = 0
    retake_after: str | None = None
    reminders: tuple[CertificateLine, ...] = ()


class ProfileView(NamedTuple):
    """What the profile holds, and where it lies; `steps` are all of which anything was said, by the ids said then."""

    path: str
    exists: bool
    latest: Taken | None
    answered: int
    done: tuple[DoneStep, ...]
    evidence: tuple[Evidence, ...]
    retake_after: str | None = None
    wins: int = 0
    steps: tuple[StepState, ...] = ()
    wish: Wish = NOTHING_SAID
    certificates: int = 0


class ProfilePath(NamedTuple):
    """Where the profile and the cache lie."""

    profile: str
    cache: str


class SetAside(NamedTuple):
    """A profile moved aside; `kept_as` is None where there was none."""

    kept_as: str | None


class CheckReport(NamedTuple):
    """What is wrong with the pack and the profile; `sound` where nothing is."""

    sound: bool
    pack: str
    profile: str
    has_profile: bool
    problems: tuple[str, ...]
