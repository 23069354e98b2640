"""Ten years of daily records do not make looking back slow."""

from pathlib import Path

from growth import ORDINARY, TEN_YEARS, environment, fill, timed
from mlcareer.pack.locate import data_dir

GENEROUS = 3.0
"""Times an ordinary profile's CPU time; the benchmark's own bar is 2, on a machine that does nothing else."""


def test_ten_years_cost_little_more_than_two_months(tmp_path: Path):
    """A first look at progress over ten years of daily records takes a small multiple of what two months take."""
    for name, days in (("ordinary", ORDINARY), ("long", TEN_YEARS)):
        fill(tmp_path / name, days)
    worlds = [environment(tmp_path / name, data_dir()) for name in ("ordinary", "long")]
    few, many = timed(worlds, "progress", 3, first=True)
    assert many < GENEROUS * few, f"{few:.0f} ms for two months, {many:.0f} ms for ten years"
