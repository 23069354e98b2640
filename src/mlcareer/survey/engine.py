"""The database that counts: opened in memory, offline, and with few threads."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer.errors import MlcareerError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_THREADS = 4
"""Each thread holds buffers of its own; four read a million rows in half a second."""


def connect(spill: Path | None = None) -> "DuckDBPyConnection":
    """Return a database in memory that loads nothing from elsewhere; `spill` is a folder for what memory cannot hold.

    Raises MlcareerError where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MlcareerError(
            "counting a survey needs DuckDB, which is not installed", way_out="pip install 'mlcareer[survey]'"
        ) from None
    return duckdb.connect(
        config={
            "threads": min(os.cpu_count() or 1, MOST_THREADS),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": str(spill) if spill else "",
        }
    )
