"""Small answers about the person's own state: home, profile, done, undo, check."""

from dataclasses import dataclass

from mlcareer.core.plan import Suggestion
from mlcareer.core.record import DoneStep, Here, Taken


@dataclass(frozen=True, slots=True)
class Home:
    """The start page: where the person stands, what comes next, what is unfinished."""

    you: Here | None
    next: Suggestion | None
    answered: int
    questions: int
    done: int


@dataclass(frozen=True, slots=True)
class ProfileView:
    """Everything the profile holds, and where it lies."""

    path: str
    exists: bool
    latest: Taken | None
    answered: int
    done: tuple[DoneStep, ...]


@dataclass(frozen=True, slots=True)
class ProfilePath:
    """Where the profile and the cache lie."""

    profile: str
    cache: str | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A profile moved aside; `kept_as` is None where there was none."""

    kept_as: str | None


@dataclass(frozen=True, slots=True)
class StepMarked:
    """A step marked as done or taken back; `changed` is False where it already was so."""

    step: str
    title: str
    status: str
    changed: bool
    at: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is wrong with the pack and the profile; `sound` where nothing is."""

    sound: bool
    pack: str
    profile: str
    problems: tuple[str, ...]
