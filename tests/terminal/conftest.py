"""What every test at a real terminal begins with."""

import pytest
from tests.conftest import Run


@pytest.fixture(autouse=True)
def _compiled(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let all homes share one cache of the pack, so that each start is a warm one."""
    cache = tmp_path_factory.getbasetemp() / "compiled"
    cache.mkdir(exist_ok=True)
    run.home.mkdir()
    (run.home / "cache").symlink_to(cache)
