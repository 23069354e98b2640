"""Days are those a person lives: what is said at night counts for the day on their own wall."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import Run


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu", "UTC"])
def test_a_step_is_done_on_the_day_of_the_zone(zone: str, tmp_path: Path):
    """A step is done, and hours are spent, on today's day in the person's zone, whatever day it is in Greenwich."""
    env = {name: value for name, value in Run(tmp_path / "home").env().items() if name != "MLCAREER_TODAY"}

    def call(*args: str) -> str:
        command = [sys.executable, "-m", "mlcareer", *args]
        done = subprocess.run(
            command, env={**env, "TZ": zone}, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
        )
        return done.stdout

    if os.name == "nt":
        pytest.skip("Windows takes no zone from TZ")
    before = datetime.now(ZoneInfo(zone)).date()
    call("done", "learn_apis", "--hours", "12")
    progress = json.loads(call("progress", "--json"))["data"]
    assert progress["steps"]["latest"][0]["day"] in {str(before), str(datetime.now(ZoneInfo(zone)).date())}
    assert progress["hours"]["this_week"] == 12.0
