"""Wins: what a person achieved, dated and tied to areas, as evidence for the next rung."""

from datetime import date
from typing import NamedTuple


class Win(NamedTuple):
    """One achievement: what, on which day, in which areas; `id` is never used again; `at` is when it was logged."""

    id: int
    text: str
    on: date
    areas: tuple[str, ...]
    at: str
