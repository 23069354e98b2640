"""Where things lie and what time it is: the world as the commands see it."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.errors import ProfileError, WrongUsageError
from mlcareer.pack.library import Library
from mlcareer.profile import NAME
from mlcareer.render.output import remark

if TYPE_CHECKING:
    from mlcareer.core.record import Record
    from mlcareer.profile.store import Profile


def library() -> Library:
    """Return the pack."""
    return Library(cache_dir())


def profile() -> "Profile":
    """Return the person's profile."""
    from mlcareer.profile.store import Profile

    return Profile(home_dir(), now(), say=remark)


def has_profile() -> bool:
    """Tell whether there is a profile, without loading SQLite."""
    try:
        return (home_dir() / NAME).exists()
    except OSError:  # it may well be there
        return True


def record_if_readable() -> "Record":
    """Return what the person has done; where the profile cannot be read, say so and go on with nothing."""
    from mlcareer.core.record import Record

    if not has_profile():  # most first commands
        return Record()
    try:
        return profile().record()
    except ProfileError as fault:
        remark(f"{fault.message}. Going on without it; {fault.way_out}.")
        return Record()


def home_dir() -> Path:
    """Return the folder of the profile: MLCAREER_HOME, else where the platform keeps a user's data."""
    chosen = _chosen_home()
    if chosen:
        return chosen
    import platformdirs

    return Path(platformdirs.user_data_dir("mlcareer", appauthor=False))


def cache_dir() -> Path:
    """Return the folder of what can be made anew: below MLCAREER_HOME, else the platform's cache."""
    chosen = _chosen_home()
    if chosen:
        return chosen / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("mlcareer", appauthor=False))


def _chosen_home() -> Path | None:
    chosen = os.environ.get("MLCAREER_HOME")
    try:
        return Path(chosen).expanduser() if chosen else None
    except RuntimeError:
        raise WrongUsageError(f"MLCAREER_HOME={chosen}: no such user's home") from None


def today() -> date:
    """Return today's date: MLCAREER_TODAY (ISO) if set, else the clock's; raises WrongUsageError if it is no date."""
    chosen = os.environ.get("MLCAREER_TODAY")
    if not chosen:
        return datetime.now(UTC).astimezone().date()
    try:
        return date.fromisoformat(chosen)
    except ValueError:
        raise WrongUsageError(f"MLCAREER_TODAY={chosen}: expected a date such as 2026-11-22") from None


def now() -> str:
    """Return the moment to write beside what is saved: ISO, to the second, with its zone; noon of a MLCAREER_TODAY.

    In the person's own zone, so that its first ten letters are the day they lived it.
    """
    if os.environ.get("MLCAREER_TODAY"):
        return f"{today().isoformat()}T12:00:00+00:00"
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
