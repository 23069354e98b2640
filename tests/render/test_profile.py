"""The profile's path, as a script needs it."""

from pathlib import Path

import pytest
from tests.conftest import Run


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_path_is_written_letter_by_letter(locale: str, tmp_path: Path):
    """A path beyond ASCII is written as it is, in every locale, so that a script can open it."""
    home = tmp_path / "h\N{LATIN SMALL LETTER E WITH ACUTE}"
    assert Run(home)("profile", "path", LC_ALL=locale, COLUMNS="40").stdout == f"{home / 'profile.db'}\n"
