"""Ten years of daily records do not make looking back slow."""

from pathlib import Path

from looking_back import ORDINARY, TEN_YEARS, fill, ratio

GENEROUS = 3.0
"""Times an ordinary profile's CPU time; the benchmark's own bar is 2, on a machine that does nothing else."""


def test_ten_years_cost_little_more_than_two_months(tmp_path: Path):
    """Progress over ten years of daily records takes at most a small multiple of what two months take."""
    for name, days in (("ordinary", ORDINARY), ("long", TEN_YEARS)):
        fill(tmp_path / name, days)
    few, many, more = ratio(tmp_path / "ordinary", tmp_path / "long", 3)
    assert more < GENEROUS, f"{few:.0f} ms for two months, {many:.0f} ms for ten years"
