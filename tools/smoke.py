"""Use an installed mlcareer as a stranger would: python tools/smoke.py ANSWERS; run it from an unrelated directory."""

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
from importlib.util import find_spec
from pathlib import Path

MLCAREER = str(Path(sysconfig.get_path("scripts")) / "mlcareer")


def run(*args: str) -> str:
    """Return what a command prints; fails loudly where it does not succeed."""
    done = subprocess.run([MLCAREER, *args], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"mlcareer {' '.join(args)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def refused(*args: str) -> str:
    """Return what a command says that has to fail; fails loudly where it does not, or says nothing."""
    done = subprocess.run([MLCAREER, *args], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 1 or not done.stderr or "Traceback" in done.stderr:
        sys.exit(f"mlcareer {' '.join(args)}: exit {done.returncode}, not 1\n{done.stdout}{done.stderr}")
    return done.stderr


def without_duckdb(folder: Path) -> None:
    """Check that a survey names the extra it needs, where that is not installed."""
    if find_spec("duckdb"):
        return
    survey = folder / "pay.csv"
    survey.write_text("job_title,salary\nEngineer,100000\n", "utf-8")
    said = refused("salary", "--from", str(survey))
    if "pip install 'mlcareer[survey]'" not in said:
        sys.exit(f"salary --from without DuckDB: the extra is not named\n{said}")


def main() -> int:
    """Walk through the main job and check what it says."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["MLCAREER_HOME"] = home
        pay = json.loads(run("salary", "--level", "senior", "--json"))["data"]["levels"][0]
        expected = (220000, 300000, 200000, 4545, 1395)
        market, guide = pay["market"], pay["guide"]
        found = (guide["low"], guide["high"], market["p50"], market["n_rows"], market["n_distinct"])
        placed = json.loads(run("quiz", "--answers", sys.argv[1], "--json"))["data"]
        first = json.loads(run("next", "--json"))["data"]["suggestions"][0]["step"]
        run("done", first)
        after = json.loads(run("next", "--json"))["data"]["suggestions"][0]["step"]
        run("undo")
        for command in ("--version", "--help", "roadmap", "skills", "sources", "evidence", "wins", "profile", "check"):
            run(command)
        run("certs", "mine")
        without_duckdb(Path(home))
        for end in ("md", "ics", "json", "html"):
            run("plan", "--export", str(Path(home) / f"plan.{end}"))
    if found != expected or abs(sum(row["probability"] for row in placed["levels"]) - 1) > 1e-9 or first == after:
        sys.exit(f"pay {found}, placed {placed['level']}, steps {first} then {after}: not as expected")
    print(f"smoke: {MLCAREER}: placed at {placed['level']}, first step {first}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
